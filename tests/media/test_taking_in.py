"""Sending a photo: what is taken, what is refused, and that nothing else is lost by it."""

import io
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from kindportfolio import create_app
from kindportfolio.books import photo_actions
from kindportfolio.books.models import Post, PostPicture
from kindportfolio.core import clock
from kindportfolio.core.db import across_schools, db
from kindportfolio.jobs.models import Job
from kindportfolio.media import actions
from kindportfolio.media.models import MediaAsset
from tests.media.pictures import png_bomb, quarters, saved
from tests.media.sending import BOUNDARY, SMALL_PHOTO, send, send_body
from tests.visitor import Visitor

TOO_BIG = "Dit bestand is te groot. Maximaal 15 MB."
OTHER_KIND = "Dit soort bestand kunnen we niet gebruiken."
NOT_OPENED = "We konden dit bestand niet openen. Probeer een ander."


@pytest.fixture
def noor(visit, cast):
    return visit(cast.noor)


@pytest.fixture
def draft(cast):
    return cast.draft.public_id


@pytest.fixture
def count(app):
    def count(model) -> int:
        with app.app_context(), across_schools():
            return db.session.execute(select(func.count()).select_from(model)).scalar_one()

    return count


@pytest.fixture
def quarantined(settings):
    def files() -> list:
        return [path for path in (settings.instance / "quarantine").rglob("*") if path.is_file()]

    return files


@pytest.fixture
def nothing_came_of_it(count, quarantined, app, cast):
    """Whatever was sent: no row, no job, no file, and the words of the post are as they were."""

    def check() -> None:
        assert (count(MediaAsset), count(PostPicture), quarantined()) == (0, 0, [])
        assert count(Job) == 0
        with app.app_context(), across_schools():
            assert db.session.get(Post, cast.draft.id).text == cast.draft.text

    return check


def test_a_photo_is_bewaard_before_it_is_ready(noor, draft, count, quarantined):
    answer = send(noor, draft)

    assert answer.status_code == 201
    assert answer.json["state"] == "received"
    assert answer.json["words"] == "We maken je foto klaar."
    assert [path.read_bytes() for path in quarantined()] == [SMALL_PHOTO]
    assert (count(MediaAsset), count(PostPicture), count(Job)) == (1, 1, 1)


def test_a_photo_sent_twice_is_there_once(noor, draft, count, quarantined):
    first, second = send(noor, draft), send(noor, draft)

    assert first.json["id"] == second.json["id"]
    assert (count(MediaAsset), count(Job), len(quarantined())) == (1, 1, 1)


def test_photos_stand_in_the_order_in_which_they_came(noor, draft, app):
    sent = [send(noor, draft, saved(quarters((n, n)), "PNG")).json["id"] for n in (10, 11, 12)]

    with app.app_context(), across_schools():
        asked = select(MediaAsset.public_id).join(PostPicture).order_by(PostPicture.position)
        assert list(db.session.scalars(asked)) == sent


def test_a_photo_of_one_byte_too_many_is_too_large(noor, draft, nothing_came_of_it):
    photo = SMALL_PHOTO + b"\0" * (15_000_001 - len(SMALL_PHOTO))

    answer = send(noor, draft, photo)

    assert (answer.status_code, answer.json["error"]) == (413, TOO_BIG)
    nothing_came_of_it()


def test_a_photo_of_exactly_the_limit_is_taken(noor, draft):
    photo = SMALL_PHOTO + b"\0" * (15_000_000 - len(SMALL_PHOTO))

    assert send(noor, draft, photo).status_code == 201


def test_a_far_too_large_body_is_not_read(noor, draft, nothing_came_of_it):
    answer = send(noor, draft, SMALL_PHOTO + b"\0" * 20_000_000)

    assert answer.status_code == 413
    nothing_came_of_it()


@pytest.mark.parametrize("length", ["0", "20", "abc", "-1", "99999999"])
def test_a_wrong_length_brings_nothing_in(noor, draft, nothing_came_of_it, length):
    start = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=photo; filename=a.jpg\r\n\r\n"

    answer = send_body(noor, draft, start.encode() + SMALL_PHOTO, length)

    assert answer.status_code in (400, 413, 422)
    nothing_came_of_it()


OTHERS = {
    "html": b"<!doctype html><script>alert(1)</script>",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "php": b"<?php system($_GET['c']); ?>",
    "exe": b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff",
    "docx": b"PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml",
    "zip": b"PK\x03\x04\x0a\0\0\0\0\0geheim.txt",
}


@pytest.mark.parametrize("kind", OTHERS)
def test_another_kind_of_file_called_jpg_is_not_taken(noor, draft, nothing_came_of_it, kind):
    answer = send(noor, draft, OTHERS[kind], "foto.jpg")

    assert (answer.status_code, answer.json["error"]) == (415, OTHER_KIND)
    nothing_came_of_it()


@pytest.mark.parametrize("bomb", [png_bomb(60_000, rows=10), png_bomb(13_000)])
def test_a_bomb_does_not_come_in(noor, draft, nothing_came_of_it, bomb):
    answer = send(noor, draft, bomb, "foto.png")

    assert (answer.status_code, answer.json["error"]) == (422, NOT_OPENED)
    nothing_came_of_it()


@pytest.mark.parametrize("junk", [b"", b"\0" * 5000, b"\x01\x9c\0\xfe" * 900])
def test_what_is_no_file_cannot_be_opened(noor, draft, nothing_came_of_it, junk):
    answer = send(noor, draft, junk)

    assert (answer.status_code, answer.json["error"]) == (422, NOT_OPENED)
    nothing_came_of_it()


def test_a_form_without_a_photo_says_so(noor, draft, nothing_came_of_it):
    answer = noor.post(f"/bericht/{draft}/foto", {}, headers={"Sec-Fetch-Dest": "empty"})

    assert (answer.status_code, answer.json["error"]) == (422, NOT_OPENED)
    nothing_came_of_it()


NAMES = [
    "../../etc/passwd",
    "a\0.png",
    "x" * 300 + ".jpg",
    "CON",
    "\u202egpj.exe",
    "<img src=x>.jpg",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_is_never_used(noor, draft, settings, quarantined, work, name):
    sent = send(noor, draft, name=name)
    work()

    assert sent.status_code == 201
    kept = [path for path in settings.instance.rglob("*") if path.is_file()]
    assert len([path for path in kept if path.suffix == "" and "media" in path.parts]) == 4
    assert not any(part in str(path) for path in kept for part in ("etc", "CON", "img", "xxx"))


def test_the_thirty_first_photo_in_ten_minutes_waits(noor, draft, visit, cast, app, monkeypatch):
    monkeypatch.setattr(actions, "MOST_AT_ONCE", 3)
    sent = [send(noor, draft, saved(quarters((n, n)), "PNG")) for n in range(10, 14)]

    assert [answer.status_code for answer in sent] == [201, 201, 201, 429]
    assert send(visit(cast.lars), cast.lars_post.public_id).status_code == 201
    with app.app_context(), across_schools():
        for asset in db.session.scalars(select(MediaAsset)):
            asset.received_at = clock.now() - timedelta(minutes=11)
        db.session.commit()
    assert send(noor, draft).status_code == 201


def test_a_child_whose_share_is_full_hears_so_and_others_go_on(
    noor, draft, visit, cast, monkeypatch
):
    monkeypatch.setattr(actions, "MOST_BYTES", len(SMALL_PHOTO))
    assert send(noor, draft).status_code == 201

    refused = send(noor, draft, saved(quarters(), "PNG"))

    assert refused.status_code == 507
    assert refused.json["error"] == "De opslag is vol. De school weet het."
    assert send(visit(cast.lars), cast.lars_post.public_id).status_code == 201


def test_a_book_holds_no_more_pictures_than_it_can_bear(noor, draft, monkeypatch):
    monkeypatch.setattr(photo_actions, "MOST_PICTURES", 2)
    photos = [saved(quarters((n, n)), "PNG") for n in (10, 11, 12)]

    assert [send(noor, draft, photo).status_code for photo in photos] == [201, 201, 507]


def test_a_full_disk_refuses_photos_before_it_is_full(settings, cast, nothing_came_of_it):
    free = shutil.disk_usage(settings.instance).free
    crowded = create_app(replace(settings, free_bytes=2 * free))
    noor = Visitor(crowded, cast.noor)

    answer = send(noor, cast.draft.public_id)

    assert answer.status_code == 507
    nothing_came_of_it()
    with crowded.app_context():
        db.engine.dispose()


def test_nobody_puts_a_photo_with_another_childs_post(visit, cast, nothing_came_of_it):
    refused = {
        "sem": send(visit(cast.sem), cast.for_readers.public_id).status_code,
        "lars": send(visit(cast.lars), cast.draft.public_id).status_code,
        "papa": send(visit(cast.papa), cast.for_readers.public_id).status_code,
        "juf": send(visit(cast.anouk), cast.for_readers.public_id).status_code,
        "oma": send(visit(cast.oma), cast.for_readers.public_id).status_code,
        "stranger": send(visit(), cast.draft.public_id).status_code,
    }

    assert refused == {
        "sem": 404,
        "lars": 404,
        "papa": 403,
        "juf": 403,
        "oma": 404,
        "stranger": 401,
    }
    nothing_came_of_it()


def test_a_closed_book_takes_no_photo(visit, cast, nothing_came_of_it):
    answer = send(visit(cast.noor), cast.old_post.public_id)

    assert answer.status_code == 409
    nothing_came_of_it()


def test_a_photo_needs_the_guard_of_our_own_page(noor, draft, nothing_came_of_it):
    photo = {"photo": (io.BytesIO(SMALL_PHOTO), "foto.jpg")}
    fetched = {"Sec-Fetch-Dest": "empty"}

    answer = noor.post(f"/bericht/{draft}/foto", photo, forged=True, headers=fetched)

    assert answer.status_code == 400
    nothing_came_of_it()
