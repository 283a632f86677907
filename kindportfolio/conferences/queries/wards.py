"""The own children of a guardian: is the window open, what is there, what is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import condition
from kindportfolio.access.viewer import Viewer, Ward
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, Post, Visit
from kindportfolio.core.db import db
from kindportfolio.reports.models import Report, ReportRead
from kindportfolio.schools.models import Period, SchoolYear


@dataclass(frozen=True)
class OwnBook:
    """``new``: how many posts were placed since the last visit."""

    public_id: str
    year: str
    closed: bool
    seen_at: datetime | None
    new: int


@dataclass(frozen=True)
class OwnReport:
    public_id: str
    period: str
    year: str
    read: bool


@dataclass(frozen=True)
class OwnChild:
    """Outside the window nothing but the first name is known here."""

    name: str
    ward: Ward
    face: str = ""
    books: tuple[OwnBook, ...] = ()
    reports: tuple[OwnReport, ...] = ()

    @property
    def reports_now(self) -> list[OwnReport]:
        """Those of the newest school year."""
        return [one for one in self.reports if one.year == self.reports[0].year]

    @property
    def reports_before(self) -> list[OwnReport]:
        return list(self.reports[len(self.reports_now) :])


def own_children(who: Viewer) -> list[OwnChild]:
    """The children this guardian has a right to read, in the order of their names."""
    wards = {ward.child_id: ward for ward in who.wards.values() if ward.posts or ward.report}
    if not wards:
        return []
    people = db.session.execute(
        select(Person.id, Person.first_name, Person.face)
        .where(Person.id.in_(wards))
        .order_by(Person.sort_name)
    ).all()
    books, reports = _books(who), _reports(who)
    return [
        OwnChild(
            name=row.first_name,
            ward=wards[row.id],
            face=row.face,
            books=tuple(books.get(row.id, ())),
            reports=tuple(reports.get(row.id, ())),
        )
        if wards[row.id].open
        else OwnChild(name=row.first_name, ward=wards[row.id])
        for row in people
    ]


def _books(who: Viewer) -> dict[int, list[OwnBook]]:
    if not who.reads_posts:
        return {}
    rows = db.session.execute(
        select(
            Book.id,
            Book.child_id,
            Book.public_id,
            Book.closed_at,
            SchoolYear.name.label("year"),
            _last_visit(who).label("seen_at"),
        )
        .join(SchoolYear, SchoolYear.id == Book.school_year_id)
        .where(Book.child_id.in_(who.reads_posts), condition(Need.READ_BOOK, who))
        .order_by(SchoolYear.first_day.desc())
    ).all()
    new = _new(who, [row.id for row in rows if row.closed_at is None])
    found: dict[int, list[OwnBook]] = {}
    for row in rows:
        book = OwnBook(
            row.public_id, row.year, row.closed_at is not None, row.seen_at, new.get(row.id, 0)
        )
        found.setdefault(row.child_id, []).append(book)
    return found


def _last_visit(who: Viewer) -> Any:
    return (
        select(func.max(Visit.seen_at))
        .where(Visit.book_id == Book.id, Visit.person_id == who.person_id)
        .correlate(Book)
        .scalar_subquery()
    )


def _new(who: Viewer, book_ids: Iterable[int]) -> dict[int, int]:
    seen_at = _last_visit(who)
    rows = db.session.execute(
        select(Post.book_id, func.count(Post.id))
        .join(Book, Book.id == Post.book_id)
        .where(
            Post.book_id.in_(book_ids),
            Post.placed_at.is_not(None),
            condition(Need.READ_POST, who),
            or_(seen_at.is_(None), Post.placed_at > seen_at),
        )
        .group_by(Post.book_id)
    )
    return dict(rows.all())


def _reports(who: Viewer) -> dict[int, list[OwnReport]]:
    if not who.reads_reports:
        return {}
    read = (
        select(ReportRead.id)
        .where(ReportRead.report_id == Report.id, ReportRead.person_id == who.person_id)
        .exists()
    )
    rows = db.session.execute(
        select(
            Book.child_id,
            Report.public_id,
            Period.name.label("period"),
            SchoolYear.name.label("year"),
            read.label("read"),
        )
        .join(Book, Book.id == Report.book_id)
        .join(Period, Period.id == Report.period_id)
        .join(SchoolYear, SchoolYear.id == Book.school_year_id)
        .where(Book.child_id.in_(who.reads_reports), condition(Need.READ_REPORT, who))
        .order_by(Period.first_day.desc())
    )
    found: dict[int, list[OwnReport]] = {}
    for row in rows:
        report = OwnReport(row.public_id, row.period, row.year, row.read)
        found.setdefault(row.child_id, []).append(report)
    return found
