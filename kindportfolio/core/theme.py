"""Looks: which themes are installed, and every static file under a path that names the release.

A theme is a folder with ``theme.toml``, ``tokens.css``, ``static/`` and, if it likes,
``templates/layout/slots/``: it may replace the open slots and the token values, nothing else.
"""

import gzip
import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath

from flask import Flask, Response, abort, request
from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader

PACKAGE = Path(__file__).parents[1]
HOUSE_LOOK = "basis"
JOINED = "css/joined/"
WORTH_PRESSING = 1400
KEPT = 400
SERVED_AS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


class BadTheme(ValueError):
    """A folder among the themes is not a theme; the message names it."""


@dataclass(frozen=True)
class Theme:
    name: str
    title: str
    licence: str
    folder: Path

    @property
    def templates(self) -> Path:
        return self.folder / "templates"

    @property
    def stylesheet(self) -> str:
        return theme_asset(self, "tokens.css")


@cache
def themes() -> dict[str, Theme]:
    """The installed themes by name: beside the package in a checkout, inside it when installed."""
    inside = PACKAGE / "themes"
    home = inside if inside.is_dir() else PACKAGE.parent / "themes"
    return {note.parent.name: read_theme(note.parent) for note in sorted(home.glob("*/theme.toml"))}


def theme_named(name: str | None) -> Theme:
    """The theme of that name; one that is no longer installed gives way to the house look."""
    return themes().get(name or HOUSE_LOOK) or themes()[HOUSE_LOOK]


def read_theme(folder: Path) -> Theme:
    """The theme in a folder.

    :raises BadTheme: ``theme.toml`` is no TOML or says other things than title and licence.
    """
    try:
        said = tomllib.loads((folder / "theme.toml").read_text(encoding="utf-8"))
        return Theme(name=folder.name, folder=folder, **said)
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise BadTheme(f"{folder / 'theme.toml'}: {error}") from error


def template_loader(theme: Theme) -> BaseLoader:
    """Templates of the house, with the open slots that the theme fills laid over them."""
    slots = FileSystemLoader(theme.templates / "layout" / "slots")
    house = FileSystemLoader(sorted(PACKAGE.glob("*/templates")))
    return ChoiceLoader([PrefixLoader({"layout": PrefixLoader({"slots": slots})}), house])


@cache
def release() -> str:
    """A short print of all static files: another letter in one of them, another release."""
    seen = hashlib.sha256()
    for path, file in sorted(_files().items()):
        seen.update(path.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return seen.hexdigest()[:12]


@cache
def asset(path: str) -> str:
    """The address of a static file of the house.

    :raises LookupError: there is no such file.
    """
    if path not in _files():
        raise LookupError(f"No static file is called {path}.")
    return f"/static/{release()}/{path}"


def theme_asset(theme: Theme, path: str) -> str:
    """The address of a file of this theme, such as ``static/mark.svg``.

    :raises LookupError: the theme has no such file.
    """
    return asset(f"themes/{theme.name}/{path}")


def joined(sheets: Sequence[str]) -> str:
    """The address of several style sheets of the house as one file, in this order.

    A shared tablet forgets its files at every sign-out; one file comes back faster than twenty.

    :raises LookupError: there is no such sheet.
    """
    path = JOINED + ",".join(sheet.replace("/", ".") for sheet in sheets) + ".css"
    _body(path)
    return f"/static/{release()}/{path}"


def register_static(app: Flask) -> None:
    """Serve the static files of this release, for good; those of another release are not here."""

    def static_file(of: str, path: str) -> Response:
        try:
            body = _body(path) if of == release() else None
        except LookupError:
            body = None
        if body is None:
            abort(404)
        answer = Response(body, content_type=SERVED_AS[PurePosixPath(path).suffix])
        if request.accept_encodings["gzip"] and (small := _pressed(path)):
            answer.data = small
            answer.content_encoding = "gzip"
        answer.vary.add("Accept-Encoding")
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return answer

    # Everyone may fetch these: the value of ``Need.PUBLIC``, which this floor cannot import.
    static_file.need = "public"  # type: ignore[attr-defined]
    app.add_url_rule("/static/<of>/<path:path>", view_func=static_file)


@cache
def _files() -> dict[str, Path]:
    """Every file that may be served, by the path it is asked for. What is not here is not there."""
    return dict(_found())


def _found() -> Iterator[tuple[str, Path]]:
    yield from _under(PACKAGE / "static", "")
    for theme in themes().values():
        at = f"themes/{theme.name}/"
        yield f"{at}tokens.css", theme.folder / "tokens.css"
        yield from _under(theme.folder / "static", f"{at}static/")


def _under(folder: Path, at: str) -> Iterator[tuple[str, Path]]:
    for file in folder.rglob("*"):
        if file.suffix in SERVED_AS:
            yield at + file.relative_to(folder).as_posix(), file


@lru_cache(maxsize=KEPT)
def _body(path: str) -> bytes:
    """The file, read once.

    Browsers disagree on where a relative address inside a custom property starts, so those
    of a theme leave as absolute ones.

    :raises LookupError: there is no such file.
    """
    if path.startswith(JOINED) and path.endswith(".css"):
        names = path.removeprefix(JOINED).removesuffix(".css").split(",")
        return b"\n".join(_body(f"css/{name.replace('.', '/')}.css") for name in names)
    if path not in _files():
        raise LookupError(f"No static file is called {path}.")
    body = _files()[path].read_bytes()
    if path.startswith("themes/") and path.endswith("/tokens.css"):
        static = f"/static/{release()}/{path.removesuffix('tokens.css')}static/"
        body = body.replace(b'url("static/', f'url("{static}'.encode())
    return body


@lru_cache(maxsize=KEPT)
def _pressed(path: str) -> bytes | None:
    """The file as gzip, when that is worth the trouble."""
    if PurePosixPath(path).suffix not in (".css", ".js", ".svg"):
        return None
    body = _body(path)
    return gzip.compress(body, mtime=0) if len(body) > WORTH_PRESSING else None
