"""Places in the words of a teacher: for the whole group, and back to the pack's."""

import io

from sqlalchemy import select, update

from kindportfolio.books.models import Book, PlaceText
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.schools.models import Group
from tests.books.group_help import in_school
from tests.media.pictures import phone_jpeg


def path(cast, place="wie-ben-ik/mijn-verhaal"):
    return f"/groep/{cast.rood.public_id}/plek/{place}"


def kept(app, cast):
    with in_school(app, cast):
        return db.session.scalars(select(PlaceText)).one_or_none()


def test_the_form_begins_with_the_words_of_the_pack(visit, cast):
    page = visit(cast.anouk).get(path(cast))

    assert "Wat wil jij vertellen?" in page.text
    assert "Weer zoals in het pakket" not in page.text


def test_own_words_are_kept_for_the_group(app, visit, cast):
    answer = visit(cast.anouk).post(path(cast), {"text": "Vertel over je kat."})

    assert answer.status_code == 302
    row = kept(app, cast)
    assert (row.group_id, row.text) == (cast.rood.id, "Vertel over je kat.")
    with in_school(app, cast):
        assert db.session.get_one(Group, cast.rood.id).version == cast.rood.version + 1


def test_the_words_of_the_pack_are_not_kept_as_own_words(app, visit, cast):
    visit(cast.anouk).post(path(cast), {"text": "Wat wil jij vertellen?"})

    assert kept(app, cast).text == ""


def test_a_photo_takes_the_place_of_the_drawing_and_can_go_again(app, visit, cast):
    teacher = visit(cast.anouk)
    teacher.post(path(cast), {"text": "Kijk!", "photo": (io.BytesIO(phone_jpeg()), "kat.jpg")})
    with_photo = kept(app, cast).asset_id
    teacher.post(path(cast), {"text": "Kijk!"})
    still = kept(app, cast).asset_id
    teacher.post(path(cast), {"text": "Kijk!", "no_photo": "1"})

    assert with_photo
    assert still == with_photo
    assert kept(app, cast).asset_id is None


def test_a_place_goes_back_to_the_pack(app, visit, cast):
    teacher = visit(cast.anouk)
    teacher.post(path(cast), {"text": "Vertel over je kat."})
    page = teacher.get(path(cast))
    teacher.post(path(cast) + "/terug")

    assert "Weer zoals in het pakket" in page.text
    assert kept(app, cast) is None


def test_a_place_that_the_pack_has_not_is_not_there(visit, cast):
    for place in ("wie-ben-ik/nergens", "wat/mijn-verhaal"):
        assert visit(cast.anouk).get(path(cast, place)).status_code == 404


def test_who_may_change_a_place(app, visit, cast, neighbours):
    expected = {
        cast.anouk: 200,
        cast.leader: 200,
        cast.noor: 403,
        cast.mama: 403,
        cast.bas: 404,
        cast.office: 404,
        neighbours.anouk: 404,
    }
    for person, status in expected.items():
        assert visit(person).get(path(cast)).status_code == status, person.first_name
        if status != 200:
            assert visit(person).post(path(cast), {"text": "x"}).status_code == status
            assert visit(person).post(path(cast) + "/terug").status_code == status
    assert kept(app, cast) is None


def test_places_of_closed_books_stay_as_they_are(app, visit, cast):
    with in_school(app, cast):
        books = update(Book).where(Book.group_id == cast.rood.id)
        db.session.execute(books.values(closed_at=clock.now()))

    assert visit(cast.anouk).post(path(cast), {"text": "Te laat."}).status_code == 409
    assert kept(app, cast) is None
