"""A question for the talk is the guardian's own until they share it."""

import pytest

from kindportfolio.core import clock
from tests.rows import change, kept


@pytest.fixture
def book(cast):
    return f"/lezen/{cast.noors_book.public_id}"


@pytest.fixture
def group(cast):
    return f"/groep/{cast.rood.public_id}/leesvenster"


def text(answer) -> str:
    return answer.get_data(as_text=True)


def test_a_question_is_kept_for_its_author_alone(visit, cast, book, group):
    answer = visit(cast.papa).post(f"{book}/vraag", {"text": "EIK-vraag van papa", "keep": "1"})

    assert answer.location == f"{book}#praten"
    assert "EIK-vraag van papa" in text(visit(cast.papa).get(book))
    assert "EIK-vraag van papa" not in text(visit(cast.mama).get(book))
    for staff in (cast.anouk, cast.leader):
        assert "EIK-vraag" not in text(visit(staff).get(group))
        assert "EIK-vraag" not in text(visit(staff).get(book))


def test_a_shared_question_reaches_the_teacher_and_nobody_else(visit, cast, book, group):
    mama = visit(cast.mama)
    mama.post(f"/vraag/{cast.talk_question.public_id}/delen")

    assert cast.talk_question.text in text(visit(cast.anouk).get(group))
    assert "mama vraagt" in text(visit(cast.anouk).get(group))
    for person in (cast.papa, cast.coach, cast.colleague):
        assert "EIK-vraag" not in text(visit(person).get(book))


def test_what_was_shared_can_be_taken_back(visit, cast, book, group):
    mama = visit(cast.mama)
    mama.post(f"/vraag/{cast.talk_question.public_id}/delen")
    mama.post(f"/vraag/{cast.talk_question.public_id}/terug")

    assert "EIK-vraag" not in text(visit(cast.anouk).get(group))
    assert "Alleen u ziet dit." in text(mama.get(book))


def test_writing_and_sharing_go_in_one_step(visit, cast, book, group):
    visit(cast.papa).post(f"{book}/vraag", {"text": "EIK-vraag", "share": "1"})

    assert "EIK-vraag" in text(visit(cast.anouk).get(group))


def test_a_question_thrown_away_is_gone_for_everybody(app, visit, cast, book, group):
    mama = visit(cast.mama)
    mama.post(f"/vraag/{cast.talk_question.public_id}/delen")
    mama.post(f"/vraag/{cast.talk_question.public_id}/weg")

    assert "EIK-vraag" not in text(mama.get(book))
    assert "EIK-vraag" not in text(visit(cast.anouk).get(group))
    assert kept(app, cast, cast.talk_question).removed_at


@pytest.mark.parametrize("person", ["papa", "anouk", "leader", "noor", "bram"])
@pytest.mark.parametrize("what", ["delen", "terug", "weg"])
def test_nobody_else_touches_a_question(person, what, app, visit, cast):
    answer = visit(getattr(cast, person)).post(f"/vraag/{cast.talk_question.public_id}/{what}")

    assert answer.status_code == 404
    assert not kept(app, cast, cast.talk_question).removed_at


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("noor", 403),
        ("anouk", 403),
        ("leader", 403),
        ("oma", 404),
        ("bram", 404),
        ("colleague", 404),
    ],
)
def test_only_guardians_bring_questions(person, status, visit, cast, book):
    answer = visit(getattr(cast, person)).post(f"{book}/vraag", {"text": "vraag"})

    assert answer.status_code == status


def test_an_empty_or_endless_question_is_shown_again(visit, cast, book):
    mama = visit(cast.mama)
    long = "lang " * 300

    assert mama.post(f"{book}/vraag", {"text": " "}).status_code == 422
    again = mama.post(f"{book}/vraag", {"text": long})
    assert again.status_code == 422
    assert long.strip() in text(again)


def test_a_closed_book_takes_no_questions(visit, cast):
    address = f"/lezen/{cast.noors_old_book.public_id}/vraag"

    assert visit(cast.mama).post(address, {"text": "vraag"}).status_code == 409


def test_a_stale_page_keeps_the_words(visit, cast, book):
    answer = visit(cast.mama).post(f"{book}/vraag", {"text": "EIK-woorden van mama"}, forged=True)

    assert answer.status_code == 400
    assert "EIK-woorden van mama" in text(answer)


def test_after_the_window_the_question_waits(app, visit, cast):
    change(app, cast, cast.window, withdrawn_at=clock.now())
    address = f"/vraag/{cast.talk_question.public_id}/delen"

    assert visit(cast.mama).post(address).status_code == 404
    assert kept(app, cast, cast.talk_question).shared_at is None
