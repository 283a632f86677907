"""A guardian finds all own children, what is open and new, and nobody else's."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from kindportfolio.core import clock
from kindportfolio.schools.models import Guardianship, ReadingWindow
from tests.rows import at_school, change, put


def page(visitor) -> str:
    return visitor.get("/mijn-kinderen").get_data(as_text=True)


def test_one_page_shows_every_own_child_each_with_its_own_window(visit, cast):
    shown = page(visit(cast.fatma))

    assert f"/lezen/{cast.sems_book.public_id}" in shown
    assert f"/lezen/{cast.lars_book.public_id}" not in shown
    assert "Het boek is nu dicht voor lezers." in shown
    assert "Noor" not in shown


def test_a_window_of_the_other_group_opens_the_other_child(app, visit, cast):
    row = ReadingWindow(
        group_id=cast.blauw.id,
        opens_at=clock.now() - timedelta(hours=1),
        closes_at=clock.now() + timedelta(hours=1),
        opened_by_id=cast.bas.id,
    )
    put(app, cast, row)
    fatma = visit(cast.fatma)

    assert fatma.get(f"/lezen/{cast.sems_book.public_id}").status_code == 200
    assert fatma.get(f"/lezen/{cast.lars_book.public_id}").status_code == 200
    assert fatma.get(f"/lezen/{cast.noors_book.public_id}").status_code == 404


def test_what_is_new_is_counted_since_the_last_visit(visit, cast):
    mama = visit(cast.mama)
    first = page(mama)
    mama.get(f"/lezen/{cast.noors_book.public_id}")

    assert "3 nieuw" in first
    assert "nieuw<" not in page(mama)


def test_the_report_and_earlier_books_are_there(visit, cast):
    shown = page(visit(cast.mama))

    assert f"/rapport/{cast.report.public_id}" in shown
    assert f"/lezen/{cast.noors_old_book.public_id}" in shown
    assert "nog niet gelezen" in shown


def test_nothing_of_another_guardian_is_on_the_page(visit, cast):
    shown = page(visit(cast.mama))

    for name in ("Peter", "Greet", "Jan Raaf", "papa", "oma"):
        assert name not in shown


def test_outside_the_window_only_the_first_name_is_known(app, visit, cast):
    change(app, cast, cast.window, withdrawn_at=clock.now())
    shown = page(visit(cast.mama))

    assert "Noor" in shown
    for hidden in ("/lezen/", "/rapport/", "nieuw", cast.rood.name):
        assert hidden not in shown


def test_without_custody_nothing_is_there_until_the_school_decides(app, visit, cast):
    before = page(visit(cast.oma))
    with_posts = given(app, visit, cast, posts_given=True)
    with_report = given(app, visit, cast, posts_given=False, report_given=True)

    assert "Noor" not in before
    assert f"/lezen/{cast.noors_book.public_id}" in with_posts
    assert "/rapport/" not in with_posts
    assert "/lezen/" not in with_report
    assert f"/rapport/{cast.report.public_id}" in with_report


def given(app, visit, cast, **rights) -> str:
    with at_school(app, cast) as session:
        session.execute(
            update(Guardianship).where(Guardianship.guardian_id == cast.oma.id).values(**rights)
        )
    return page(visit(cast.oma))


@pytest.mark.parametrize("person", ["noor", "anouk", "leader", "office"])
def test_who_has_no_children_here_goes_to_the_own_start(person, visit, cast):
    assert visit(getattr(cast, person)).get("/mijn-kinderen").location == "/"


def test_only_the_report_is_open_to_who_was_given_only_the_report(app, visit, cast, photo):
    given(app, visit, cast, report_given=True)
    oma = visit(cast.oma)
    report = oma.get(f"/rapport/{cast.report.public_id}")

    assert report.status_code == 200
    assert cast.rood.name not in report.get_data(as_text=True)
    for path in (
        f"/lezen/{cast.noors_book.public_id}",
        f"/boek/{cast.noors_book.public_id}",
        f"/bericht/{cast.for_readers.public_id}",
        f"/m/{photo.public_id}/klein",
    ):
        assert oma.get(path).status_code == 404
