"""Reading what children placed: answered, sent back, protected, never changed or widened."""

import re

import pytest
from sqlalchemy import select, update

from kindportfolio.access.models import Trace
from kindportfolio.books.models import Book, Comment, Post, PostRead
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.schools.models import Reader
from tests.books.group_help import in_school, lose, place, read_by


def path(cast, post=None):
    return f"/groep/{cast.rood.public_id}/lezen" + (f"/{post.public_id}" if post else "")


@pytest.fixture
def now(app, cast):
    """How a post stands at this moment."""

    def look(post):
        with in_school(app, cast):
            return db.session.get_one(Post, post.id)

    return look


@pytest.fixture
def do(visit, cast):
    """Press a button with a post as this person."""

    def press(person, post, deed, **fields):
        return visit(person).post(path(cast, post), {"do": deed} | fields)

    return press


def seen(page, post):
    """The print of the words as the page shows them."""
    article = page.text.split(f'id="bericht-{post.public_id}"')[1].split("</article>")[0]
    return re.search(r'name="seen" value="([^"]*)"', article)[1]


def order(page):
    return re.findall(r'<article [^>]*id="bericht-([^"]+)"', page.text)


def test_unread_posts_stand_in_the_order_they_were_placed(visit, cast):
    page = visit(cast.anouk).get(path(cast))

    assert order(page) == [
        post.public_id
        for post in (cast.for_teacher, cast.for_readers, cast.for_group, cast.released)
    ]
    assert "EIK-woorden over juf" in page.text
    assert "4 nog te lezen" in page.text


def test_drafts_and_posts_for_the_child_alone_are_not_there(app, visit, cast):
    with in_school(app, cast):
        place(cast.sems_book, audience="me", text="geheim dagboek")

    page = visit(cast.anouk).get(path(cast))

    assert "geheim dagboek" not in page.text
    assert "EIK-woorden over klad" not in page.text


def test_read_with_one_line_and_a_sticker_leads_to_the_next_post(app, visit, do, cast):
    answer = do(
        cast.anouk,
        cast.for_teacher,
        "read",
        text="Wat een mooie toren!",
        sticker="gezien",
        follows=cast.for_readers.public_id,
    )

    assert answer.location.endswith(f"/lezen#bericht-{cast.for_readers.public_id}")
    with in_school(app, cast):
        asked = select(Comment).where(Comment.post_id == cast.for_teacher.id)
        comment = db.session.scalars(asked).one()
        assert (comment.text, comment.sticker) == ("Wat een mooie toren!", "gezien")
        assert db.session.scalars(select(PostRead.person_id)).all() == [cast.anouk.id]
    page = visit(cast.anouk).get(path(cast))
    assert order(page)[-1] == cast.for_teacher.public_id
    assert "Laatst gelezen" in page.text


def test_reading_can_be_taken_back(app, do, cast):
    do(cast.anouk, cast.for_teacher, "read")
    do(cast.anouk, cast.for_teacher, "unread")

    with in_school(app, cast):
        assert not db.session.scalars(select(PostRead)).all()


def test_a_post_read_again_after_it_changed_is_read(app, do, visit, cast):
    with in_school(app, cast):
        read_by(cast.anouk, cast.for_readers)
        later = update(Post).where(Post.id == cast.for_readers.id)
        db.session.execute(later.values(changed_at=clock.now()))
    before = visit(cast.anouk).get(path(cast))
    do(cast.anouk, cast.for_readers, "read")
    after = visit(cast.anouk).get(path(cast))

    assert "4 nog te lezen" in before.text
    assert "3 nog te lezen" in after.text


def test_the_group_reads_it_only_when_the_child_chose_so_and_the_teacher_agrees(
    visit, do, now, cast
):
    words = seen(visit(cast.anouk).get(path(cast)), cast.for_group)

    assert do(cast.anouk, cast.for_readers, "release", seen=words).status_code == 403
    assert do(cast.anouk, cast.for_teacher, "release", seen=words).status_code == 403
    assert do(cast.anouk, cast.for_group, "release", seen=words).status_code == 302
    assert now(cast.for_readers).audience == "readers"
    assert now(cast.for_readers).released_at is None
    assert now(cast.for_group).released_by_id == cast.anouk.id
    assert visit(cast.sem).get(f"/bericht/{cast.for_group.public_id}").status_code == 200


def test_words_that_changed_after_they_were_read_are_not_released(app, visit, do, now, cast):
    words = seen(visit(cast.anouk).get(path(cast)), cast.for_group)
    with in_school(app, cast):
        changed = update(Post).where(Post.id == cast.for_group.id)
        db.session.execute(changed.values(text="Iets heel anders."))

    answer = do(cast.anouk, cast.for_group, "release", seen=words)

    assert answer.status_code == 409
    assert now(cast.for_group).released_at is None


def test_a_release_is_taken_back_at_once(visit, do, cast):
    classmate = visit(cast.sem)
    before = classmate.get(f"/bericht/{cast.released.public_id}").status_code
    do(cast.anouk, cast.released, "unrelease")

    assert before == 200
    assert classmate.get(f"/bericht/{cast.released.public_id}").status_code == 404


def test_a_teacher_lets_fewer_people_read_and_gives_the_choice_back(do, now, cast):
    do(cast.anouk, cast.released, "lower-teacher")
    lowered = now(cast.released)
    do(cast.anouk, cast.released, "unlower")

    assert (lowered.audience, lowered.released_at) == ("teacher", None)
    assert lowered.lowered_by_id == cast.anouk.id
    assert now(cast.released).audience == "group"
    assert now(cast.released).released_at is None


@pytest.mark.parametrize("deed", ["lower-readers", "lower-teacher"])
def test_nobody_raises_an_audience_above_what_the_child_chose(do, now, cast, deed):
    """A16: also not by asking for "fewer" people than there are."""
    assert do(cast.anouk, cast.for_teacher, deed).status_code == 403
    assert do(cast.anouk, cast.for_teacher, "unlower").status_code == 403
    assert now(cast.for_teacher).audience == "teacher"


def test_extra_fields_change_nothing(do, now, cast):
    do(cast.anouk, cast.for_teacher, "read", audience="group", released_at="1", title="Anders")

    post = now(cast.for_teacher)
    assert (post.audience, post.released_at, post.title) == ("teacher", None, "juf EIK")


def test_a_choice_the_child_made_since_is_not_undone(app, do, now, cast):
    do(cast.anouk, cast.released, "lower-readers")
    with in_school(app, cast):
        again = update(Post).where(Post.id == cast.released.id)
        db.session.execute(again.values(audience="teacher", changed_at=clock.now()))

    assert do(cast.anouk, cast.released, "unlower").status_code == 403
    assert now(cast.released).audience == "teacher"


def test_a_hidden_post_says_why_to_its_child_and_to_nobody_else(visit, do, now, cast):
    do(cast.anouk, cast.released, "hide", reason="Hier staat een adres in.")

    own = visit(cast.noor).get(f"/bericht/{cast.released.public_id}")
    assert "Hier staat een adres in." in own.text
    assert visit(cast.sem).get(f"/bericht/{cast.released.public_id}").status_code == 404
    assert visit(cast.mama).get(f"/bericht/{cast.released.public_id}").status_code == 404
    assert now(cast.released).hidden_by_id == cast.anouk.id

    do(cast.anouk, cast.released, "show")
    assert visit(cast.sem).get(f"/bericht/{cast.released.public_id}").status_code == 200


def test_hiding_and_sending_back_need_words_and_lose_none(do, now, cast):
    nothing = do(cast.anouk, cast.for_readers, "hide", text="Bijna af", hint="Probeer dit")
    no_tip = do(cast.anouk, cast.for_readers, "back", reason="Een reden")

    assert (nothing.status_code, no_tip.status_code) == (422, 422)
    assert "Bijna af" in nothing.text
    assert "Probeer dit" in nothing.text
    assert "Een reden" in no_tip.text
    assert now(cast.for_readers).hidden_at is None
    assert now(cast.for_readers).sent_back_at is None


def test_a_post_sent_back_shows_its_hint_to_the_child(visit, do, now, cast):
    answer = do(
        cast.anouk,
        cast.for_readers,
        "back",
        hint="Wie staan er op de foto?",
        follows=cast.for_group.public_id,
    )

    assert answer.location.endswith(cast.for_group.public_id)
    own = visit(cast.noor).get(f"/bericht/{cast.for_readers.public_id}")
    assert "Wie staan er op de foto?" in own.text
    assert now(cast.for_readers).placed_at

    do(cast.anouk, cast.for_readers, "unback")
    assert now(cast.for_readers).hint == ""


def test_moderation_leaves_a_trace_without_words(app, do, cast):
    do(cast.anouk, cast.released, "hide", reason="geheim")
    do(cast.anouk, cast.released, "lower-teacher")
    do(cast.anouk, cast.for_readers, "back", hint="geheim")
    do(cast.anouk, cast.released, "unrelease")

    with in_school(app, cast):
        traces = db.session.scalars(select(Trace).order_by(Trace.id)).all()
        events = [trace.event for trace in traces]
    assert events == [
        "post hidden",
        "post audience lowered",
        "post sent back",
        "post release taken back",
    ]
    assert {trace.actor_id for trace in traces} == {cast.anouk.id}
    assert "geheim" not in str([trace.detail for trace in traces])


@pytest.mark.parametrize("deed", ["hide", "release", "lower-teacher", "back", "show", "unlower"])
def test_who_may_not_moderate(do, now, cast, neighbours, deed):
    fields = {"reason": "x", "hint": "x", "seen": "x"}
    expected = {
        cast.noor: 403,
        cast.mama: 403,
        cast.sem: 404,
        cast.bas: 404,
        cast.oma: 404,
        cast.office: 404,
        neighbours.anouk: 404,
    }

    for person, status in expected.items():
        answer = do(person, cast.for_readers, deed, **fields)
        assert answer.status_code == status, person.first_name
    post = now(cast.for_readers)
    assert (post.hidden_at, post.released_at, post.sent_back_at) == (None, None, None)
    assert post.audience == "readers"


def test_a_coach_moderates_too(app, do, now, cast):
    with in_school(app, cast):
        db.session.add(Reader(person_id=cast.coach.id, role="coach", group_id=cast.rood.id))

    assert do(cast.coach, cast.released, "hide", reason="Niet voor iedereen.").status_code == 302
    assert now(cast.released).hidden_by_id == cast.coach.id


def test_a_stand_in_reads_but_neither_reacts_nor_moderates(app, visit, do, cast):
    with in_school(app, cast):
        db.session.add(Reader(person_id=cast.bas.id, role="stand-in", group_id=cast.rood.id))
    page = visit(cast.bas).get(path(cast))

    assert "EIK-woorden over juf" not in page.text
    assert "EIK-woorden over lezers" in page.text
    assert "Verberg" not in page.text
    assert f"/bericht/{cast.for_readers.public_id}/gelezen" in page.text
    assert do(cast.bas, cast.for_readers, "read", text="Hoi").status_code == 404
    assert do(cast.bas, cast.for_readers, "hide", reason="x").status_code == 404


def test_the_coach_of_one_child_answers_its_posts_and_sees_no_others(app, visit, do, cast):
    with in_school(app, cast):
        place(cast.sems_book, text="van Sem")
    address = path(cast, cast.for_readers)
    answer = do(cast.coach, cast.for_readers, "read", text="Mooi!")

    page = visit(cast.coach).get(address)
    assert answer.location.startswith(address)
    assert "Mooi!" in page.text
    assert "van Sem" not in page.text
    assert 'class="abar__nav"' not in page.text
    assert visit(cast.coach).get(path(cast)).status_code == 404


def test_a_post_of_another_group_is_not_found_under_this_one(do, cast):
    assert do(cast.leader, cast.lars_post, "read").status_code == 404


def test_a_deed_nobody_knows_is_refused(do, cast):
    assert do(cast.anouk, cast.for_readers, "publish").status_code == 422


def test_nothing_is_done_in_a_closed_book(app, do, now, cast):
    with in_school(app, cast):
        closed = update(Book).where(Book.id == cast.noors_book.id)
        db.session.execute(closed.values(closed_at=clock.now()))

    for deed in ("hide", "back", "read", "unrelease", "lower-teacher"):
        answer = do(cast.anouk, cast.released, deed, reason="x", hint="x")
        assert answer.status_code == 409, deed
    assert now(cast.released).released_at


def test_a_page_open_too_long_keeps_what_was_typed(visit, now, cast):
    answer = visit(cast.anouk).post(
        path(cast, cast.for_readers), {"do": "hide", "reason": "Een lange reden"}, forged=True
    )

    assert answer.status_code == 400
    assert "Een lange reden" in answer.text
    assert now(cast.for_readers).hidden_at is None


def test_one_post_can_be_asked_for_whatever_its_state(app, visit, cast):
    with in_school(app, cast):
        for number in range(25):
            place(cast.sems_book, title=f"Bericht {number}")
        last = place(cast.yaras_book, title="Het laatste")

    assert "Het laatste" not in visit(cast.anouk).get(path(cast)).text
    assert "Het laatste" in visit(cast.anouk).get(path(cast, last)).text


def test_a_teacher_who_left_the_group_does_nothing_any_more(app, visit, now, cast):
    teacher = visit(cast.anouk)
    with in_school(app, cast):
        lose(cast, cast.anouk, cast.rood)

    assert teacher.get(path(cast)).status_code == 404
    answer = teacher.post(path(cast, cast.released), {"do": "hide", "reason": "x"})
    assert answer.status_code == 404
    assert now(cast.released).hidden_at is None
