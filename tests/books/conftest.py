"""What the tests of the book share: changing things behind the pages, and reading them back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from kindportfolio.books.models import Book, Post
from kindportfolio.core import clock
from kindportfolio.core.db import db, inside_school
from tests.cast import Cast


@pytest.fixture
def inside(app: Flask, cast: Cast) -> Callable[[], Any]:
    """``with inside():`` is at work in the database of Eikenhof, and keeps what it did."""

    @contextmanager
    def at_work() -> Iterator[None]:
        with app.app_context(), inside_school(cast.school.id):
            yield
            db.session.commit()
            db.session.remove()

    return at_work


@pytest.fixture
def stored(inside) -> Callable[[Any], Any]:
    """``stored(cast.draft)`` is that row as the database has it now."""

    def read(row: Any) -> Any:
        with inside():
            return db.session.get(type(row), row.id)

    return read


@pytest.fixture
def close(inside) -> Callable[[Book], None]:
    def now(book: Book) -> None:
        with inside():
            db.session.execute(update(Book).where(Book.id == book.id).values(closed_at=clock.now()))

    return now


@pytest.fixture
def newest(inside, cast) -> Callable[[], Post]:
    """The post of Noor that was begun last."""

    def read() -> Post:
        with inside():
            asked = select(Post).where(Post.author_id == cast.noor.id).order_by(Post.id.desc())
            return db.session.scalars(asked.limit(1)).one()

    return read


@pytest.fixture
def words() -> Callable[..., dict[str, str]]:
    """What the form of a post sends: its words, and the version they began with."""

    def of(post: Post, **changed: str) -> dict[str, str]:
        fields = {
            "title": post.title,
            "text": post.text,
            "feeling": post.feeling,
            "audience": post.audience,
            "version": str(post.version),
        }
        return fields | changed

    return of
