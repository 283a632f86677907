"""The books that the school gave somebody to read."""

from dataclasses import dataclass

from sqlalchemy import func, select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import Condition, condition
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.schools.models import Group, SchoolYear


@dataclass(frozen=True)
class ShelfGroup:
    id: int
    public_id: str
    name: str
    children: int


@dataclass(frozen=True)
class ShelfBook:
    group_id: int
    public_id: str
    name: str
    face: str


def groups_to_read(who: Viewer) -> list[ShelfGroup]:
    """The groups of this year with a book for this reader, and how many books that are."""
    rows = db.session.execute(
        select(Group.id, Group.public_id, Group.name, func.count(Book.id).label("children"))
        .join(Book, Book.group_id == Group.id)
        .join(SchoolYear, SchoolYear.id == Book.school_year_id)
        .where(*_given(who))
        .group_by(Group.id, Group.public_id, Group.name)
        .order_by(Group.name)
    )
    return [ShelfGroup(**row._mapping) for row in rows]


def books_to_read(who: Viewer, group_ids: list[int]) -> list[ShelfBook]:
    """The books of these groups for this reader, in the order of the children's names."""
    rows = db.session.execute(
        select(Book.group_id, Book.public_id, Person.first_name.label("name"), Person.face)
        .join(Person, Person.id == Book.child_id)
        .join(SchoolYear, SchoolYear.id == Book.school_year_id)
        .where(*_given(who), Book.group_id.in_(group_ids))
        .order_by(Person.sort_name, Person.id)
    )
    return [ShelfBook(**row._mapping) for row in rows]


def _given(who: Viewer) -> tuple[Condition, ...]:
    today = clock.today()
    return (
        SchoolYear.first_day <= today,
        SchoolYear.last_day >= today,
        condition(Need.READ_FOR_SCHOOL, who),
    )
