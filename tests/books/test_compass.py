"""The compass: what is asked, what is unfinished, what is new, and the shelf."""

import re
from datetime import timedelta

from sqlalchemy import delete, update

from kindportfolio.books.models import Book, Comment, Post, Prompt
from kindportfolio.core import clock
from kindportfolio.core.db import db


def text(answer):
    return answer.get_data(as_text=True)


def news(answer):
    """How many are new, by question."""
    petals = re.findall(r'<li class="petal".*?</li>', text(answer), re.DOTALL)
    counts = [re.search(r'class="new">\s*(\d+)', petal) for petal in petals]
    return [int(found[1]) if found else 0 for found in counts]


def test_noor_finds_seven_questions_and_what_juf_asks(visit, cast):
    page = text(visit(cast.noor).get("/kompas"))

    assert page.count('class="petal"') == 7
    assert "Dag Noor!" in page
    assert "Juf Anouk vraagt:" in page
    assert cast.prompt.text in page


def test_a_draft_stands_ready_to_go_on_with(visit, cast):
    page = text(visit(cast.noor).get("/kompas"))

    assert f"/bericht/{cast.draft.public_id}/maken" in page
    assert "Nog niet af. Ga verder." in page


def test_a_draft_without_anything_is_not_shown(visit, cast, inside):
    with inside():
        db.session.execute(update(Post).where(Post.id == cast.draft.id).values(title="", text=""))

    assert cast.draft.public_id not in text(visit(cast.noor).get("/kompas"))


def test_a_post_that_came_back_shows_the_hint(visit, cast, inside):
    with inside():
        back = update(Post).where(Post.id == cast.for_readers.id)
        db.session.execute(back.values(sent_back_at=clock.now(), hint="Vertel eens over de boom."))

    page = text(visit(cast.noor).get("/kompas"))

    assert f"/bericht/{cast.for_readers.public_id}/maken" in page
    assert "Vertel eens over de boom." in page


def test_what_is_new_is_counted_until_noor_looks_there(visit, cast):
    noor = visit(cast.noor)

    # The prompt and juf's reaction; and the report, until Noor says that she read it.
    assert news(noor.get("/kompas")) == [2, 0, 0, 0, 0, 0, 1]

    noor.get(f"/boek/{cast.noors_book.public_id}/wie-ben-ik")

    assert news(noor.get("/kompas")) == [0, 0, 0, 0, 0, 0, 1]


def test_looking_at_one_place_leaves_the_news_of_another(visit, cast, inside):
    noor, book = visit(cast.noor), cast.noors_book.public_id
    noor.get(f"/boek/{book}/wie-ben-ik/mijn-verhaal")
    with inside():
        db.session.execute(
            update(Post).where(Post.id == cast.for_readers.id).values(place="mijn-droom")
        )

    assert news(noor.get("/kompas"))[0] == 1

    noor.get(f"/boek/{book}/wie-ben-ik/mijn-verhaal")

    assert news(noor.get("/kompas"))[0] == 1

    noor.get(f"/boek/{book}/wie-ben-ik/mijn-droom")

    assert news(noor.get("/kompas"))[0] == 0


def test_a_reaction_after_the_last_look_is_new_again(visit, cast, inside):
    noor = visit(cast.noor)
    noor.get(f"/boek/{cast.noors_book.public_id}/wie-ben-ik")
    with inside():
        db.session.add(
            Comment(
                post_id=cast.for_readers.id,
                author_id=cast.anouk.id,
                text="En toen?",
                written_at=clock.now() + timedelta(seconds=1),
            )
        )
        db.session.execute(update(Book).values(version=Book.version + 1))

    assert news(noor.get("/kompas"))[0] == 1

    page = text(noor.get(f"/boek/{cast.noors_book.public_id}/wie-ben-ik"))
    assert page.count('<span class="new">nieuw</span>') == 1


def test_a_prompt_that_is_over_is_not_asked(visit, cast, inside):
    with inside():
        db.session.execute(
            update(Prompt)
            .where(Prompt.id == cast.prompt.id)
            .values(closes_at=clock.now() - timedelta(minutes=1))
        )

    assert cast.prompt.text not in text(visit(cast.noor).get("/kompas"))


def test_a_prompt_not_answered_yet_comes_before_a_newer_one_that_is(visit, cast, inside):
    with inside():
        db.session.add(
            Prompt(
                group_id=cast.rood.id,
                author_id=cast.anouk.id,
                question="wat-kan-ik",
                place="mijn-werk",
                text="Wat bouwde jij?",
                opens_at=clock.now() - timedelta(days=9),
                closes_at=clock.now() + timedelta(days=9),
            )
        )

    page = text(visit(cast.noor).get("/kompas"))

    assert "Wat bouwde jij?" in page
    assert cast.prompt.text not in page


def test_the_earlier_book_stands_on_the_shelf_and_can_only_be_read(visit, cast):
    noor, old = visit(cast.noor), cast.noors_old_book.public_id

    assert f"/boek/{old}" in text(noor.get("/kompas"))

    page = text(noor.get(f"/boek/{old}/wie-ben-ik"))
    assert cast.old_post.title in page
    assert "/nieuw" not in page
    assert "Dit boek is af" in page


def test_without_a_book_of_this_year_there_is_a_friendly_page(visit, cast, inside):
    with inside():
        db.session.execute(delete(Book).where(Book.child_id == cast.mees.id))

    answer = visit(cast.mees).get("/kompas")

    assert answer.status_code == 200
    assert "Jouw nieuwe boek komt eraan" in text(answer)


def test_a_grown_up_has_no_compass_of_its_own(visit, cast):
    assert visit(cast.anouk).get("/kompas").status_code == 404


def test_a_reader_sees_the_compass_of_the_book_without_a_way_to_write(visit, cast):
    page = text(visit(cast.anouk).get(f"/boek/{cast.noors_book.public_id}"))

    assert "Het boek van Noor" in page
    assert "/nieuw" not in page
    assert cast.draft.public_id not in page


def test_a_guardian_sees_how_many_posts_are_new(visit, cast):
    mama, book = visit(cast.mama), cast.noors_book.public_id

    assert news(mama.get(f"/boek/{book}"))[0] == 3

    mama.get(f"/boek/{book}/wie-ben-ik")

    assert news(mama.get(f"/boek/{book}"))[0] == 0


def test_another_child_does_not_find_the_book(visit, cast):
    book = cast.noors_book.public_id

    assert visit(cast.sem).get(f"/boek/{book}").status_code == 404
    assert visit(cast.sem).get(f"/boek/{book}/wie-ben-ik").status_code == 404
