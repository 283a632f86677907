"""Which pack a book or school works with, and what it holds."""

from functools import cache

from flask import current_app
from sqlalchemy import select

from kindportfolio.core.db import db
from kindportfolio.packs.models import Pack
from kindportfolio.packs.reader import PackContent, builtin_pack


def content_of(pack_id: int) -> PackContent:
    """What the pack of a book holds. A version never changes, so it is looked up once."""
    known: dict[int, str] = current_app.extensions.setdefault("packs", {})
    if pack_id not in known:
        asked = select(Pack.key).where(Pack.id == pack_id)
        known[pack_id] = db.session.execute(asked).scalar_one()
    return _read(known[pack_id])


def pack_in_use() -> int:
    """The pack that new books of this school begin with."""
    asked = select(Pack.id).where(Pack.active).order_by(Pack.installed_at.desc(), Pack.id.desc())
    return db.session.execute(asked.limit(1)).scalar_one()


@cache
def _read(key: str) -> PackContent:
    return builtin_pack(key)
