"""The open book: two posts a spread, what is new, and only what this reader may see."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from kindportfolio.books.models import Comment, Post, PostRead, Visit
from kindportfolio.core import clock
from kindportfolio.schools.models import Reader
from tests.rows import at_school, change, put


@pytest.fixture
def book(cast):
    return f"/lezen/{cast.noors_book.public_id}"


def text(answer) -> str:
    return answer.get_data(as_text=True)


def titles(page: str) -> list[str]:
    return [
        re.sub(r"<span.*?</span>", "", found).strip()
        for found in re.findall(r'<h2 id="p\d+-t"[^>]*>(.*?)</h2>', page, re.S)
    ]


def test_two_posts_lie_open_and_the_next_page_has_the_rest(visit, cast, book):
    mama = visit(cast.mama)
    first, second = text(mama.get(book)), text(mama.get(f"{book}?blad=4"))

    assert titles(first) == ["lezers EIK", "groep EIK"]
    assert titles(second) == ["vrij EIK"]
    assert "bladzij 2 en 3 van 4" in first
    assert "bladzij 4 van 4" in second
    assert f'href="{book}?blad=4" rel="next"' in first
    assert f'href="{book}?blad=2" rel="prev"' in second


@pytest.mark.parametrize("number", ["3", "2", "-1", "x", "0", "1", "99999999999", "²"])
def test_any_page_number_opens_the_book_somewhere(number, visit, cast, book):
    assert titles(text(visit(cast.mama).get(f"{book}?blad={number}")))


def test_a_number_past_the_end_opens_the_last_pages(visit, cast, book):
    assert titles(text(visit(cast.mama).get(f"{book}?blad=900"))) == ["vrij EIK"]


@pytest.mark.parametrize(
    ("person", "sees_for_teacher"),
    [("mama", False), ("colleague", False), ("anouk", True), ("leader", True), ("coach", True)],
)
def test_everybody_leafs_through_what_they_may_read(person, sees_for_teacher, visit, cast, book):
    visitor = visit(getattr(cast, person))
    pages = "".join(text(visitor.get(f"{book}?blad={number}")) for number in (2, 4, 6))

    assert "lezers EIK" in pages
    assert ("juf EIK" in pages) is sees_for_teacher
    assert "klad EIK" not in pages


@pytest.mark.parametrize("person", ["bas", "sem", "fatma", "oma", "office"])
def test_others_do_not_find_the_book(person, visit, cast, book):
    assert visit(getattr(cast, person)).get(book).status_code == 404


def test_the_child_reads_its_book_at_its_own_place(visit, cast, book):
    assert visit(cast.noor).get(book).location == f"/boek/{cast.noors_book.public_id}"


def test_a_hidden_post_is_not_in_the_open_book(app, visit, cast, book):
    change(app, cast, cast.for_readers, hidden_at=clock.now())

    assert "lezers EIK" not in text(visit(cast.mama).get(book))


def test_an_earlier_book_can_be_read_too(visit, cast):
    page = text(visit(cast.mama).get(f"/lezen/{cast.noors_old_book.public_id}"))

    assert titles(page) == ["vorig jaar EIK"]
    assert "Het is af." in page


def test_what_a_teacher_asked_and_answered_stands_with_the_post(visit, cast, book):
    page = text(visit(cast.mama).get(book))

    assert "Juf Anouk vroeg:" in page
    assert cast.prompt.text in page
    assert cast.comment.text in page


def test_new_is_what_came_after_the_visit_before_this_one(app, visit, cast, book):
    mama, now = visit(cast.mama), clock.now()
    seen = Visit(
        person_id=cast.mama.id, book_id=cast.noors_book.id, seen_at=now - timedelta(days=9)
    )
    put(app, cast, seen)
    change(app, cast, cast.for_group, placed_at=now - timedelta(days=20))
    first, again = text(mama.get(book)), text(mama.get(book))

    for page in (first, again):
        assert "Nieuw sinds" in page
        news = page.split('class="news"')[1].split("</ul>")[0]
        assert "lezers EIK" in news
        assert "groep EIK" not in news
        assert page.count('<span class="new"') == 1


def test_a_visit_hours_later_starts_a_new_count(app, visit, cast, book):
    now = clock.now()
    visit(cast.mama).get(book)
    with clock.travelled_to(now + timedelta(hours=5)):
        page = text(visit(cast.mama).get(book))

    assert '<span class="new"' not in page
    assert "Nieuw sinds" in page


def test_a_guardian_sees_no_name_or_sign_of_another(app, visit, cast, book):
    reaction = Comment(
        post_id=cast.for_readers.id,
        author_id=cast.papa.id,
        text="EIK-reactie van papa",
        written_at=clock.now(),
    )
    put(app, cast, reaction)
    put(
        app,
        cast,
        PostRead(post_id=cast.for_readers.id, person_id=cast.papa.id, read_at=clock.now()),
    )
    pages = text(visit(cast.mama).get(book)) + text(visit(cast.mama).get("/mijn-kinderen"))

    for sign in ("papa", "Peter", "EIK-reactie", "Gelezen door"):
        assert sign not in pages
    assert "EIK-reactie van papa" in text(visit(cast.papa).get(book))


def test_a_reader_lets_the_child_know_and_sees_that_it_knows(visit, cast, book):
    mama = visit(cast.mama)
    button = f'action="/bericht/{cast.for_readers.public_id}/gelezen"'

    assert button in text(mama.get(book))
    mama.post(f"/bericht/{cast.for_readers.public_id}/gelezen")
    assert button not in text(mama.get(book))
    assert "weet dat u dit las" in text(mama.get(book))
    assert button in text(visit(cast.papa).get(book))


def test_words_of_a_child_stay_words(app, visit, cast, book):
    bad = "<script>alert(1)</script>{{7*7}} %(x)s {0.__class__}"
    change(app, cast, cast.for_readers, title=bad, text=bad)
    page = text(visit(cast.mama).get(book))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}} %(x)s {0.__class__}" in page


def test_an_empty_book_says_so(app, visit, cast):
    page = text(visit(cast.fatma).get(f"/lezen/{cast.sems_book.public_id}"))

    assert "Nog een leeg boek" in page


def test_pages_follow_the_questions_and_the_edge_leads_to_each(app, visit, cast, book):
    post = Post(
        book_id=cast.noors_book.id,
        author_id=cast.noor.id,
        question="waar-ben-ik-trots-op",
        place="mijn-trots",
        title="EIK-trots",
        audience="readers",
        begun_at=clock.now(),
        changed_at=clock.now(),
        placed_at=clock.now() - timedelta(days=100),
    )
    put(app, cast, post)
    page = text(visit(cast.mama).get(f"{book}?blad=4"))

    assert titles(page) == ["vrij EIK", "EIK-trots"]
    assert f'data-q="6" href="{book}?blad=5" aria-current="page"' in page
    assert "Hier staat nog niets." in page


def test_the_list_of_a_reader_holds_what_the_school_gave(visit, cast):
    colleague = text(visit(cast.colleague).get("/lezen"))
    leader = text(visit(cast.leader).get("/lezen"))

    assert f"/lezen/{cast.noors_book.public_id}" in colleague
    assert "Sem" not in colleague
    for book in (cast.noors_book, cast.sems_book, cast.lars_book):
        assert f"/lezen/{book.public_id}" in leader
    assert f"/lezen/{cast.noors_old_book.public_id}" not in leader


def test_a_group_in_the_list_can_be_opened_by_itself(visit, cast):
    leader = visit(cast.leader)
    page = text(leader.get(f"/lezen?groep={cast.blauw.public_id}"))

    assert f"/lezen/{cast.lars_book.public_id}" in page
    assert f"/lezen/{cast.noors_book.public_id}" not in page
    assert leader.get(f"/lezen?groep={cast.old_rood.public_id}").status_code == 404


def test_who_was_given_nothing_is_told_so(visit, cast):
    assert "Er ligt nu geen boek" in text(visit(cast.office).get("/lezen"))


def test_a_reader_whose_day_is_over_finds_nothing(app, visit, cast, book):
    colleague = visit(cast.colleague)
    assert colleague.get(book).status_code == 200
    with at_school(app, cast) as session:
        yesterday = clock.today() - timedelta(days=1)
        session.execute(
            update(Reader).where(Reader.person_id == cast.colleague.id).values(until=yesterday)
        )

    assert colleague.get(book).status_code in (302, 404)
