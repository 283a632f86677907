"""How far the reports of a group are, per child."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import condition
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book
from kindportfolio.books.shown import joined
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.reports.models import Report, ReportRead
from kindportfolio.schools.models import Group, Guardianship


@dataclass(frozen=True)
class ReportLine:
    """One child of the group and how far its report of the period is; perhaps not begun."""

    book_id: int
    book: str
    child_id: int
    name: str
    face: str
    closed_at: datetime | None
    report_id: int | None
    report: str | None
    ready_at: datetime | None
    child_from: datetime | None
    guardians_from: datetime | None
    withdrawn_at: datetime | None

    @property
    def state(self) -> str:
        """ "none", "begun", "ready", "planned", "child", "guardians" or "withdrawn"."""
        moment = clock.now()
        if self.report is None:
            return "none"
        if self.withdrawn_at:
            return "withdrawn"
        if self.guardians_from and self.guardians_from <= moment:
            return "guardians"
        if self.child_from:
            return "child" if self.child_from <= moment else "planned"
        return "ready" if self.ready_at else "begun"

    @property
    def can_go_to_child(self) -> bool:
        return bool(self.ready_at) and self.state in ("ready", "planned", "withdrawn")

    @property
    def can_go_to_guardians(self) -> bool:
        return self.state in ("planned", "child")

    @property
    def is_done(self) -> bool:
        """Nothing is left to write."""
        return self.state in ("ready", "planned", "child", "guardians")


def lines_of(group: Group, period_id: int) -> list[ReportLine]:
    """Every child of the group, in the order of their names."""
    rows = db.session.execute(
        select(
            Book.id.label("book_id"),
            Book.public_id.label("book"),
            Book.child_id,
            Person.first_name.label("name"),
            Person.face,
            Book.closed_at,
            Report.id.label("report_id"),
            Report.public_id.label("report"),
            Report.ready_at,
            Report.child_from,
            Report.guardians_from,
            Report.withdrawn_at,
        )
        .join(Person, Person.id == Book.child_id)
        .outerjoin(Report, and_(Report.book_id == Book.id, Report.period_id == period_id))
        .where(Book.group_id == group.id)
        .order_by(Person.sort_name, Person.id)
    )
    return [ReportLine(**row._mapping) for row in rows]


def reports_named(group: Group, names: list[str], who: Viewer, need: Need) -> list[Report]:
    """The reports of this group with these public names on which the visitor has this need met."""
    asked = (
        select(Report)
        .join(Book, Book.id == Report.book_id)
        .where(Book.group_id == group.id, Report.public_id.in_(names), condition(need, who))
    )
    return list(db.session.scalars(asked))


def readers_of(group: Group, period_id: int) -> dict[int, str]:
    """Who said that they read it, by report, as the child calls them."""
    linked = and_(
        Guardianship.guardian_id == ReportRead.person_id,
        Guardianship.child_id == Book.child_id,
    )
    rows = db.session.execute(
        select(Report.id, func.coalesce(Guardianship.called, Person.called), Person.first_name)
        .join(Book, Book.id == Report.book_id)
        .join(ReportRead, ReportRead.report_id == Report.id)
        .join(Person, Person.id == ReportRead.person_id)
        .outerjoin(Guardianship, linked)
        .where(Book.group_id == group.id, Report.period_id == period_id)
        .order_by(ReportRead.read_at)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for report_id, called, first_name in rows:
        found[report_id].append(called or first_name)
    return {report_id: joined(names) for report_id, names in found.items()}


def next_to_write(group: Group, period_id: int, book: Book) -> str | None:
    """The book of the next child, by name, whose report is not done; after the last, none."""
    lines = lines_of(group, period_id)
    here = next((at for at, line in enumerate(lines) if line.book_id == book.id), len(lines))
    after = (line for line in lines[here + 1 :] if not line.is_done and not line.closed_at)
    return next((line.book for line in after), None)
