"""The page of a question: its places, its posts, and who may see what beside them."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import update

from kindportfolio.books.models import Book, Comment, PlaceText, Post, PostRead
from kindportfolio.core import clock, slots
from kindportfolio.core.db import db


def text(answer):
    return answer.get_data(as_text=True)


def place(cast, more=""):
    return f"/boek/{cast.noors_book.public_id}/wie-ben-ik/mijn-verhaal{more}"


def readers(page):
    return re.findall(r"Gelezen door ([^<]+)</span>", page)


@pytest.fixture
def read_by(inside, cast):
    """Lets these people have read Noor's post for readers."""

    def now(*people):
        with inside():
            for number, person in enumerate(people):
                moment = clock.now() + timedelta(seconds=number)
                db.session.add(
                    PostRead(post_id=cast.for_readers.id, person_id=person.id, read_at=moment)
                )

    return now


def test_the_page_shows_places_words_prompt_and_posts(visit, cast):
    page = text(visit(cast.noor).get(place(cast)))

    for title in ("Mijn verhaal", "Waar ik woon", "Mijn familie", "Mijn droom"):
        assert title in page
    assert "Wat wil jij vertellen?" in page  # The words for the youngest.
    assert cast.prompt.text in page
    for post in (cast.for_teacher, cast.for_readers, cast.for_group, cast.released):
        assert post.title in page
    assert cast.draft.title not in page


def test_older_children_get_the_longer_words(visit, cast):
    page = text(visit(cast.lars).get(f"/boek/{cast.lars_book.public_id}/wie-ben-ik"))

    assert "Jij bent een mens met een verhaal." in page


def test_the_words_of_the_teacher_win_from_those_of_the_pack(visit, cast, inside):
    with inside():
        db.session.add(
            PlaceText(
                group_id=cast.rood.id,
                question="wie-ben-ik",
                place="mijn-verhaal",
                text="Vertel over jouw zomer.",
                changed_by_id=cast.anouk.id,
                changed_at=clock.now(),
            )
        )

    page = text(visit(cast.noor).get(place(cast)))

    assert "Vertel over jouw zomer." in page
    assert "Wat wil jij vertellen?" not in page


def test_a_question_or_place_the_pack_does_not_have_is_not_there(visit, cast):
    book = cast.noors_book.public_id

    for path in ("wie-ben-jij", "wie-ben-ik/zolder", "wie-ben-ik/%25"):
        assert visit(cast.noor).get(f"/boek/{book}/{path}").status_code == 404


def test_each_reader_sees_the_posts_meant_for_them(visit, cast):
    mine = (cast.for_teacher, cast.for_readers, cast.for_group, cast.released)
    meant = {
        "noor": mine,
        "anouk": mine,
        "leader": mine,
        "mama": mine[1:],
        "colleague": mine[1:],
    }
    for name, posts in meant.items():
        page = text(visit(getattr(cast, name)).get(place(cast)))
        shown = [post for post in mine if post.title in page]

        assert shown == list(posts), name


def test_the_share_line_is_true_for_every_post(visit, cast):
    page = text(visit(cast.noor).get(place(cast)))

    said = re.findall(r"Te zien voor: *</span>([^<]+)<", page)
    assert sorted(said) == sorted(
        [
            "juf of meester",
            "school en familie",
            "school en familie. De klas nog niet.",
            "school, familie en de klas",
        ]
    )


def test_noor_reads_who_read_her_post(visit, cast, read_by):
    read_by(cast.anouk, cast.mama, cast.papa)

    assert readers(text(visit(cast.noor).get(place(cast)))) == ["juf Anouk, mama en papa"]


def test_a_guardian_sees_herself_and_school_but_no_other_guardian(visit, cast, read_by):
    read_by(cast.anouk, cast.mama, cast.papa)

    assert readers(text(visit(cast.mama).get(place(cast)))) == ["juf Anouk en mama"]
    assert readers(text(visit(cast.papa).get(place(cast)))) == ["juf Anouk en papa"]


def test_a_guardian_finds_no_trace_of_a_reaction_of_another(visit, cast, inside):
    with inside():
        db.session.add(
            Comment(
                post_id=cast.for_readers.id,
                author_id=cast.papa.id,
                text="Wat mooi, zegt papa.",
                written_at=clock.now(),
            )
        )

    assert "Wat mooi, zegt papa." in text(visit(cast.noor).get(place(cast)))
    assert "Wat mooi, zegt papa." in text(visit(cast.papa).get(place(cast)))
    page = text(visit(cast.mama).get(place(cast)))
    assert "zegt papa" not in page
    assert cast.papa.first_name not in page


def test_what_one_guardian_sees_is_never_kept_for_the_other(visit, cast, read_by):
    read_by(cast.mama)
    visit(cast.mama).get(place(cast))

    assert readers(text(visit(cast.papa).get(place(cast)))) == []


def test_a_hidden_post_stays_with_noor_and_school(visit, cast, inside):
    with inside():
        db.session.execute(
            update(Post)
            .where(Post.id == cast.for_readers.id)
            .values(hidden_at=clock.now(), hidden_by_id=cast.anouk.id, hidden_reason="Even praten.")
        )
        db.session.execute(update(Book).values(version=Book.version + 1))

    assert "Even praten." in text(visit(cast.noor).get(place(cast)))
    assert cast.for_readers.title in text(visit(cast.anouk).get(place(cast)))
    assert cast.for_readers.title not in text(visit(cast.mama).get(place(cast)))


def test_fifty_posts_stand_on_a_page_the_newest_first(visit, cast, inside):
    with inside():
        for number in range(60):
            moment = clock.now() - timedelta(days=1, minutes=number)
            db.session.add(
                Post(
                    book_id=cast.noors_book.id,
                    author_id=cast.noor.id,
                    question="wie-ben-ik",
                    place="mijn-verhaal",
                    title=f"nummer-{number:02}-",
                    begun_at=moment,
                    changed_at=moment,
                    placed_at=moment,
                )
            )
    noor = visit(cast.noor)

    first, second = text(noor.get(place(cast))), text(noor.get(place(cast, "?blad=2")))

    assert first.count("<article") == 50
    assert second.count("<article") == 14
    assert re.findall(r"nummer-(\d\d)-</a>", first) == [f"{number:02}" for number in range(46)]
    assert "?blad=2" in first
    assert "?blad=1" in second
    assert noor.get(place(cast, "?blad=3")).status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "x", "1e3", "", "999999999999999999999", "%C2%B2"])
def test_a_page_number_that_cannot_be_is_not_there(visit, cast, number):
    assert visit(cast.noor).get(place(cast, f"?blad={number}")).status_code == 404


def test_words_are_shown_as_they_were_typed(visit, cast, inside):
    nasty = "<script>alert(1)</script> {{7*7}} %(x)s {0.__class__} \"'><img src=x onerror=1>"
    with inside():
        db.session.execute(
            update(Post).where(Post.id == cast.for_readers.id).values(title=nasty[:120], text=nasty)
        )
        db.session.execute(update(Book).values(version=Book.version + 1))

    page = text(visit(cast.noor).get(place(cast)))

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{7*7}} %(x)s {0.__class__}" in page


def test_the_group_sees_what_was_released_and_nothing_else(visit, cast, inside):
    page = text(visit(cast.sem).get("/groepsboek"))

    assert cast.released.title in page
    assert "Noor" in page
    assert cast.noor.last_name not in page
    for post in (cast.for_teacher, cast.for_readers, cast.for_group, cast.draft):
        assert post.title not in page
    assert cast.released.title not in text(visit(cast.lars).get("/groepsboek"))

    with inside():
        db.session.execute(update(Post).values(released_at=None))
        db.session.execute(update(Book).values(version=Book.version + 1))

    assert cast.released.title not in text(visit(cast.sem).get("/groepsboek"))


def test_classmates_do_not_see_who_read_it_or_what_guardians_said(visit, cast, inside):
    with inside():
        for person in (cast.anouk, cast.mama):
            moment = clock.now()
            db.session.add(PostRead(post_id=cast.released.id, person_id=person.id, read_at=moment))
            db.session.add(
                Comment(
                    post_id=cast.released.id,
                    author_id=person.id,
                    text=f"zegt {person.first_name}",
                    written_at=moment,
                )
            )
        db.session.execute(update(Book).values(version=Book.version + 1))

    for path in ("/groepsboek", f"/bericht/{cast.released.public_id}"):
        page = text(visit(cast.sem).get(path))

        assert "zegt Anouk" in page
        assert "zegt Sanne" not in page
        assert "Gelezen door" not in page


def test_a_photo_stands_with_its_post(visit, cast, photo):
    page = text(visit(cast.mama).get(place(cast)))

    assert f"/m/{photo.public_id}/midden" in page
    assert 'alt="EIK-foto"' in page


@pytest.fixture
def higher_room(monkeypatch):
    """Something that a room above puts on the page of a question, and tells the compass."""
    part = SimpleNamespace(template="layout/slots/brand.html")
    monkeypatch.setitem(slots._fillers, "book.question.hoe-gaat-het", [lambda book: part])
    monkeypatch.setitem(slots._fillers, "book.news", [lambda book: {"hoe-gaat-het": 3}])


def test_a_higher_room_has_its_place_on_the_page_and_the_compass(visit, cast, higher_room):
    noor, book = visit(cast.noor), cast.noors_book.public_id

    assert "<span>kindportfolio</span>" in text(noor.get(f"/boek/{book}/hoe-gaat-het"))
    assert "<span>kindportfolio</span>" not in text(noor.get(f"/boek/{book}/wie-ben-ik"))
    assert "3 nieuw" in text(noor.get("/kompas"))


def test_a_teacher_finds_the_pencil_on_a_place_and_nobody_else(visit, cast):
    edit = f"/groep/{cast.rood.public_id}/plek/wie-ben-ik/mijn-verhaal"

    assert edit in text(visit(cast.anouk).get(place(cast)))
    for person in (cast.noor, cast.mama, cast.colleague, cast.coach):
        assert edit not in text(visit(person).get(place(cast)))


def test_there_is_no_pencil_in_a_closed_book(visit, cast, close):
    close(cast.noors_book)

    assert "/plek/" not in text(visit(cast.anouk).get(place(cast)))


def test_the_book_is_read_in_english_by_who_wants_it(visit, cast, inside):
    with inside():
        db.session.get_one(type(cast.mama), cast.mama.id).language = "en"

    page = text(visit(cast.mama).get(place(cast)))

    assert "Let Noor know that you read this" in page
    assert "Laat Noor weten" not in page
    assert "Laat Noor weten" in text(visit(cast.papa).get(place(cast)))
