"""What a child does with what it made: move it, throw it away, take it back; and its own look."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Comment, Post, PostPicture
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.jobs.worker import Worker
from kindportfolio.media.models import MediaAsset


def text(answer):
    return answer.get_data(as_text=True)


def path(post, verb):
    return f"/bericht/{post.public_id}/{verb}"


def place(cast, where="wie-ben-ik/mijn-verhaal"):
    return f"/boek/{cast.noors_book.public_id}/{where}"


@pytest.fixture
def empty_bins(app):
    """Lets the worker do what is due so many days from now."""

    def after(days):
        with clock.travelled_to(clock.now() + timedelta(days=days)):
            Worker(app).drain()

    return after


def test_noor_moves_a_post_to_another_question(visit, cast, stored):
    noor = visit(cast.noor)

    page = text(noor.get(path(cast.for_readers, "verhuis")))
    answer = noor.post(path(cast.for_readers, "verhuis"), {"to": "wat-kan-ik/mijn-werk"})

    assert 'value="wie-ben-ik/mijn-verhaal" checked' in page
    assert answer.location == place(cast, "wat-kan-ik/mijn-werk")
    assert cast.for_readers.title in text(noor.get(answer.location))
    assert cast.for_readers.title not in text(noor.get(place(cast)))
    assert stored(cast.for_readers).question == "wat-kan-ik"


@pytest.mark.parametrize("to", ["", "wie-ben-ik/zolder", "mijn-werk", "wat-kan-ik/mijn-werk/x"])
def test_a_place_that_is_not_there_takes_no_post(visit, cast, stored, to):
    answer = visit(cast.noor).post(path(cast.for_readers, "verhuis"), {"to": to})

    assert answer.status_code == 422
    assert stored(cast.for_readers).question == "wie-ben-ik"


def test_a_post_goes_to_the_bin_and_comes_back_as_it_was(visit, cast, stored):
    noor, mama, post = visit(cast.noor), visit(cast.mama), cast.for_readers

    gone = noor.post(path(post, "weg"))
    assert post.title not in text(mama.get(place(cast)))
    assert mama.get(path(post, "").rstrip("/")).status_code == 404
    assert post.title in text(noor.get("/bak"))
    assert post.title not in text(noor.get(gone.location))

    noor.post(path(post, "terug"))
    assert post.title in text(mama.get(place(cast)))
    assert cast.comment.text in text(mama.get(place(cast)))
    assert post.title not in text(noor.get("/bak"))
    assert stored(post).placed_at == post.placed_at


def test_a_draft_thrown_away_keeps_what_was_typed_last(visit, cast, stored, words):
    noor = visit(cast.noor)

    noor.post(
        path(cast.draft, "maken"), words(cast.draft, text="nog even dit") | {"do": "throw-away"}
    )

    assert stored(cast.draft).deleted_at is not None
    assert stored(cast.draft).text == "nog even dit"
    assert noor.get(path(cast.draft, "maken")).location == "/bak"
    assert noor.post(path(cast.draft, "terug")).location == path(cast.draft, "maken")


def test_everybody_sees_only_their_own_bin(visit, cast):
    visit(cast.noor).post(path(cast.for_readers, "weg"))

    for person in (cast.sem, cast.mama, cast.anouk):
        assert cast.for_readers.title not in text(visit(person).get("/bak"))


def test_nobody_else_throws_away_moves_or_takes_back(visit, cast, stored):
    for name, told in (("anouk", 403), ("mama", 403), ("sem", 404), ("colleague", 404)):
        other = visit(getattr(cast, name))
        for verb in ("weg", "terug"):
            assert other.post(path(cast.for_readers, verb)).status_code == told
        moved = other.post(path(cast.for_readers, "verhuis"), {"to": "wat-kan-ik/mijn-werk"})
        assert moved.status_code == told
    assert stored(cast.for_readers).deleted_at is None


def test_the_bin_is_emptied_after_thirty_days_and_not_before(
    visit, cast, photo, inside, empty_bins
):
    visit(cast.noor).post(path(cast.for_readers, "weg"))

    empty_bins(29)
    with inside():
        assert db.session.get(Post, cast.for_readers.id)

    empty_bins(32)
    with inside():
        assert db.session.get(Post, cast.for_readers.id) is None
        assert db.session.get(MediaAsset, photo.id) is None
        assert db.session.get(Post, cast.for_teacher.id)
        left = select(Comment).where(Comment.post_id == cast.for_readers.id)
        assert db.session.scalars(left).all() == []


def test_a_photo_that_also_stands_elsewhere_stays(visit, cast, photo, inside, empty_bins):
    with inside():
        db.session.add(PostPicture(post_id=cast.draft.id, asset_id=photo.id))
    visit(cast.noor).post(path(cast.for_readers, "weg"))

    empty_bins(32)

    with inside():
        assert db.session.get(MediaAsset, photo.id)


def test_a_photo_taken_off_is_for_noor_alone_and_can_come_back(visit, cast, photo, words, stored):
    noor, mama, post = visit(cast.noor), visit(cast.mama), cast.for_readers
    address = f"/m/{photo.public_id}/klein"
    assert mama.get(address, buffered=True).status_code == 200

    sent = words(post, text="zonder foto") | {"do": f"photo-off:{photo.public_id}"}
    noor.post(path(post, "maken"), sent)
    assert mama.get(address, buffered=True).status_code == 404
    assert noor.get(address, buffered=True).status_code == 200
    assert photo.public_id not in text(mama.get(place(cast)))
    assert photo.public_id in text(noor.get(path(post, "maken")))
    assert stored(post).pending["text"] == "zonder foto"

    again = words(post, version=str(stored(post).version)) | {"do": f"photo-back:{photo.public_id}"}
    noor.post(path(post, "maken"), again)
    assert mama.get(address, buffered=True).status_code == 200
    assert photo.public_id in text(mama.get(place(cast)))


def test_a_photo_of_another_post_cannot_be_taken_off(visit, cast, photo, words):
    sent = words(cast.draft) | {"do": f"photo-off:{photo.public_id}"}

    assert visit(cast.noor).post(path(cast.draft, "maken"), sent).status_code == 404
    assert visit(cast.mama).get(f"/m/{photo.public_id}/klein", buffered=True).status_code == 200


def test_words_under_a_photo_are_kept_and_read_out(visit, cast, photo, words):
    noor = visit(cast.noor)
    name = f"caption-{photo.public_id}"

    kept = noor.send_json(
        path(cast.for_readers, "bewaar"), words(cast.for_readers) | {name: "Toos"}
    )
    assert kept.status_code == 200
    sent = words(cast.for_readers, version=str(kept.json["version"])) | {name: "Mijn kip Toos"}
    noor.post(path(cast.for_readers, "plaats"), sent)

    assert 'alt="Mijn kip Toos"' in text(visit(cast.mama).get(place(cast)))


def test_a_changed_photo_waits_for_release_again(visit, cast, words, stored, inside, photo):
    with inside():
        db.session.execute(
            update(PostPicture)
            .values(post_id=cast.released.id)
            .where(PostPicture.asset_id == photo.id)
        )

    sent = words(cast.released) | {"do": f"photo-off:{photo.public_id}"}
    visit(cast.noor).post(path(cast.released, "maken"), sent)

    assert stored(cast.released).released_at is None


def test_noor_chooses_her_face_and_the_cover_of_her_book(visit, cast, stored, inside):
    noor = visit(cast.noor)

    page = noor.get("/ik")
    answer = noor.post("/ik", {"face": "uil-2", "cover": "6", "cover_picture": "vis"})

    assert page.status_code == 200
    assert answer.location == "/kompas"
    with inside():
        assert db.session.get(Person, cast.noor.id).face == "uil-2"
    book = stored(cast.noors_book)
    assert (book.cover, book.cover_picture) == (6, "vis")
    compass = text(noor.get("/kompas"))
    assert "avatars/uil-2.svg" in compass
    assert "avatars/vis.svg" in compass


@pytest.mark.parametrize(
    "chosen",
    [
        {"face": "../../etc", "cover": "1", "cover_picture": ""},
        {"face": "vos", "cover": "8", "cover_picture": ""},
        {"face": "vos", "cover": "een", "cover_picture": ""},
        {"face": "vos", "cover": "1", "cover_picture": "x"},
        {},
    ],
)
def test_a_look_that_is_not_offered_is_not_taken(visit, cast, stored, chosen):
    assert visit(cast.noor).post("/ik", chosen).status_code == 422
    assert stored(cast.noors_book).cover == cast.noors_book.cover


def test_a_closed_book_keeps_its_cover(visit, cast, close, stored):
    close(cast.noors_book)
    noor = visit(cast.noor)

    page = text(noor.get("/ik"))
    noor.post("/ik", {"face": "uil", "cover": "6", "cover_picture": "vis"})

    assert "cover_picture" not in page
    assert stored(cast.noors_book).cover == cast.noors_book.cover


def test_a_grown_up_has_no_such_page(visit, cast):
    assert visit(cast.anouk).get("/ik").status_code == 404
