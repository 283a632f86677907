"""What a teacher wants to know of a group and its children."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Date, Select, and_, bindparam, case, func, or_, select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import condition, facts, permitted
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, Post, Prompt
from kindportfolio.books.prompt_queries import BEGINS, ENDS
from kindportfolio.books.waiting_queries import GROUP, SCHOOL, placed_by_child, unread
from kindportfolio.core import clock
from kindportfolio.core.db import Moment, db
from kindportfolio.core.prepared import Prepared
from kindportfolio.schools.models import Group, SchoolYear
from kindportfolio.schools.queries import Stretch


@dataclass(frozen=True)
class Row:
    """One child of the group. ``counts``: posts in the period by question key."""

    book: str
    child_id: int
    name: str
    initial: str
    face: str
    counts: dict[str, int]
    unread: int
    last: datetime | None


@dataclass(frozen=True)
class ListedGroup:
    public_id: str
    name: str
    colour: int
    year: str
    is_current: bool
    children: int


def groups_seen(who: Viewer) -> list[ListedGroup]:
    """The groups this visitor may see, those of this year first."""
    today = clock.today()
    current = and_(SchoolYear.first_day <= today, SchoolYear.last_day >= today)
    children = select(func.count(Book.id)).where(Book.group_id == Group.id).scalar_subquery()
    rows = db.session.execute(
        select(
            Group.public_id,
            Group.name,
            Group.colour,
            SchoolYear.name.label("year"),
            current.label("is_current"),
            children.label("children"),
        )
        .join(SchoolYear, SchoolYear.id == Group.school_year_id)
        .where(condition(Need.SEE_GROUP, who))
        .order_by(SchoolYear.first_day.desc(), Group.name)
    )
    return [ListedGroup(**row._mapping) for row in rows]


def state_of(group_id: int) -> tuple[int, ...]:
    """Numbers that change with everything the overview of a group shows, however it changes."""
    return tuple(int(number) for number in _STATE.rows(group=group_id, moment=clock.now())[0])


def _state() -> Select[Any]:
    """Books by their versions; prompts by how many of their moments have come."""
    moment = bindparam("moment", type_=Moment)
    turned = case((Prompt.opens_at <= moment, 1), else_=0) + case(
        (Prompt.closes_at <= moment, 1), else_=0
    )
    prompts = select(func.coalesce(func.sum(turned), 0)).where(
        Prompt.group_id == GROUP, Prompt.school_id == SCHOOL
    )
    return select(
        func.count(Book.id),
        func.coalesce(func.sum(Book.id), 0),
        func.coalesce(func.sum(Book.version), 0),
        prompts.scalar_subquery(),
    ).where(Book.group_id == GROUP, Book.school_id == SCHOOL)


_STATE = Prepared(_state)


def rows_of(group_id: int, stretch: Stretch, who: Viewer) -> list[Row]:
    """The children of a group in alphabetical order, with what they placed in the period.

    A child that left the school before the period began is not in it.
    """
    return _by_child(
        _ROWS.rows(
            group=group_id,
            begins=stretch.begins_at,
            ends=stretch.ends_at,
            first_day=stretch.begins,
            **facts(who),
        )
    )


def _rows() -> Any:
    within = and_(Post.placed_at >= BEGINS, Post.placed_at < ENDS)
    waits = and_(Post.id.is_not(None), unread())
    return (
        select(
            Book.public_id,
            Book.child_id,
            Person.first_name,
            func.substr(Person.last_name, 1, 1).label("initial"),
            Person.face,
            Post.question,
            func.sum(case((within, 1), else_=0)).label("placed"),
            func.sum(case((waits, 1), else_=0)).label("unread"),
            func.max(Post.placed_at).label("last"),
        )
        .select_from(Book)
        .join(Person, Person.id == Book.child_id)
        .outerjoin(Post, and_(Post.book_id == Book.id, placed_by_child()))
        .where(
            Book.group_id == GROUP,
            Book.school_id == SCHOOL,
            permitted(Need.READ_BOOK),
            or_(Person.left_on.is_(None), Person.left_on >= bindparam("first_day", type_=Date())),
        )
        .group_by(Book.id, Person.id, Post.question)
        .order_by(Person.sort_name, Book.id)
    )


_ROWS = Prepared(_rows)


def _by_child(found: Sequence[Any]) -> list[Row]:
    together: dict[str, list[Any]] = {}
    for row in found:
        together.setdefault(row.public_id, []).append(row)
    return [
        Row(
            book=book,
            child_id=rows[0].child_id,
            name=rows[0].first_name,
            initial=rows[0].initial,
            face=rows[0].face,
            counts={row.question: int(row.placed) for row in rows if row.question},
            unread=sum(int(row.unread) for row in rows),
            last=max((row.last for row in rows if row.last), default=None),
        )
        for book, rows in together.items()
    ]


def children_in(group_id: int) -> int:
    """How many children have a book in this group."""
    return db.session.execute(
        select(func.count(Book.id)).where(Book.group_id == group_id)
    ).scalar_one()


def sister_groups(group: Group, who: Viewer) -> list[tuple[str, str]]:
    """Name and title of the other groups of the same year that this visitor may furnish."""
    rows = db.session.execute(
        select(Group.public_id, Group.name)
        .where(
            Group.school_year_id == group.school_year_id,
            Group.id != group.id,
            condition(Need.FURNISH_GROUP, who),
        )
        .order_by(Group.name)
    )
    return [(public_id, name) for public_id, name in rows]


def called(person_id: int) -> str:
    """How children call an adult: "juf Anouk"."""
    asked = select(Person.called, Person.first_name).where(Person.id == person_id)
    by_children, first_name = db.session.execute(asked).one()
    return by_children or first_name


def children_of(group_id: int, who: Viewer) -> list[tuple[str, str]]:
    """The open books of a group by name, with the first name of their child, in order."""
    rows = db.session.execute(
        select(Book.public_id, Person.first_name)
        .join(Person, Person.id == Book.child_id)
        .where(
            Book.group_id == group_id,
            Book.closed_at.is_(None),
            Person.left_on.is_(None),
            condition(Need.READ_BOOK, who),
        )
        .order_by(Person.sort_name)
    )
    return [(public_id, first_name) for public_id, first_name in rows]


def books_of(group: Group, names: Sequence[str]) -> list[Book]:
    """Those of these books that are of the group."""
    asked = select(Book).where(Book.group_id == group.id, Book.public_id.in_(names))
    return list(db.session.scalars(asked))


@dataclass(frozen=True)
class OwnPost:
    """One post that a teacher put in several books."""

    post: str
    question: str
    title: str
    text: str
    placed_at: datetime
    books: int
    thrown_away: bool


def own_posts(group_id: int, who: Viewer) -> list[OwnPost]:
    """What this teacher put in the books of a group, the newest first; the bin included."""
    rows = db.session.execute(
        select(
            func.min(Post.public_id).label("post"),
            Post.question,
            Post.title,
            func.substr(Post.text, 1, 120).label("text"),
            Post.placed_at,
            func.count(Post.id).label("books"),
            Post.deleted_at.is_not(None).label("thrown_away"),
        )
        .join(Book, Book.id == Post.book_id)
        .where(
            Book.group_id == group_id,
            Post.author_id == who.person_id,
            Post.placed_at.is_not(None),
            condition(Need.WRITE_POST, who),
        )
        .group_by(
            Post.placed_at,
            Post.question,
            Post.title,
            Post.text,
            Post.deleted_at.is_not(None),
        )
        .order_by(Post.placed_at.desc())
        .limit(50)
    )
    return [OwnPost(**row._mapping) for row in rows]
