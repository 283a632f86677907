"""What the tests about a group share: posts as somebody placed them, and counted statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import update

from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, Post, PostRead
from kindportfolio.core import clock
from kindportfolio.core.db import db, inside_school
from kindportfolio.schools.models import Enrolment, Group, Teaching


@contextmanager
def in_school(app: Flask, cast) -> Iterator[None]:
    """Rows of the school of these people, kept when the block ends."""
    with app.app_context(), inside_school(cast.school.id):
        yield
        db.session.commit()


def place(book: Book, **more) -> Post:
    """A post of the child in its book, placed now unless said otherwise."""
    moment: datetime = more.pop("placed_at", clock.now())
    facts = {
        "author_id": book.child_id,
        "question": "wie-ben-ik",
        "place": "mijn-verhaal",
        "title": "Een titel",
        "text": "Een verhaal.",
        "audience": "readers",
    } | more
    post = Post(book_id=book.id, begun_at=moment, changed_at=moment, placed_at=moment, **facts)
    db.session.add(post)
    db.session.flush()
    return post


def read_by(person: Person, post: Post, later: timedelta = timedelta()) -> None:
    row = PostRead(post_id=post.id, person_id=person.id, read_at=post.changed_at + later)
    db.session.add(row)


def enrol(cast, group: Group, first_name: str, last_name: str = "Das") -> Book:
    """A new child in a group, with its book."""
    child = Person(
        first_name=first_name,
        last_name=last_name,
        sort_name=f"{first_name} {last_name}".lower(),
        is_child=True,
    )
    db.session.add(child)
    db.session.flush()
    year = cast.this_year
    db.session.add(
        Enrolment(child_id=child.id, group_id=group.id, year_level=2, since=year.first_day)
    )
    book = Book(
        child_id=child.id,
        school_year_id=year.id,
        group_id=group.id,
        pack_id=cast.pack.id,
        year_level=2,
    )
    db.session.add(book)
    db.session.flush()
    raise_books(group)
    return book


def raise_books(group: Group) -> None:
    """As every action does that changes what somebody can see."""
    raised = update(Group).where(Group.id == group.id).values(version=Group.version + 1)
    db.session.execute(raised)


def teach(cast, teacher: Person, group: Group) -> None:
    """From now on this teacher has the group as well."""
    since = cast.this_year.first_day
    db.session.add(Teaching(person_id=teacher.id, group_id=group.id, since=since))


def lose(cast, teacher: Person, group: Group) -> None:
    """From now on this teacher no longer has the group, but has Blauw."""
    ended = update(Teaching).where(Teaching.person_id == teacher.id, Teaching.group_id == group.id)
    db.session.execute(ended.values(ended_at=clock.now()))
    teach(cast, teacher, cast.blauw)
