"""What the tests of pictures share: a worker, and a way to send photos as a page does."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from kindportfolio.core.db import across_schools, db
from kindportfolio.jobs.worker import Worker
from kindportfolio.media.models import MediaAsset
from tests.media.pictures import phone_jpeg
from tests.visitor import SAME_ORIGIN, Visitor

SMALL_PHOTO = phone_jpeg()
BOUNDARY = "kindportfolio"


@pytest.fixture
def work(app: Flask) -> Callable[[], int]:
    """Does everything that waits, and says how many jobs that was."""
    return Worker(app).drain


@pytest.fixture
def asset_of(app: Flask) -> Callable[[str], MediaAsset]:
    """The row behind a public name, with its files, as it is now."""

    def look(public_id: str) -> MediaAsset:
        with app.app_context(), across_schools():
            asked = select(MediaAsset).where(MediaAsset.public_id == public_id)
            asset = db.session.execute(asked).scalar_one()
            assert asset.renditions is not None
            return asset

    return look


def send(
    visitor: Visitor, post_id: str, photo: bytes = SMALL_PHOTO, name: str = "foto.jpg"
) -> TestResponse:
    """Send one photo as the script of the page does."""
    start = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="photo"; filename="{name}"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    body = start.encode() + photo + f"\r\n--{BOUNDARY}--\r\n".encode()
    return send_body(visitor, post_id, body, str(len(body)))


def send_body(visitor: Visitor, post_id: str, body: bytes, length: str) -> TestResponse:
    """Send these bytes as a form, and say that it is so long."""
    return visitor.client.post(
        f"/bericht/{post_id}/foto",
        input_stream=io.BytesIO(body),
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
        headers=SAME_ORIGIN | {"Sec-Fetch-Dest": "empty", "X-CSRF-Token": visitor.csrf},
        environ_overrides={"CONTENT_LENGTH": length},
    )
