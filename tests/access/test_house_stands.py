"""The house as a whole: schools are apart, pages without a need stay shut."""

import pytest
from sqlalchemy import exists, func, select, union_all

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


PARTS = {
    "a union": union_all(select(Book.school_id), select(Book.school_id)),
    "one subquery": select(select(func.max(Book.school_id)).scalar_subquery()),
    "rows of a subquery": select(union_all(select(Book.school_id)).subquery().c.school_id),
}


@pytest.mark.parametrize("statement", PARTS.values(), ids=PARTS)
def test_parts_of_a_query_keep_to_the_school_too(statement, app, cast, neighbours):
    with app.app_context():
        with inside_school(cast.school.id):
            ours = set(db.session.scalars(statement))
        with inside_school(neighbours.school.id):
            theirs = set(db.session.scalars(statement))
        with pytest.raises(Unscoped):
            db.session.execute(statement).all()

    assert ours == {cast.school.id}
    assert theirs == {neighbours.school.id}


def test_whether_a_row_exists_is_asked_of_the_own_school(app, cast, neighbours):
    there = select(exists().where(Book.public_id == neighbours.noors_book.public_id))
    with app.app_context(), inside_school(cast.school.id):
        assert db.session.execute(there).scalar_one() is False
    with app.app_context(), inside_school(neighbours.school.id):
        assert db.session.execute(there).scalar_one() is True


def test_a_page_hung_without_a_need_stays_shut(app, visit):
    app.add_url_rule("/open", view_func=lambda: "secret")

    assert visit().get("/open").status_code == 404
