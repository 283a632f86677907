"""What the worker does with pictures."""

import logging
import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta

from kindportfolio.core import clock
from kindportfolio.core.db import across_schools, db, writing
from kindportfolio.jobs.queue import gives_up, handles, later
from kindportfolio.media import actions, queries
from kindportfolio.media.faults import (
    Broken,
    DarkroomFailed,
    MediaFault,
    StoreFull,
    TooManyPixels,
    UnknownKind,
)
from kindportfolio.media.limits import MASTER, develop
from kindportfolio.media.limits import Rendition as Print
from kindportfolio.media.storage import quarantine, store

log = logging.getLogger("kindportfolio.media")

FULL_DISK_PAUSE = timedelta(minutes=10)
FAILED_DAYS = 7
UNFINISHED, ORPHAN = timedelta(days=1), timedelta(days=30)
TIDY_AT = timedelta(hours=3)
BATCH = 200

Stored = dict[str, tuple[str, Print]]


@handles("develop photo")
def develop_photo(asset_id: int) -> None:
    """Develop one photo. What goes wrong by the picture's own fault is not tried again."""
    asset = queries.waiting(asset_id)
    raw_key = asset.raw_key if asset else None
    db.session.rollback()  # Developing takes a second: no lock is held meanwhile.
    if raw_key is None:
        return
    try:
        stored = _developed(raw_key)
    except (Broken, TooManyPixels, UnknownKind) as fault:
        log.info("Photo %s cannot be used: %s.", asset_id, fault.reason)
        _fail(asset_id, fault.reason)
    except StoreFull:
        log.error("No room to keep photo %s; trying again later.", asset_id)
        _put_off(asset_id)
    else:
        _keep(asset_id, stored)
    _tidy_tonight()


@gives_up("develop photo")
def give_up(asset_id: int) -> None:
    _fail(asset_id, MediaFault.reason)


@handles("discard raw photo")
def discard_raw_photo(key: str) -> None:
    """Remove a raw file, unless a photo still needs it."""
    if queries.unknown_keys([key]):
        quarantine().delete(key)


@handles("tidy media")
def tidy_media() -> None:
    """Remove what was never finished, what failed a week ago, and files that no row knows."""
    quarantine().sweep(UNFINISHED.total_seconds())
    store().sweep(UNFINISHED.total_seconds())
    with across_schools():
        _remove_unknown(quarantine().keys(UNFINISHED.total_seconds()), quarantine().delete)
        _remove_unknown(store().keys(ORPHAN.total_seconds()), store().delete)
        for asset in queries.failed_before(FAILED_DAYS):
            actions.discard_raw(asset)
    _tidy_tonight()


def _developed(raw_key: str) -> Stored:
    """Develop a raw file and store what comes of it under new keys of the same school."""
    school, name = raw_key.split("/")[0], secrets.token_hex(16)
    with quarantine().workbench() as bench:
        made = develop(quarantine().path(raw_key), bench)
        prints = {MASTER: made.master, **made.sizes}
        return {size: (_stored(f"{school}/{name}/{size}", p), p) for size, p in prints.items()}


def _stored(key: str, made: Print) -> str:
    with made.path.open("rb") as file:
        stored = store().put(key, file)
    if stored.sha256 != made.sha256 or store().size(key) != made.bytes:
        store().delete(key)
        raise DarkroomFailed(f"{made.path.name} was not stored as it was made")
    return key


def _keep(asset_id: int, stored: Stored) -> None:
    asset = queries.waiting(asset_id)
    if asset is not None:
        actions.make_ready(asset, stored)
        return
    for key, _ in stored.values():  # Another worker was first, or the photo is gone.
        store().delete(key)


def _fail(asset_id: int, reason: str) -> None:
    if asset := queries.waiting(asset_id):
        actions.fail(asset, reason)


def _put_off(asset_id: int) -> None:
    if asset := queries.waiting(asset_id):
        actions.develop_later(asset, FULL_DISK_PAUSE)


def _remove_unknown(keys: Iterator[str], remove: Callable[[str], None]) -> None:
    while batch := [key for key, _ in zip(keys, range(BATCH), strict=False)]:
        with writing(False):
            unknown = queries.unknown_keys(batch)
            db.session.rollback()
        for key in sorted(unknown):
            log.warning("File %s belongs to no photo and is removed.", key)
            remove(key)


def _tidy_tonight() -> None:
    """Each night once, as long as there are photos: queued by the work itself."""
    tomorrow = clock.today() + timedelta(days=1)
    moment = clock.start_of(tomorrow) + TIDY_AT
    later(
        "tidy media",
        school_id=None,
        after=moment - clock.now(),
        dedupe=f"tidy media {tomorrow}",
    )
