"""The content of packs, read once and kept: a version of a pack never changes."""

from functools import cache
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import Integer, bindparam, select

from kindportfolio.core.config import Settings
from kindportfolio.core.db import db
from kindportfolio.core.prepared import Prepared
from kindportfolio.packs.models import Pack
from kindportfolio.packs.reader import BUILTIN, Image, PackContent, read_pack


def content_of(pack_id: int) -> PackContent:
    """What the pack of this row holds: a school's own copy, or one that came with the program.

    :raises BadPack: the folder is gone or not a pack any more.
    """
    kept: dict[int, PackContent] = current_app.extensions.setdefault("packs", {})
    if pack_id not in kept:
        asked = select(Pack.school_id, Pack.key, Pack.version).where(Pack.id == pack_id)
        row = db.session.execute(asked).one()
        own = _own_folder(row.school_id, row.key, row.version)
        kept[pack_id] = _content(own if own.is_dir() else BUILTIN / row.key)
    return kept[pack_id]


def pack_in_use() -> int:
    """The pack that new books of this school begin with."""
    found: int = _IN_USE.rows()[0].id
    return found


def _in_use() -> Any:
    return (
        select(Pack.id)
        .where(Pack.active, Pack.school_id == bindparam("school", type_=Integer()))
        .order_by(Pack.installed_at.desc(), Pack.id.desc())
        .limit(1)
    )


_IN_USE = Prepared(_in_use)


def image_path(content: PackContent, image: Image) -> str:
    """The address of a drawing of this pack."""
    return f"/pak/{content.key}/{content.version}/{image.name}"


def builtin_image(key: str, version: str, name: str) -> bytes | None:
    """A drawing of a pack that came with the program; none if it names no such drawing."""
    known = {folder.parent.name: folder.parent for folder in BUILTIN.glob("*/pack.toml")}
    return _image(known[key], version, name) if key in known else None


def own_image(school_id: int, key: str, version: str, name: str) -> bytes | None:
    """A drawing of a pack that this school installed; none if there is no such drawing."""
    installed = select(Pack.id).where(
        Pack.school_id == school_id, Pack.key == key, Pack.version == version
    )
    if db.session.execute(installed).first() is None:
        return None
    folder = _own_folder(school_id, key, version)
    return _image(folder, version, name) if folder.is_dir() else None


def _own_folder(school_id: int, key: str, version: str) -> Path:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.instance / "packs" / str(school_id) / key / version


def _image(folder: Path, version: str, name: str) -> bytes | None:
    if _content(folder).version != version or name not in _images(folder):
        return None
    return _images(folder)[name]


@cache
def _content(folder: Path) -> PackContent:
    return read_pack(folder)


@cache
def _images(folder: Path) -> dict[str, bytes]:
    return {image.name: image.file.read_bytes() for image in _content(folder).images()}
