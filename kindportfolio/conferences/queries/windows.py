"""The windows of a group, and who could and did read in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, Visit
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.reports.models import Report, ReportRead
from kindportfolio.schools.models import Group, Guardianship, ReadingWindow, SchoolYear


@dataclass(frozen=True)
class Window:
    """``reader``: "papa van Noor", or nothing when it is for the whole group."""

    public_id: str
    opens_at: datetime
    closes_at: datetime
    withdrawn_at: datetime | None
    reader: str
    child: str

    @property
    def state(self) -> str:
        moment = clock.now()
        if self.withdrawn_at or self.closes_at <= moment:
            return "past"
        return "open" if self.opens_at <= moment else "planned"


@dataclass(frozen=True)
class ReaderOfChild:
    """A guardian as staff sees them. ``restricted``: the school let them read nothing."""

    public_id: str
    name: str
    called: str
    restricted: bool
    book_seen: datetime | None
    report_read: datetime | None


@dataclass(frozen=True)
class ChildsReaders:
    book_id: int
    public_id: str
    name: str
    face: str
    readers: tuple[ReaderOfChild, ...]


def windows_of(group: Group) -> list[Window]:
    """All windows of a group, the latest first."""
    reader, child = aliased(Person), aliased(Person)
    linked = and_(
        Guardianship.guardian_id == ReadingWindow.reader_id,
        Guardianship.child_id == ReadingWindow.child_id,
    )
    rows = db.session.execute(
        select(
            ReadingWindow.public_id,
            ReadingWindow.opens_at,
            ReadingWindow.closes_at,
            ReadingWindow.withdrawn_at,
            func.coalesce(Guardianship.called, reader.first_name, "").label("reader"),
            func.coalesce(child.first_name, "").label("child"),
        )
        .outerjoin(reader, reader.id == ReadingWindow.reader_id)
        .outerjoin(child, child.id == ReadingWindow.child_id)
        .outerjoin(Guardianship, linked)
        .where(ReadingWindow.group_id == group.id)
        .order_by(ReadingWindow.opens_at.desc())
    )
    return [Window(**row._mapping) for row in rows]


def readers_of(group: Group) -> list[ChildsReaders]:
    """Every child of the group with its guardians, both in the order of their names."""
    rows = db.session.execute(_readers(group)).all()
    children: dict[int, list[Any]] = {}
    for row in rows:
        children.setdefault(row.book_id, []).append(row)
    return [_child(found) for found in children.values()]


def _readers(group: Group) -> Any:
    guardian = aliased(Person)
    seen = (
        select(func.max(Visit.seen_at))
        .where(Visit.person_id == guardian.id, Visit.book_id == Book.id)
        .scalar_subquery()
    )
    read = (
        select(func.max(ReportRead.read_at))
        .join(Report, Report.id == ReportRead.report_id)
        .where(ReportRead.person_id == guardian.id, Report.book_id == Book.id)
        .scalar_subquery()
    )
    linked = and_(Guardianship.child_id == Book.child_id, Guardianship.ended_at.is_(None))
    return (
        select(
            Book.id.label("book_id"),
            Person.public_id,
            Person.first_name,
            Person.face,
            guardian.public_id.label("reader_id"),
            guardian.first_name.label("reader_first"),
            guardian.prefix.label("reader_prefix"),
            guardian.last_name.label("reader_last"),
            Guardianship.called,
            Guardianship.custody,
            Guardianship.posts_given,
            Guardianship.report_given,
            Guardianship.blocked_at,
            seen.label("book_seen"),
            read.label("report_read"),
        )
        .join(Person, Person.id == Book.child_id)
        .outerjoin(Guardianship, linked)
        .outerjoin(guardian, guardian.id == Guardianship.guardian_id)
        .where(Book.group_id == group.id)
        .order_by(Person.sort_name, Person.id, guardian.sort_name)
    )


def _child(rows: Sequence[Any]) -> ChildsReaders:
    first = rows[0]
    return ChildsReaders(
        book_id=first.book_id,
        public_id=first.public_id,
        name=first.first_name,
        face=first.face,
        readers=tuple(_reader(row) for row in rows if row.reader_id),
    )


def _reader(row: Any) -> ReaderOfChild:
    given = row.custody or row.posts_given or row.report_given
    names = (row.reader_first, row.reader_prefix, row.reader_last)
    return ReaderOfChild(
        public_id=row.reader_id,
        name=" ".join(part for part in names if part),
        called=row.called,
        restricted=bool(row.blocked_at or not given),
        book_seen=row.book_seen,
        report_read=row.report_read,
    )


def last_moment(group: Group) -> datetime:
    """When the school year of a group ends: no window stays open longer."""
    asked = select(SchoolYear.last_day).where(SchoolYear.id == group.school_year_id)
    return clock.end_of(db.session.execute(asked).scalar_one())
