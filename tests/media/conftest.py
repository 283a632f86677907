"""What the tests of pictures share: a worker, and a way to send photos as a page does."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from kindportfolio.core import clock
from kindportfolio.core.db import across_schools, db
from kindportfolio.jobs.models import Job
from kindportfolio.jobs.worker import Worker
from kindportfolio.media import limits
from kindportfolio.media.models import MediaAsset
from tests.media.pictures import phone_jpeg
from tests.visitor import SAME_ORIGIN, Visitor

SMALL_PHOTO = phone_jpeg()
BOUNDARY = "kindportfolio"
FORM = f"multipart/form-data; boundary={BOUNDARY}"


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


@pytest.fixture
def hasten(app):
    """Lets everything that waits for a later moment be due now."""

    def now() -> None:
        with app.app_context():
            db.session.execute(
                update(Job).where(Job.state == "queued").values(run_after=clock.now())
            )
            db.session.commit()

    return now


@pytest.fixture
def broken_darkroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """While it lasts, the process that develops photos crashes on each of them."""
    script = tmp_path / "crashing.py"
    script.write_text("import sys; sys.exit(1)")

    @contextmanager
    def broken() -> Iterator[None]:
        with monkeypatch.context() as patch:
            patch.setattr(limits, "SCRIPT", script)
            yield

    return broken


@pytest.fixture
def give_up(broken_darkroom, work, hasten) -> Callable[[], None]:
    """Lets every photo that waits fail for good."""

    def now() -> None:
        with broken_darkroom():
            for _ in range(3):
                work()
                hasten()

    return now


def send(
    visitor: Visitor, post_id: str, photo: bytes = SMALL_PHOTO, name: str = "foto.jpg"
) -> TestResponse:
    """Send one photo as the script of the page does."""
    body, _ = form_of(photo, name)
    return send_body(visitor, post_id, body, str(len(body)))


def form_of(photo: bytes, name: str) -> tuple[bytes, str]:
    """A form with one photo in it, and its content type."""
    start = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="photo"; filename="{name}"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    body = start.encode() + photo + f"\r\n--{BOUNDARY}--\r\n".encode()
    return body, FORM


def send_body(visitor: Visitor, post_id: str, body: bytes, length: str) -> TestResponse:
    """Send these bytes as a form, and say that it is so long."""
    return visitor.client.post(
        f"/bericht/{post_id}/foto",
        input_stream=io.BytesIO(body),
        content_type=FORM,
        headers=SAME_ORIGIN | {"Sec-Fetch-Dest": "empty", "X-CSRF-Token": visitor.csrf},
        environ_overrides={"CONTENT_LENGTH": length},
    )
