"""The places where this installation keeps the bytes of its pictures."""

from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from kindportfolio.core.config import Settings
from kindportfolio.media.store import DiskStore, Quarantine, Spare, Store

SPARE_SHARE = 0.03


@dataclass(frozen=True)
class Places:
    store: Store
    quarantine: Quarantine


def store() -> Store:
    """Developed pictures, for good."""
    return _places().store


def quarantine() -> Quarantine:
    """Raw uploads, until they are developed."""
    return _places().quarantine


def _places() -> Places:
    if "media" not in current_app.extensions:
        settings: Settings = current_app.config["SETTINGS"]
        spare = Spare(settings.free_bytes, SPARE_SHARE if settings.free_bytes else 0)
        current_app.extensions["media"] = Places(
            DiskStore(Path(settings.media_folder).resolve(), spare),
            Quarantine((settings.instance / "quarantine").resolve(), spare),
        )
    found: Places = current_app.extensions["media"]
    return found
