"""A report as it is read: the letter, and the pots that grew over the periods."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import condition
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book
from kindportfolio.core.db import db
from kindportfolio.packs.queries import content_of
from kindportfolio.packs.reader import PackContent
from kindportfolio.reports.models import Report, ReportRead, ReportSection
from kindportfolio.schools.models import Guardianship, Period, SchoolYear


@dataclass(frozen=True)
class Facts:
    """What stands around a report. ``teacher`` is who handed it out, or else began it."""

    book_id: int
    book: str
    child: str
    child_id: int
    group_id: int
    pack_id: int
    year_level: int
    name: str
    face: str
    period: str
    period_number: int
    year: str
    teacher: str
    teacher_face: str
    guided: bool

    @property
    def content(self) -> PackContent:
        return content_of(self.pack_id)


@dataclass(frozen=True)
class Step:
    """What stood under one heading in one period."""

    period: str
    number: int
    key: str
    text: str
    step: int | None


@dataclass(frozen=True)
class Read:
    person_id: int
    name: str
    at: datetime


@dataclass(frozen=True)
class Listed:
    public_id: str
    period: str
    opened: datetime | None
    read: bool


def facts_of(report: Report, who: Viewer) -> Facts:
    """``guided``: this visitor also reads it as a draft."""
    teacher = aliased(Person)
    row = db.session.execute(
        select(
            Book.id.label("book_id"),
            Book.public_id.label("book"),
            Person.public_id.label("child"),
            Book.child_id,
            Book.group_id,
            Book.pack_id,
            Book.year_level,
            Person.first_name.label("name"),
            Person.face,
            Period.name.label("period"),
            Period.number.label("period_number"),
            SchoolYear.name.label("year"),
            teacher.called,
            teacher.first_name.label("teacher_name"),
            teacher.face.label("teacher_face"),
            condition(Need.READ_REPORT_DRAFT, who).label("guided"),
        )
        .join(Report, Report.book_id == Book.id)
        .join(Person, Person.id == Book.child_id)
        .join(Period, Period.id == Report.period_id)
        .join(SchoolYear, SchoolYear.id == Book.school_year_id)
        .join(teacher, teacher.id == func.coalesce(Report.published_by_id, Report.begun_by_id))
        .where(Report.id == report.id)
    ).one()
    facts = dict(row._mapping)
    called, first_name = facts.pop("called"), facts.pop("teacher_name")
    return Facts(**facts, teacher=called or first_name)


def steps_until(facts: Facts, who: Viewer) -> list[Step]:
    """What stands in this report and in earlier ones of the book that this visitor may read."""
    rows = db.session.execute(
        select(
            Period.name, Period.number, ReportSection.key, ReportSection.text, ReportSection.step
        )
        .join(Report, Report.id == ReportSection.report_id)
        .join(Period, Period.id == Report.period_id)
        .where(
            Report.book_id == facts.book_id,
            Period.number <= facts.period_number,
            condition(Need.READ_REPORT, who),
        )
        .order_by(Period.number)
    )
    return [Step(*row) for row in rows]


def reads_of(report: Report, facts: Facts) -> list[Read]:
    """Who said that they read it, under the name the child has for them."""
    linked = and_(
        Guardianship.guardian_id == ReportRead.person_id,
        Guardianship.child_id == facts.child_id,
    )
    rows = db.session.execute(
        select(
            ReportRead.person_id,
            func.coalesce(Guardianship.called, Person.called),
            Person.first_name,
            ReportRead.read_at,
        )
        .join(Person, Person.id == ReportRead.person_id)
        .outerjoin(Guardianship, linked)
        .where(ReportRead.report_id == report.id)
        .order_by(ReportRead.read_at)
    )
    return [Read(person_id, called or first, at) for person_id, called, first, at in rows]


def called_guardians(child_id: int) -> list[str]:
    """How a child calls the guardians who may read its report."""
    given = Guardianship.custody | Guardianship.report_given
    rows = db.session.scalars(
        select(Guardianship.called)
        .where(
            Guardianship.child_id == child_id,
            Guardianship.ended_at.is_(None),
            Guardianship.blocked_at.is_(None),
            given,
        )
        .order_by(Guardianship.id)
    )
    return list(rows)


def reports_of(book_id: int, who: Viewer) -> Sequence[Listed]:
    """The reports of a book that this visitor may read, the latest first."""
    return [Listed(**row._mapping) for row in db.session.execute(_listed(book_id, who))]


def _listed(book_id: int, who: Viewer) -> Any:
    read = (
        select(ReportRead.id)
        .where(ReportRead.report_id == Report.id, ReportRead.person_id == who.person_id)
        .exists()
    )
    opened = Report.child_from if who.is_child else Report.guardians_from
    return (
        select(
            Report.public_id,
            Period.name.label("period"),
            opened.label("opened"),
            read.label("read"),
        )
        .join(Period, Period.id == Report.period_id)
        .where(Report.book_id == book_id, condition(Need.READ_REPORT, who))
        .order_by(Period.number.desc())
    )
