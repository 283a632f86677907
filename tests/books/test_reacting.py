"""Readers answer: who may, what is shown, and that the child hears it."""

import re

import pytest
from sqlalchemy import select

from kindportfolio.books.models import Comment, PostRead
from kindportfolio.core.db import db


def text(answer):
    return answer.get_data(as_text=True)


def path(post, verb=""):
    return f"/bericht/{post.public_id}/{verb}".rstrip("/")


@pytest.fixture
def allow(inside, cast):
    """Lets the school turn a setting on."""

    def on(**settings):
        with inside():
            school = db.session.get_one(type(cast.school), cast.school.id)
            for name, value in settings.items():
                setattr(school, name, value)

    return on


def test_juf_answers_with_a_line_and_a_sticker_and_noor_reads_both(visit, cast):
    juf, post = visit(cast.anouk), cast.for_readers

    juf.post(path(post, "reactie"), {"text": "Wat een verhaal!", "sticker": "volgehouden"})

    page = text(visit(cast.noor).get(path(post)))
    assert "Wat een verhaal!" in page
    assert "sticker-volgehouden.svg" in page
    assert 'alt="Jij hield vol!"' in page


def test_noor_answers_back_on_her_own_post(visit, cast):
    noor = visit(cast.noor)

    answer = noor.post(path(cast.for_readers, "reactie"), {"text": "Ik klim in de boom."})

    assert answer.location == path(cast.for_readers)
    assert "Ik klim in de boom." in text(visit(cast.mama).get(path(cast.for_readers)))


def test_who_may_answer_a_post_for_readers(visit, cast):
    answers = {
        name: visit(getattr(cast, name))
        .post(path(cast.for_readers, "reactie"), {"text": "hoi"})
        .status_code
        for name in ("noor", "anouk", "leader", "coach", "mama", "oma", "sem", "colleague", "bas")
    }

    assert answers == {
        "noor": 302,
        "anouk": 302,
        "leader": 302,
        "coach": 302,
        "mama": 403,
        "oma": 404,
        "sem": 404,
        "colleague": 404,
        "bas": 404,
    }


@pytest.mark.parametrize(
    ("setting", "name"),
    [("guardians_react", "mama"), ("classmates_react", "sem"), ("readers_react", "colleague")],
)
def test_others_answer_a_released_post_where_the_school_wants_it(visit, cast, allow, setting, name):
    person = getattr(cast, name)
    sent = {"text": "mooi gemaakt"}

    assert visit(person).post(path(cast.released, "reactie"), sent).status_code in (403, 404)

    allow(**{setting: True})

    assert "reactie" in text(visit(person).get(path(cast.released)))
    assert visit(person).post(path(cast.released, "reactie"), sent).status_code == 302
    assert "mooi gemaakt" in text(visit(cast.noor).get(path(cast.released)))


@pytest.mark.parametrize(
    "sent", [{"text": ""}, {"text": "  "}, {"sticker": "niet-in-het-pakket"}, {"text": "x" * 1001}]
)
def test_an_answer_without_words_or_with_too_many_is_not_kept(visit, cast, inside, sent):
    answer = visit(cast.anouk).post(path(cast.for_teacher, "reactie"), sent)

    assert answer.status_code == 422
    with inside():
        asked = select(Comment).where(Comment.post_id == cast.for_teacher.id)
        assert db.session.scalars(asked).all() == []


def test_a_draft_is_not_answered(visit, cast):
    assert visit(cast.noor).post(path(cast.draft, "reactie"), {"text": "x"}).status_code == 403
    assert visit(cast.anouk).post(path(cast.draft, "reactie"), {"text": "x"}).status_code == 404


def test_a_reaction_is_taken_away_by_who_wrote_it_or_guides_the_child(visit, cast, inside):
    noor, juf = visit(cast.noor), visit(cast.anouk)
    noor.post(path(cast.for_readers, "reactie"), {"text": "van mij"})
    with inside():
        own = db.session.scalars(select(Comment).where(Comment.text == "van mij")).one()

    page = text(noor.get(path(cast.for_readers)))
    assert f"/reactie/{own.public_id}/weg" in page
    assert f"/reactie/{cast.comment.public_id}/weg" not in page
    assert noor.post(f"/reactie/{cast.comment.public_id}/weg").status_code == 404
    assert visit(cast.mama).post(f"/reactie/{own.public_id}/weg").status_code == 404

    assert juf.post(f"/reactie/{own.public_id}/weg").status_code == 302
    assert juf.post(f"/reactie/{cast.comment.public_id}/weg").status_code == 302
    page = text(noor.get(path(cast.for_readers)))
    assert "van mij" not in page
    assert cast.comment.text not in page


def test_saying_that_one_read_it_reaches_the_child_once(visit, cast, inside):
    mama = visit(cast.mama)
    place = f"/boek/{cast.noors_book.public_id}/wie-ben-ik"
    button = f"/bericht/{cast.for_readers.public_id}/gelezen"
    assert button in text(mama.get(place))

    for _ in range(2):
        mama.post(button)

    assert button not in text(mama.get(place))
    assert "Gelezen door mama" in text(visit(cast.noor).get(path(cast.for_readers)))
    with inside():
        asked = select(PostRead).where(PostRead.post_id == cast.for_readers.id)
        assert len(db.session.scalars(asked).all()) == 1


def test_noor_does_not_read_to_herself(visit, cast, inside):
    visit(cast.noor).post(path(cast.for_readers, "gelezen"))

    with inside():
        assert db.session.scalars(select(PostRead)).all() == []


def test_after_saying_so_one_is_back_where_one_was(visit, cast):
    place = f"http://localhost/boek/{cast.noors_book.public_id}/wie-ben-ik"

    answer = visit(cast.mama).post(path(cast.for_readers, "gelezen"), headers={"Referer": place})

    assert answer.location == f"/boek/{cast.noors_book.public_id}/wie-ben-ik"


def test_what_one_may_not_read_one_cannot_have_read(visit, cast):
    for person in (cast.sem, cast.bas, cast.oma):
        assert visit(person).post(path(cast.for_readers, "gelezen")).status_code == 404
    assert visit(cast.sem).post(path(cast.released, "gelezen")).status_code == 302


def test_a_classmate_finds_only_what_was_released(visit, cast):
    sem = visit(cast.sem)

    assert sem.get(path(cast.draft)).status_code == 404
    assert sem.get(path(cast.for_readers)).status_code == 404
    assert sem.get(path(cast.for_group)).status_code == 404
    assert sem.get(path(cast.released)).status_code == 200
    assert visit(cast.lars).get(path(cast.released)).status_code == 404


def test_the_page_of_a_post_tells_a_guardian_nothing_of_another(visit, cast, inside):
    for person in (cast.mama, cast.papa, cast.anouk):
        visit(person).post(path(cast.for_readers, "gelezen"))

    page = text(visit(cast.mama).get(path(cast.for_readers)))

    assert "Gelezen door mama en juf Anouk" in re.sub(r"\s+", " ", page)
    assert "papa" not in page


def test_a_post_of_a_draft_leads_its_author_to_making_it(visit, cast):
    assert visit(cast.noor).get(path(cast.draft)).location == path(cast.draft, "maken")
