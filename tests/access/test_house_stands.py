"""The house as a whole: schools are apart, pages without a need stay shut."""

import pytest
from sqlalchemy import select

from kindportfolio.books.models import Book
from kindportfolio.core.db import Unscoped, db, inside_school


def test_a_query_without_a_school_is_refused(app):
    with app.app_context(), pytest.raises(Unscoped):
        db.session.execute(select(Book)).all()


def test_a_query_finds_only_rows_of_the_school_entered(app, cast, neighbours):
    with app.app_context(), inside_school(cast.school.id):
        found = set(db.session.scalars(select(Book.school_id)))
        theirs = db.session.get(Book, neighbours.noors_book.id)

    assert found == {cast.school.id}
    assert theirs is None


def test_a_page_hung_without_a_need_stays_shut(app, visit):
    app.add_url_rule("/open", view_func=lambda: "secret")

    assert visit().get("/open").status_code == 404
