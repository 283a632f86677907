"""The house as a whole: schools are apart, pages without a need stay shut."""

import pytest
from sqlalchemy import select

from kindportfolio.books.models import Book, Visit
from kindportfolio.core import clock
from kindportfolio.core.db import Unscoped, across_schools, db, inside_school


def test_a_query_without_a_school_is_refused(app):
    with app.app_context(), pytest.raises(Unscoped):
        db.session.execute(select(Book)).all()


def test_a_query_finds_only_rows_of_the_school_entered(app, cast, neighbours):
    with app.app_context(), inside_school(cast.school.id):
        found = set(db.session.scalars(select(Book.school_id)))
        theirs = db.session.get(Book, neighbours.noors_book.id)

    assert found == {cast.school.id}
    assert theirs is None


def test_what_a_look_across_schools_flushes_still_gets_its_school(app, cast):
    """As when a page that wrote something also notes that its visitor is still there."""
    with app.app_context(), inside_school(cast.school.id):
        visit = Visit(person_id=cast.noor.id, book_id=cast.noors_book.id, seen_at=clock.now())
        db.session.add(visit)
        with across_schools():
            db.session.execute(select(Book.id)).all()

        assert visit.school_id == cast.school.id


def test_a_page_hung_without_a_need_stays_shut(app, visit):
    app.add_url_rule("/open", view_func=lambda: "secret")

    assert visit().get("/open").status_code == 404
