"""A photo on a post, as the worker leaves it."""

import io
import secrets

import pytest

from kindportfolio.books.models import PostPicture
from kindportfolio.core import clock
from kindportfolio.core.db import db, inside_school
from kindportfolio.media.models import MediaAsset, Rendition
from kindportfolio.media.store import DiskStore, Spare

PIXEL = b"\xff\xd8\xff\xe0 a very small picture \xff\xd9"
SIZES = ("klein", "midden", "groot")


@pytest.fixture
def photo(app, cast) -> MediaAsset:
    """A photo of Noor's on her post for readers, ready, with its files."""
    store = DiskStore(app.config["SETTINGS"].media_folder, Spare(bytes=0, share=0))
    with app.app_context(), inside_school(cast.school.id):
        asset = MediaAsset(
            owner_id=cast.noor.id,
            sent_by_id=cast.noor.id,
            received_at=clock.now(),
            ready_at=clock.now(),
            raw_sha256="0" * 64,
            raw_bytes=len(PIXEL),
            width=8,
            height=8,
        )
        db.session.add(asset)
        db.session.flush()
        for size in SIZES:
            key = f"{cast.school.id}/{secrets.token_hex(8)}/{size}"
            kept = store.put(key, io.BytesIO(PIXEL))
            db.session.add(
                Rendition(
                    asset_id=asset.id,
                    size=size,
                    key=key,
                    content_type="image/jpeg",
                    bytes=kept.bytes,
                    sha256=kept.sha256,
                    width=8,
                    height=8,
                )
            )
        db.session.add(PostPicture(post_id=cast.for_readers.id, asset_id=asset.id, caption="foto"))
        db.session.commit()
        return asset
