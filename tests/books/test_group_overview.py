"""The overview of a group: every child, how much it placed, and what waits to be read."""

import re
from datetime import timedelta

from sqlalchemy import update

from kindportfolio.books.models import Book, Post
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.schools.models import Reader, School
from tests import scenery
from tests.books.group_help import (
    enrol,
    in_school,
    lose,
    place,
    raise_books,
    read_by,
    teach,
)
from tests.house.test_statements import statements

COUNT = re.compile(r'<td data-q="(\d)" class="cell[^"]*" data-n="\d">(\d+|·)')


def path(group, **more):
    return f"/groep/{group.public_id}" + "".join(f"?{key}={value}" for key, value in more.items())


def row_of(page, name):
    """The line of one child as HTML."""
    found = re.search(rf'<tr [^>]*data-name="{name}".*?</tr>', page.text, re.DOTALL)
    assert found, f"no line for {name}"
    return found[0]


def numbers(row):
    return {
        int(question): 0 if count == "·" else int(count) for question, count in COUNT.findall(row)
    }


def names(page):
    return re.findall(r'<tr data-row="[^"]*" data-name="([^"]+)"', page.text)


def chips(page):
    found = re.findall(r'data-filter="([^"]+)".*?<span class="num">(\d+)</span>', page.text)
    return {key: int(count) for key, count in found}


def test_juf_anouk_sees_every_child_of_her_group_in_order(visit, cast):
    page = visit(cast.anouk).get(path(cast.rood))

    assert page.status_code == 200
    assert names(page) == ["Noor", "Sem", "Yara"]


def test_posts_are_counted_per_question(app, visit, cast):
    with in_school(app, cast):
        place(cast.noors_book, question="wat-kan-ik", place="dit-kan-ik")
        raise_books(cast.rood)

    row = row_of(visit(cast.anouk).get(path(cast.rood)), "Noor")

    assert numbers(row) | {7: 0} == {1: 4, 2: 1, 3: 0, 4: 0, 5: 0, 6: 0, 7: 0}


def test_drafts_posts_in_the_bin_and_posts_of_the_teacher_do_not_count(app, visit, cast):
    with in_school(app, cast):
        place(cast.sems_book, deleted_at=clock.now())
        place(cast.sems_book, author_id=cast.anouk.id)
        place(cast.sems_book, audience="me")
        draft = place(cast.sems_book)
        draft.placed_at = None
        raise_books(cast.rood)

    row = row_of(visit(cast.anouk).get(path(cast.rood)), "Sem")

    assert set(numbers(row).values()) == {0}


def test_another_period_counts_its_own_posts(app, visit, cast):
    with in_school(app, cast):
        moment = clock.start_of(cast.this_year.first_day) + timedelta(days=3)
        place(cast.yaras_book, placed_at=moment)
        raise_books(cast.rood)
    teacher = visit(cast.anouk)

    first = re.findall(r"periode=([\w-]+)\">Zomer tot herfst", teacher.get(path(cast.rood)).text)
    page = teacher.get(path(cast.rood, periode=first[0]))

    assert numbers(row_of(page, "Yara"))[1] == 1
    assert numbers(row_of(page, "Noor"))[1] == 0


def test_a_period_of_another_school_is_not_there(visit, cast, neighbours):
    answer = visit(cast.anouk).get(path(cast.rood, periode=neighbours.period.public_id))

    assert answer.status_code == 404


def test_a_post_is_unread_until_a_teacher_of_the_group_read_it(app, visit, cast):
    with in_school(app, cast):
        db.session.execute(
            update(Post).where(Post.book_id == cast.noors_book.id).values(deleted_at=clock.now())
        )
        read_by(cast.anouk, place(cast.noors_book))
        read_by(cast.mama, place(cast.noors_book))
        raise_books(cast.rood)

    page = visit(cast.anouk).get(path(cast.rood))

    assert '<span class="new">1</span>' in row_of(page, "Noor")


def test_a_post_that_changed_after_it_was_read_is_unread_again(app, visit, cast):
    with in_school(app, cast):
        post = place(cast.sems_book)
        read_by(cast.anouk, post)
        post.changed_at = clock.now() + timedelta(minutes=1)
        raise_books(cast.rood)

    assert '<span class="new">1</span>' in row_of(visit(cast.anouk).get(path(cast.rood)), "Sem")


def test_what_one_teacher_read_is_read_for_the_other(app, visit, cast):
    with in_school(app, cast):
        teach(cast, cast.bas, cast.rood)
        read_by(cast.bas, place(cast.sems_book))
        raise_books(cast.rood)

    assert 'class="new"' not in row_of(visit(cast.anouk).get(path(cast.rood)), "Sem")


def test_a_filter_hides_the_others_but_keeps_them_on_the_page(visit, cast):
    page = visit(cast.anouk).get(path(cast.rood, toon="niets"))

    assert " hidden" in row_of(page, "Noor").split(">")[0]
    assert " hidden" not in row_of(page, "Sem").split(">")[0]


def test_the_filters_say_how_many_children_they_find(visit, cast):
    found = chips(visit(cast.anouk).get(path(cast.rood)))

    assert found == {"niets": 2, "ongelezen": 1, "zonder-1": 2, "rapport": 2}


def test_a_name_is_found_by_a_piece_of_it(visit, cast):
    page = visit(cast.anouk).get(path(cast.rood, zoek="yar"))

    assert " hidden" not in row_of(page, "Yara").split(">")[0]
    assert " hidden" in row_of(page, "Sem").split(">")[0]


def test_two_children_with_one_name_get_their_initial(app, visit, cast):
    with in_school(app, cast):
        enrol(cast, cast.rood, "Yara", "Haan")

    assert names(visit(cast.anouk).get(path(cast.rood))) == ["Noor", "Sem", "Yara H.", "Yara V."]


def test_the_rail_names_who_placed_nothing_yet(visit, cast):
    page = visit(cast.anouk).get(path(cast.rood))
    rail = page.text.split("<aside")[1]

    assert "<b>Sem</b>" in rail
    assert "<b>Noor</b>" not in rail
    assert "sinds" in rail
    assert "1 van 3 schreven" in rail


def test_cards_show_the_same_children(visit, cast):
    page = visit(cast.anouk).get(path(cast.rood, weergave="kaarten"))

    assert re.findall(r'<li class="kidcard[^>]*data-name="([^"]+)"', page.text) == [
        "Noor",
        "Sem",
        "Yara",
    ]
    assert "4 berichten" in page.text


def test_the_kept_overview_follows_the_next_post(app, visit, cast):
    teacher = visit(cast.anouk)
    teacher.get(path(cast.rood))
    with in_school(app, cast):
        place(cast.sems_book)
        db.session.execute(update(Book).where(Book.id == cast.sems_book.id).values(version=2))

    assert numbers(row_of(teacher.get(path(cast.rood)), "Sem"))[1] == 1


def test_another_teacher_a_child_and_a_parent_find_nothing(visit, cast):
    for person in (cast.bas, cast.noor, cast.mama, cast.office, cast.colleague, cast.coach):
        assert visit(person).get(path(cast.rood)).status_code == 404, person.first_name


def test_a_teacher_of_the_other_school_finds_nothing(visit, cast, neighbours):
    answer = visit(neighbours.anouk).get(path(cast.rood))

    assert answer.status_code == 404
    assert "EIK" not in answer.text


def test_a_teacher_who_left_the_group_finds_nothing_from_the_next_request_on(app, visit, cast):
    teacher = visit(cast.anouk)
    assert teacher.get(path(cast.rood)).status_code == 200
    with in_school(app, cast):
        lose(cast, cast.anouk, cast.rood)

    assert teacher.get(path(cast.rood)).status_code == 404


def test_the_leader_sees_any_group(visit, cast):
    assert visit(cast.leader).get(path(cast.rood)).status_code == 200
    assert visit(cast.leader).get(path(cast.blauw)).status_code == 200


def test_a_stand_in_counts_only_what_it_may_read(app, visit, cast):
    """Posts for the teacher alone, and hidden ones, are not in its numbers."""
    with in_school(app, cast):
        db.session.add(Reader(person_id=cast.bas.id, role="stand-in", group_id=cast.rood.id))
    visit(cast.anouk).get(path(cast.rood))

    page = visit(cast.bas).get(path(cast.rood))

    assert numbers(row_of(page, "Noor"))[1] == 3
    assert "juf EIK" not in page.text
    assert 'type="checkbox"' not in page.text
    assert "Vraag inplannen" not in page.text


def test_groups_are_listed_for_who_may_see_them(visit, cast):
    hers, all_of_them = visit(cast.anouk).get("/groepen"), visit(cast.leader).get("/groepen")

    assert "Rood EIK" in hers.text
    assert "Blauw EIK" not in hers.text
    assert "Blauw EIK" in all_of_them.text
    assert "BEU" not in all_of_them.text
    assert "Rood EIK" not in visit(cast.mama).get("/groepen").text


def test_the_overview_is_kept_and_then_asks_little(app, visit, cast):
    teacher = visit(cast.anouk)
    teacher.get(path(cast.rood))
    with statements(app) as kept:
        teacher.get(path(cast.rood))
    scenery.fill(app, cast, children=25, posts=20)
    with statements(app) as changed:
        page = teacher.get(path(cast.rood))

    assert len(names(page)) == 28
    assert len(kept) <= 7
    assert len(changed) <= 12


def test_teacher_and_leader_ask_in_two_ways_and_see_the_same(visit, cast):
    """The questions of a teacher are prepared, those of anybody else are made on the spot."""
    hers, leaders = visit(cast.anouk).get(path(cast.rood)), visit(cast.leader).get(path(cast.rood))

    for name in ("Noor", "Sem", "Yara"):
        assert row_of(hers, name) == row_of(leaders, name)


def test_a_post_for_the_child_alone_counts_only_where_teachers_read_drafts(app, visit, cast):
    with in_school(app, cast):
        place(cast.sems_book, audience="me")
        raise_books(cast.rood)
    shut = numbers(row_of(visit(cast.anouk).get(path(cast.rood)), "Sem"))[1]
    with in_school(app, cast):
        db.session.execute(update(School).values(teachers_read_drafts=True))
        raise_books(cast.rood)
    opened = numbers(row_of(visit(cast.anouk).get(path(cast.rood)), "Sem"))[1]
    leaders = numbers(row_of(visit(cast.leader).get(path(cast.rood)), "Sem"))[1]

    assert (shut, opened, leaders) == (0, 1, 0)
