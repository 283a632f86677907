"""Photos as they come over a real connection: in pieces, cut off, several at once."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import waitress
from sqlalchemy import func, select

from kindportfolio.access.guard import COOKIE
from kindportfolio.cli.serving import LARGEST_BODY
from kindportfolio.core.db import across_schools, db
from kindportfolio.media.models import MediaAsset
from tests.media.pictures import quarters, saved
from tests.media.sending import SMALL_PHOTO, form_of
from tests.visitor import SAME_ORIGIN, Visitor

pytestmark = pytest.mark.slow


@pytest.fixture
def port(app) -> Iterator[int]:
    """The app behind the web server that installations use."""
    server = waitress.create_server(
        app, host="127.0.0.1", port=0, threads=4, max_request_body_size=LARGEST_BODY
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server.effective_port
    server.close()
    thread.join()


@pytest.fixture
def noor(visit, cast):
    return visit(cast.noor)


@pytest.fixture
def path(cast):
    return f"/bericht/{cast.draft.public_id}/foto"


@pytest.fixture
def came_in(app, settings):
    """How many photos are known, and how many raw files are kept."""

    def count() -> tuple[int, int]:
        kept = [p for p in (settings.instance / "quarantine").rglob("*") if p.is_file()]
        with app.app_context(), across_schools():
            known = db.session.execute(select(func.count(MediaAsset.id))).scalar_one()
        return known, len(kept)

    return count


def headers_of(visitor: Visitor, content_type: str) -> dict[str, str]:
    return SAME_ORIGIN | {
        "Sec-Fetch-Dest": "empty",
        "X-CSRF-Token": visitor.csrf,
        "Cookie": f"{COOKIE}={visitor.token}",
        "Content-Type": content_type,
        "Connection": "close",
    }


def send(port: int, path: str, visitor: Visitor, photo: bytes, *, chunked: bool = False) -> int:
    body, content_type = form_of(photo, "foto.jpg")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    pieces = (body[at : at + 65536] for at in range(0, len(body), 65536))
    try:
        connection.request(
            "POST",
            path,
            pieces if chunked else body,
            headers_of(visitor, content_type),
            encode_chunked=chunked,
        )
        return connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_photo_in_pieces_without_a_length_is_taken(port, path, noor, came_in):
    assert send(port, path, noor, SMALL_PHOTO, chunked=True) == 201
    assert came_in() == (1, 1)


@pytest.mark.parametrize("chunked", [False, True])
def test_what_is_too_large_is_cut_off_while_it_comes(port, path, noor, came_in, chunked):
    assert send(port, path, noor, SMALL_PHOTO + bytes(40_000_000), chunked=chunked) == 413
    assert came_in() == (0, 0)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99, 1.0])
def test_a_photo_that_was_cut_off_is_there_once_when_sent_again(port, path, noor, came_in, share):
    body, content_type = form_of(SMALL_PHOTO, "foto.jpg")
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers_of(noor, content_type).items()]
    with socket.create_connection(("127.0.0.1", port)) as cut:
        cut.sendall("\r\n".join([*lines, "", ""]).encode())
        cut.sendall(body[: int(share * len(body))])

    assert send(port, path, noor, SMALL_PHOTO) == 201
    until = time.monotonic() + 5  # The first request may still be on its way.
    while came_in() != (1, 1) and time.monotonic() < until:
        time.sleep(0.05)
    assert came_in() == (1, 1)


def test_four_photos_at_once_are_all_taken_and_all_become_ready(port, path, noor, came_in, work):
    photos = [saved(quarters((n, n)), "PNG") for n in (20, 21, 22, 23)]

    with ThreadPoolExecutor(4) as phones:
        answers = list(phones.map(lambda photo: send(port, path, noor, photo), photos))

    assert answers == [201, 201, 201, 201]
    assert came_in() == (4, 4)
    work()
    assert came_in() == (4, 0)
