"""What the worker makes of a photo that was taken in, and what it does when that fails."""

import io
import os
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from kindportfolio.accounts.models import SignIn
from kindportfolio.core import clock
from kindportfolio.core.db import across_schools, db, inside_school
from kindportfolio.jobs import queue
from kindportfolio.jobs.models import Job
from kindportfolio.media import jobs
from kindportfolio.media.faults import StoreFull
from kindportfolio.media.models import Rendition
from kindportfolio.media.storage import quarantine, store
from kindportfolio.media.store import DiskStore
from tests.media.pictures import MARKERS, corners_of, many_frames, phone_jpeg, quarters, saved
from tests.media.sending import SMALL_PHOTO, send

pytestmark = pytest.mark.slow

SORRY = "Deze foto lukte niet. Probeer het nog eens."
NOT_OPENED = "We konden dit bestand niet openen. Probeer een ander."


@pytest.fixture
def noor(visit, cast):
    return visit(cast.noor)


@pytest.fixture
def sent(noor, cast):
    """Sends a photo and returns its public name."""

    def send_one(photo: bytes = SMALL_PHOTO) -> str:
        return send(noor, cast.draft.public_id, photo).json["id"]

    return send_one


@pytest.fixture
def files(settings):
    def below(folder: str) -> list:
        found = (settings.instance / folder).rglob("*")
        return sorted(path for path in found if path.is_file())

    return below


def test_a_photo_becomes_ready_and_its_raw_file_goes(noor, sent, work, asset_of, files):
    name = sent()

    work()

    asset = asset_of(name)
    assert asset.state == "ready"
    assert asset.raw_key is None
    assert (asset.width, asset.height) == (640, 480)
    assert {row.size for row in asset.renditions} == {"master", "groot", "midden", "klein"}
    assert files("quarantine") == []
    assert len(files("media")) == 4
    told = noor.get(f"/m/{name}/staat", headers={"Sec-Fetch-Dest": "empty"}).json
    assert (told["state"], told["words"]) == ("ready", "")
    assert told["sizes"]["klein"] == {"src": f"/m/{name}/klein", "width": 320, "height": 240}


def test_no_file_of_the_installation_holds_what_the_phone_wrote(sent, work, settings):
    sent(phone_jpeg())

    work()

    for path in settings.instance.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert [marker for marker in MARKERS.values() if marker.encode() in content] == [], path


def test_every_size_that_is_handed_out_is_upright(noor, sent, work):
    name = sent(phone_jpeg(orientation=8))

    work()

    for size in ("master", "groot", "midden", "klein"):
        file = io.BytesIO(noor.get(f"/m/{name}/{size}").data)
        assert corners_of(file) == ["red", "green", "blue", "yellow"]


def test_a_film_of_pictures_shows_its_first(noor, sent, work):
    name = sent(many_frames(5000))

    work()

    assert corners_of(io.BytesIO(noor.get(f"/m/{name}/klein").data))[0] == "red"


@pytest.mark.parametrize(
    "broken", [SMALL_PHOTO[:3000], b"\xff\xd8\xff" + bytes(4000), saved(quarters(), "PNG")[:400]]
)
def test_a_broken_photo_says_so_and_the_others_go_on(noor, sent, work, asset_of, broken):
    bad, good = sent(broken), sent()

    work()

    assert (asset_of(bad).state, asset_of(bad).failure) == ("failed", "broken")
    assert asset_of(good).state == "ready"
    told = noor.get(f"/m/{bad}/staat", headers={"Sec-Fetch-Dest": "empty"}).json
    assert (told["state"], told["words"], told["can_retry"]) == ("failed", NOT_OPENED, False)
    assert noor.get(f"/m/{bad}/klein", headers={"Sec-Fetch-Dest": "image"}).status_code == 404


def test_a_photo_that_fails_every_time_is_tried_three_times(
    noor, sent, work, hasten, asset_of, files, broken_darkroom
):
    name = sent()

    with broken_darkroom():
        for _ in range(2):
            work()
            assert asset_of(name).state == "received"
            hasten()
        work()

    assert asset_of(name).state == "failed"
    assert len(files("quarantine")) == 1
    told = noor.get(f"/m/{name}/staat", headers={"Sec-Fetch-Dest": "empty"}).json
    assert (told["state"], told["words"], told["can_retry"]) == ("failed", SORRY, True)


def test_a_failed_photo_can_be_tried_again(noor, sent, work, give_up, asset_of):
    name = sent()
    give_up()
    assert asset_of(name).state == "failed"

    answer = noor.post(f"/m/{name}/opnieuw", headers={"Referer": "http://localhost/boek"})
    work()

    assert (answer.status_code, answer.location) == (302, "/boek")
    assert asset_of(name).state == "ready"


def test_nobody_else_tries_a_photo_again_or_asks_after_it(visit, cast, sent):
    name = sent()
    fetched = {"Sec-Fetch-Dest": "empty"}

    for person in (cast.sem, cast.lars, cast.papa, cast.bas, cast.office, cast.anouk):
        visitor = visit(person)
        assert visitor.get(f"/m/{name}/staat", headers=fetched).status_code == 404
        assert visitor.post(f"/m/{name}/opnieuw", headers=fetched).status_code == 404
    assert visit().get(f"/m/{name}/staat", headers=fetched).status_code == 401


def test_asking_after_a_photo_is_no_activity(noor, sent, app):
    name = sent()
    with app.app_context(), across_schools():
        db.session.execute(update(SignIn).values(seen_at=clock.now() - timedelta(minutes=5)))
        db.session.commit()
        before = db.session.execute(select(SignIn.seen_at)).scalars().all()

    noor.get(f"/m/{name}/staat", headers={"Sec-Fetch-Dest": "empty"})

    with app.app_context(), across_schools():
        assert db.session.execute(select(SignIn.seen_at)).scalars().all() == before


def test_developing_twice_gives_one_result(app, cast, sent, asset_of, work, files):
    name = sent()
    asset = asset_of(name)

    with app.app_context(), inside_school(cast.school.id):
        stored = jobs._developed(asset.raw_key)
        jobs.develop_photo(asset.id)
        db.session.commit()
        jobs._keep(asset.id, stored)
        db.session.commit()
        jobs.develop_photo(asset.id)
        db.session.commit()
        assert len(db.session.scalars(select(Rendition)).all()) == 4

    assert len(files("media")) == 4


def test_a_worker_that_lost_its_lease_keeps_nothing(app, sent, work, asset_of):
    name = sent()
    with app.app_context():
        slow = queue.claim()
        db.session.execute(update(Job).values(lease_until=clock.now() - timedelta(seconds=1)))
        db.session.commit()
        with inside_school(slow.school_id):
            jobs.develop_photo(**slow.payload)

            with pytest.raises(queue.LostLease):
                work_and_finish(work, slow)

    assert asset_of(name).state == "ready"
    assert len(asset_of(name).renditions) == 4


def work_and_finish(work, slow) -> None:
    db.session.rollback()
    work()
    queue.done(slow)


def test_a_full_store_puts_a_photo_off_and_does_not_fail_it(
    sent, work, hasten, asset_of, monkeypatch
):
    name = sent()

    def no_room(*_):
        raise StoreFull

    with monkeypatch.context() as full:
        full.setattr(DiskStore, "put", no_room)
        for _ in range(5):
            work()
            assert asset_of(name).state == "received"
            hasten()
    work()

    assert asset_of(name).state == "ready"


def test_a_failed_photo_is_kept_a_week(sent, work, asset_of, files):
    name = sent(SMALL_PHOTO[:3000])
    work()

    for days, kept in ((6, 1), (8, 0)):
        with clock.travelled_to(clock.now() + timedelta(days=days)):
            work()
        assert len(files("quarantine")) == kept

    assert asset_of(name).raw_key is None


def test_every_night_files_that_nothing_knows_are_removed(app, sent, work, hasten, files):
    name = sent()
    work()
    with app.app_context():
        raw = quarantine().receive(io.BytesIO(SMALL_PHOTO), 15_000_000, "school").key
        fresh = quarantine().receive(io.BytesIO(SMALL_PHOTO), 15_000_000, "school").key
        store().put("school/lost/groot", io.BytesIO(b"lost"))
        store().put("school/new/groot", io.BytesIO(b"new"))
        for path in (quarantine().path(raw), store().path("school/lost/groot")):
            os.utime(path, (0, 0))
        for row_file in files("media"):
            if "school" not in row_file.parts:
                os.utime(row_file, (0, 0))

    hasten()
    work()

    with app.app_context():
        assert not quarantine().exists(raw)
        assert not store().exists("school/lost/groot")
        assert quarantine().exists(fresh)
        assert store().exists("school/new/groot")
    assert len(files("media")) == 5
    assert name


def test_the_night_work_is_queued_once_a_night(app, sent, work):
    for width in (10, 20, 30):
        sent(saved(quarters((width, 10)), "PNG"))
    work()

    with app.app_context():
        waiting = db.session.scalars(select(Job).where(Job.kind == "tidy media")).all()
    assert len(waiting) == 1
    assert clock.amsterdam(waiting[0].run_after).hour == 3
