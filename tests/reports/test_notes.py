"""Private notes: their author writes, changes and deletes; nobody else ever reads them."""

import pytest

from kindportfolio.core import clock
from kindportfolio.schools.models import Teaching
from tests.rows import put


@pytest.fixture
def notes(cast):
    return f"/kind/{cast.noor.public_id}/notities"


@pytest.fixture
def note(cast):
    return f"/notitie/{cast.note.public_id}"


def text(answer) -> str:
    return answer.get_data(as_text=True)


def test_a_teacher_writes_changes_and_deletes_notes(visit, cast, notes):
    anouk = visit(cast.anouk)
    anouk.post(notes, {"text": "EIK-nieuw"})
    address = "/notitie/" + text(anouk.get(notes)).split('href="/notitie/')[1].split('"')[0]
    anouk.post(address, {"text": "EIK-anders"})
    changed = text(anouk.get(notes))
    anouk.post(f"{address}/weg")

    assert "EIK-anders" in changed
    assert "EIK-nieuw" not in changed
    assert "EIK-anders" not in text(anouk.get(notes))
    assert anouk.get(address).status_code == 404


@pytest.mark.parametrize("person", ["leader", "coach", "bas"])
def test_colleagues_see_only_their_own(person, app, visit, cast, notes, note):
    row = Teaching(person_id=cast.bas.id, group_id=cast.rood.id, since=clock.today())
    put(app, cast, row)
    visitor = visit(getattr(cast, person))
    visitor.post(notes, {"text": f"EIK-eigen van {person}"})

    assert f"EIK-eigen van {person}" in text(visitor.get(notes))
    assert cast.note.text not in text(visitor.get(notes))
    assert visitor.get(note).status_code == 404
    assert visitor.post(note, {"text": "x"}).status_code == 404
    assert visitor.post(f"{note}/weg").status_code == 404
    assert "EIK-eigen" not in text(visit(cast.anouk).get(notes))


@pytest.mark.parametrize("person", ["noor", "mama", "oma", "bas", "colleague", "office", "sem"])
def test_others_find_no_notes(person, visit, cast, notes, note):
    visitor = visit(getattr(cast, person))

    for answer in (visitor.get(notes), visitor.post(notes, {"text": "x"}), visitor.get(note)):
        assert answer.status_code == 404
        assert cast.note.text not in text(answer)


@pytest.mark.parametrize("person", ["leader", "coach", "mama", "noor", "colleague"])
def test_a_note_is_on_no_page_of_anybody_else(person, visit, cast):
    visitor = visit(getattr(cast, person))
    for path in (
        f"/lezen/{cast.noors_book.public_id}",
        f"/rapport/{cast.report.public_id}",
        f"/boek/{cast.noors_book.public_id}",
        f"/groep/{cast.rood.public_id}/rapporten",
        "/lezen",
    ):
        assert cast.note.text not in text(visitor.get(path))


def test_notes_are_about_children_only(visit, cast):
    assert visit(cast.leader).get(f"/kind/{cast.mama.public_id}/notities").status_code == 404


def test_words_stay_words(visit, cast, notes):
    anouk = visit(cast.anouk)
    anouk.post(notes, {"text": "<script>alert(1)</script>{{7*7}}"})

    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in text(anouk.get(notes))


def test_an_empty_note_is_asked_again(visit, cast, notes):
    assert visit(cast.anouk).post(notes, {"text": "  "}).status_code == 422


def test_a_note_with_a_nul_is_refused_and_shown_again(visit, cast, notes):
    answer = visit(cast.anouk).post(notes, {"text": "EIK-een\0twee"})

    assert answer.status_code == 422
    assert "niet kunnen bewaren" in text(answer)
