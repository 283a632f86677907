"""What happens to pictures: taken in, developed, failed, tried again."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import BinaryIO, cast

from flask import g
from sqlalchemy import delete
from werkzeug.datastructures import FileStorage

from kindportfolio.access.viewer import Viewer
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.core.errors import Full, TooMany
from kindportfolio.jobs.queue import later
from kindportfolio.media import queries
from kindportfolio.media.faults import MediaFault
from kindportfolio.media.limits import Rendition as Print
from kindportfolio.media.models import MediaAsset, Rendition
from kindportfolio.media.refusals import PHOTO_BYTES, REFUSALS, NoPicture
from kindportfolio.media.storage import quarantine
from kindportfolio.media.store import Received

MOST_AT_ONCE = 30
AT_ONCE = timedelta(minutes=10)
MOST_BYTES = 1_000_000_000
TRIES = 3

# One photo and the fields of its form.
PHOTO_BODY = PHOTO_BYTES + 500_000


def take_in(upload: FileStorage | None, *, owner_id: int, by: Viewer) -> Received:
    """Bring one photo into quarantine, safe on the disk. Slow work, so do it before writing.

    :param owner_id: the child in whose book it belongs, or the adult who sends it.
    :raises Told: too many, too large, no picture, or no room; then nothing is kept.
    """
    if upload is None:
        raise NoPicture
    if queries.sent_lately(by.person_id, AT_ONCE) >= MOST_AT_ONCE:
        raise TooMany(int(AT_ONCE.total_seconds()))
    if queries.bytes_of(owner_id) >= MOST_BYTES:
        raise Full
    try:
        return quarantine().receive(cast(BinaryIO, upload.stream), PHOTO_BYTES, g.school.public_id)
    except MediaFault as fault:
        raise REFUSALS[type(fault)] from fault


def let_go(received: Received) -> None:
    """Remove a photo that was taken in and is not needed after all."""
    quarantine().delete(received.key)


def receive_photo(received: Received, *, owner_id: int, by: Viewer) -> MediaAsset:
    """Write down a photo that was taken in, and the work on it, in one transaction."""
    asset = MediaAsset(
        owner_id=owner_id,
        sent_by_id=by.person_id,
        received_at=clock.now(),
        raw_key=received.key,
        raw_sha256=received.sha256,
        raw_bytes=received.bytes,
    )
    db.session.add(asset)
    db.session.flush()
    develop_later(asset)
    return asset


def try_again(asset: MediaAsset) -> None:
    """Develop a failed photo once more, as long as its raw file is kept."""
    if asset.failed_at and asset.raw_key:
        asset.failed_at, asset.failure = None, ""
        develop_later(asset)


def make_ready(asset: MediaAsset, stored: Mapping[str, tuple[str, Print]]) -> None:
    """Write down what was made of a photo. Its raw file goes once this is committed.

    :param stored: by size, the key in the store and the file as it was made.
    """
    for size, (key, made) in stored.items():
        asset.renditions.append(
            Rendition(
                size=size,
                key=key,
                content_type=made.content_type,
                bytes=made.bytes,
                sha256=made.sha256,
                width=made.width,
                height=made.height,
            )
        )
    master = stored["master"][1]
    asset.ready_at = clock.now()
    asset.width, asset.height = master.width, master.height
    discard_raw(asset)


def fail(asset: MediaAsset, reason: str) -> None:
    """Give up on a photo; its raw file stays a week, for another try."""
    asset.failed_at, asset.failure = clock.now(), reason


def forget_photos(asset_ids: Collection[int]) -> None:
    """Remove the rows of photos that stand nowhere any more; the night takes their files."""
    db.session.execute(delete(Rendition).where(Rendition.asset_id.in_(asset_ids)))
    db.session.execute(delete(MediaAsset).where(MediaAsset.id.in_(asset_ids)))


def discard_raw(asset: MediaAsset) -> None:
    if asset.raw_key:
        later("discard raw photo", school_id=asset.school_id, key=asset.raw_key)
        asset.raw_key = None


def develop_later(asset: MediaAsset, after: timedelta = timedelta()) -> None:
    later(
        "develop photo", school_id=asset.school_id, attempts=TRIES, after=after, asset_id=asset.id
    )
