"""Sending photos as the script of a page does."""

import io

from werkzeug.test import TestResponse

from tests.media.pictures import phone_jpeg
from tests.visitor import SAME_ORIGIN, Visitor

SMALL_PHOTO = phone_jpeg()
BOUNDARY = "kindportfolio"
FORM = f"multipart/form-data; boundary={BOUNDARY}"


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
