"""Read a pack: the questions, places, words and pictures of a school, as data.

A pack is a folder with ``pack.toml`` and ``images/``::

    [pack]                       # key, version (1.2), title, language, licence, author
    extends = "basis"            # optional: start from that pack

    [[question]]                 # the seven, with their stable keys and numbers
    key, number, title
    child, young                 # what a child reads or hears; young is for groups 1-3
    teacher, parent              # what it is for
    [question.starters]          # sentences to begin with: middle (4-5), older (6-8)
    [[question.place]]           # key, title, text, young, image, alt; year_levels = [1, 2]

    [[feeling]]                  # key, title, image: five faces for "hoe ging het?"
    [[sticker]]                  # key, title, image: what a teacher stamps
    [[report.scale]]             # key, title, image: growth in words and pictures, from 0 up
    [[report.section]]           # key, title, hint, kind = "text" | "scale"; year_levels

A pack that extends another says only what differs. Tables in a list are matched by ``key``;
new keys come after; ``hidden = true`` takes a place, feeling, sticker or section away. An
image is looked up in the pack's own folder first and then in the one it extends.

All text is plain text. Pictures are drawings (see ``drawing``), shown through ``<img>`` only.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeGuard, TypeVar

from kindportfolio.core.text import gettext as _
from kindportfolio.packs.drawing import check_drawing
from kindportfolio.packs.tables import TITLE, BadPack, Table

__all__ = ["BUILTIN", "BadPack", "PackContent", "builtin_pack", "read_pack"]

BUILTIN = Path(__file__).with_name("builtin")
QUESTION_KEYS = (
    "wie-ben-ik",
    "wat-kan-ik",
    "wat-wil-ik-leren",
    "hoe-leer-ik",
    "wat-spreek-ik-af",
    "waar-ben-ik-trots-op",
    "hoe-gaat-het",
)
IMAGE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.svg")
STARTER = 80
MOST_PLACES = 8
FEELINGS = 5


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


Item = TypeVar("Item", bound=Keyed)


@dataclass(frozen=True)
class Image:
    """A drawing of the pack that really holds it, which may be the pack this one extends."""

    pack: str
    file: Path

    @property
    def name(self) -> str:
        return self.file.name


@dataclass(frozen=True)
class Place:
    """A chapter under a question."""

    key: str
    title: str
    text: str
    young: str
    image: Image
    alt: str
    year_levels: frozenset[int]

    def text_for(self, year_level: int) -> str:
        return self.young if year_level <= 3 else self.text


@dataclass(frozen=True)
class Question:
    number: int
    key: str
    title: str
    child: str
    young: str
    teacher: str
    parent: str
    starters_middle: tuple[str, ...]
    starters_older: tuple[str, ...]
    places: tuple[Place, ...]

    def text_for(self, year_level: int) -> str:
        return self.young if year_level <= 3 else self.child

    def starters_for(self, year_level: int) -> tuple[str, ...]:
        """Sentences to begin with; the youngest tell their story and get none."""
        if year_level <= 3:
            return ()
        return self.starters_middle if year_level <= 5 else self.starters_older

    def places_for(self, year_level: int) -> tuple[Place, ...]:
        return tuple(place for place in self.places if year_level in place.year_levels)

    def place(self, key: str) -> Place:
        """:raises KeyError: no such place under this question."""
        return _find(self.places, key)


@dataclass(frozen=True)
class Picture:
    """A word with its picture: a feeling, a sticker or a step of growth."""

    key: str
    title: str
    image: Image


class SectionKind(StrEnum):
    TEXT = "text"
    SCALE = "scale"


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    hint: str
    kind: SectionKind
    year_levels: frozenset[int]


@dataclass(frozen=True)
class ReportTemplate:
    scale: tuple[Picture, ...]
    sections: tuple[Section, ...]

    def sections_for(self, year_level: int) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if year_level in section.year_levels)


@dataclass(frozen=True)
class PackContent:
    key: str
    version: str
    title: str
    language: str
    licence: str
    author: str
    extends: str | None
    questions: tuple[Question, ...]
    feelings: tuple[Picture, ...]
    stickers: tuple[Picture, ...]
    report: ReportTemplate

    def question(self, key: str) -> Question:
        """:raises KeyError: none of the seven."""
        return _find(self.questions, key)

    def images(self) -> Iterator[Image]:
        for question in self.questions:
            yield from (place.image for place in question.places)
        for picture in (*self.feelings, *self.stickers, *self.report.scale):
            yield picture.image


def builtin_pack(key: str) -> PackContent:
    """:raises BadPack: no pack of that name comes with the program."""
    return read_pack(BUILTIN / key)


def read_pack(folder: Path) -> PackContent:
    """The checked content of the pack in ``folder``.

    :raises BadPack: names the field and what is wrong with it.
    """
    own = _load(folder)
    head = Table(own.get("pack", {}), "pack")
    key, extends = head.key(), head.text_or("extends", "", TITLE)
    shelf = _Shelf([(key, folder / "images")])
    if extends:
        if extends == key or not (BUILTIN / extends).is_dir():
            raise BadPack("pack.extends", _("het pakket %(name)s is er niet", name=extends))
        own = _merged(_load(BUILTIN / extends), own)
        shelf.add(extends, BUILTIN / extends / "images")
    return _content(Table(own), shelf)


class _Shelf:
    """Where pictures are looked for: the pack itself, then the one it extends."""

    def __init__(self, folders: list[tuple[str, Path]]) -> None:
        self._folders = folders
        self._checked: dict[str, Image] = {}

    def add(self, pack: str, folder: Path) -> None:
        self._folders.append((pack, folder))

    def image(self, table: Table) -> Image:
        name, field = table.text("image", TITLE), table.named("image")
        if not IMAGE_NAME.fullmatch(name):
            raise BadPack(field, _("moet een naam zijn als plek-mijn-droom.svg"))
        if name not in self._checked:
            self._checked[name] = self._found(name, field)
        return self._checked[name]

    def _found(self, name: str, field: str) -> Image:
        for pack, folder in self._folders:
            file = folder / name
            if file.is_file() and not file.is_symlink():
                check_drawing(file.read_bytes(), field)
                return Image(pack, file)
        raise BadPack(field, _("%(name)s is er niet", name=name))


def _load(folder: Path) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / "pack.toml").read_text("utf-8"))
    except FileNotFoundError:
        raise BadPack("pack.toml", _("is er niet")) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise BadPack("pack.toml", _("is niet te lezen: %(fault)s", fault=fault)) from fault


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for field, value in own.items():
        below = base.get(field)
        if isinstance(value, dict) and isinstance(below, dict):
            result[field] = _merged(below, value)
        elif _keyed_tables(value) and _keyed_tables(below):
            result[field] = _merged_lists(below, value)
        else:
            result[field] = value
    return result


def _keyed_tables(value: object) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and all(isinstance(one, dict) and "key" in one for one in value)


def _merged_lists(base: list[dict[str, Any]], own: list[dict[str, Any]]) -> list[dict[str, Any]]:
    changes = {one["key"]: one for one in own}
    if len(changes) < len(own):
        return [*base, *own]  # A key twice: leave it to the check that names it.
    known = {one["key"] for one in base}
    changed = [_merged(one, changes.get(one["key"], {})) for one in base]
    return changed + [one for one in own if one["key"] not in known]


def _content(top: Table, shelf: _Shelf) -> PackContent:
    head = top.table("pack")
    report = top.table("report")
    content = PackContent(
        key=head.key(),
        version=head.match("version", r"\d{1,4}(\.\d{1,3}){0,2}", "1.2"),
        title=head.text("title", TITLE),
        language=head.match("language", "[a-z]{2}", "nl"),
        licence=head.text("licence", TITLE),
        author=head.text("author", TITLE),
        extends=head.text_or("extends", "", TITLE) or None,
        questions=_questions(top, shelf),
        feelings=_pictures(top, "feeling", shelf),
        stickers=_pictures(top, "sticker", shelf),
        report=ReportTemplate(_pictures(report, "scale", shelf), _sections(report)),
    )
    for table in (head, report, top):
        table.done()
    if len(content.feelings) != FEELINGS:
        raise BadPack("feeling", _("het zijn er %(number)s", number=FEELINGS))
    return content


def _questions(top: Table, shelf: _Shelf) -> tuple[Question, ...]:
    found = _items(top, "question", lambda table: _question(table, shelf))
    if sorted(question.key for question in found) != sorted(QUESTION_KEYS):
        raise BadPack(
            "question", _("moeten de zeven vragen zijn: %(keys)s", keys=", ".join(QUESTION_KEYS))
        )
    for question in found:
        if QUESTION_KEYS[question.number - 1] != question.key:
            raise BadPack(f"question.{question.key}.number", _("hoort bij een andere vraag"))
    return tuple(sorted(found, key=lambda question: question.number))


def _question(table: Table, shelf: _Shelf) -> Question:
    starters = table.table("starters")
    question = Question(
        number=table.number("number", 1, len(QUESTION_KEYS)),
        key=table.key(),
        title=table.text("title", TITLE),
        child=table.text("child"),
        young=table.text("young"),
        teacher=table.text("teacher"),
        parent=table.text("parent"),
        starters_middle=starters.texts("middle", STARTER),
        starters_older=starters.texts("older", STARTER),
        places=_items(table, "place", lambda place: _place(place, shelf)),
    )
    starters.done()
    for level in range(1, 9):
        if not 1 <= len(question.places_for(level)) <= MOST_PLACES:
            raise BadPack(
                f"question.{question.key}.place",
                _(
                    "groep %(level)s heeft 1 tot en met %(most)s plekken nodig",
                    level=level,
                    most=MOST_PLACES,
                ),
            )
    return question


def _place(table: Table, shelf: _Shelf) -> Place:
    return Place(
        key=table.key(),
        title=table.text("title", TITLE),
        text=table.text("text"),
        young=table.text("young"),
        image=shelf.image(table),
        alt=table.text("alt", 160),
        year_levels=table.year_levels(),
    )


def _pictures(table: Table, field: str, shelf: _Shelf) -> tuple[Picture, ...]:
    return _items(
        table, field, lambda one: Picture(one.key(), one.text("title", TITLE), shelf.image(one))
    )


def _sections(report: Table) -> tuple[Section, ...]:
    found = _items(report, "section", _section)
    if not found:
        raise BadPack("report.section", _("een rapport heeft ten minste één deel"))
    return found


def _section(table: Table) -> Section:
    kind = table.text("kind", TITLE)
    if kind not in set(SectionKind):
        raise BadPack(table.named("kind"), _("moet text of scale zijn"))
    return Section(
        key=table.key(),
        title=table.text("title", TITLE),
        hint=table.text("hint"),
        kind=SectionKind(kind),
        year_levels=table.year_levels(),
    )


def _items(table: Table, field: str, read: Callable[[Table], Item]) -> tuple[Item, ...]:
    found: dict[str, Item] = {}
    for one in table.tables(field):
        hidden = one.yes("hidden")
        item = read(one)
        one.done()
        if item.key in found:
            raise BadPack(one.named("key"), _("staat er twee keer"))
        if not hidden:
            found[item.key] = item
    return tuple(found.values())


def _find(items: Sequence[Item], key: str) -> Item:
    for item in items:
        if item.key == key:
            return item
    raise KeyError(key)
