"""Prepared statements keep to their school, and give back what a plain one gives."""

import pytest
from sqlalchemy import bindparam, select

from kindportfolio.books.models import Book, Post
from kindportfolio.core.db import Unscoped, db, inside_school
from kindportfolio.core.prepared import Prepared


def test_a_prepared_statement_answers_for_the_school_entered(app, cast, neighbours):
    asked = Prepared(
        lambda: select(Post.title, Post.placed_at).where(
            Post.school_id == bindparam("school"), Post.audience == "group"
        )
    )

    with app.app_context(), inside_school(cast.school.id):
        ours = asked.rows()
        plain = db.session.execute(
            select(Post.title, Post.placed_at).where(Post.audience == "group")
        ).all()
    with app.app_context(), inside_school(neighbours.school.id):
        theirs = asked.rows()

    assert sorted(map(tuple, ours)) == sorted(map(tuple, plain))
    assert all("BEU" in row.title for row in theirs)


def test_a_prepared_statement_without_a_school_is_refused(app, cast):
    asked = Prepared(lambda: select(Book.id))

    with app.app_context(), inside_school(cast.school.id), pytest.raises(Unscoped):
        asked.rows()
