"""What the other shelves want to know about pictures."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import func, select

from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.media.models import MediaAsset, Rendition


def sent_lately(person_id: int, within: timedelta) -> int:
    """How many pictures this person sent in during the last stretch of time."""
    asked = select(func.count(MediaAsset.id)).where(
        MediaAsset.sent_by_id == person_id, MediaAsset.received_at > clock.now() - within
    )
    return db.session.execute(asked).scalar_one()


def bytes_of(owner_id: int) -> int:
    """How much this person's pictures take, developed and waiting."""
    developed = select(func.coalesce(func.sum(Rendition.bytes), 0))
    developed = developed.join(MediaAsset).where(MediaAsset.owner_id == owner_id)
    waiting = select(func.coalesce(func.sum(MediaAsset.raw_bytes), 0)).where(
        MediaAsset.owner_id == owner_id, MediaAsset.raw_key.is_not(None)
    )
    asked = select(developed.scalar_subquery() + waiting.scalar_subquery())
    return int(db.session.execute(asked).scalar_one())


def rendition(asset: MediaAsset, size: str) -> Rendition | None:
    asked = select(Rendition).where(Rendition.asset_id == asset.id, Rendition.size == size)
    return db.session.execute(asked).scalar_one_or_none()


def waiting(asset_id: int) -> MediaAsset | None:
    """The picture, if it still has to be developed."""
    asked = select(MediaAsset).where(
        MediaAsset.id == asset_id,
        MediaAsset.ready_at.is_(None),
        MediaAsset.failed_at.is_(None),
        MediaAsset.raw_key.is_not(None),
    )
    return db.session.execute(asked).scalar_one_or_none()


def failed_before(days: int) -> list[MediaAsset]:
    """Pictures that failed so long ago that their raw file may go."""
    limit = clock.now() - timedelta(days=days)
    asked = select(MediaAsset).where(MediaAsset.failed_at < limit, MediaAsset.raw_key.is_not(None))
    return list(db.session.scalars(asked))


def unknown_keys(keys: Iterable[str]) -> set[str]:
    """Those of these keys that no row knows."""
    asked = set(keys)
    stored = select(Rendition.key).where(Rendition.key.in_(asked))
    raw = select(MediaAsset.raw_key).where(MediaAsset.raw_key.in_(asked))
    return asked - set(db.session.scalars(stored)) - set(db.session.scalars(raw))
