"""What a page is told about one photo, to show it or what stands in its place."""

from typing import Any

from flask import url_for

from kindportfolio.media.models import MediaAsset
from kindportfolio.media.refusals import CANNOT_BE_OPENED, words
from kindportfolio.media.sizes import sizes_of


def can_retry(asset: MediaAsset) -> bool:
    """Whether developing it once more could help, and its raw file is still there."""
    return bool(asset.failed_at and asset.raw_key) and asset.failure not in CANNOT_BE_OPENED


def told(asset: MediaAsset) -> dict[str, Any]:
    """The state of a photo as plain data: its words, its sizes, and where to ask again."""
    facts: dict[str, Any] = {
        "state": asset.state,
        "words": str(words(asset.state, asset.failure)),
        "id": asset.public_id,
        "at": url_for("media.state", asset_id=asset.public_id),
        "can_retry": can_retry(asset),
    }
    if asset.width and asset.height:
        sizes = sizes_of(asset.public_id, asset.width, asset.height)
        facts["sizes"] = {name: size._asdict() for name, size in sizes.items()}
    return facts
