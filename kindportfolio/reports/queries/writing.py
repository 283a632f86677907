"""What a teacher wants beside a report: the sections, last time, the other children, own notes."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import condition
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, Post
from kindportfolio.core.db import db
from kindportfolio.packs.queries import content_of, image_path
from kindportfolio.packs.reader import PackContent, Section
from kindportfolio.reports.models import Note, Report, ReportSection
from kindportfolio.schools.models import Group, Guardianship, Period

MOST_POSTS = 4
MOST_NOTES = 5


@dataclass(frozen=True)
class Around:
    """A report with everything it stands in."""

    report: Report
    book: Book
    child: Person
    group: Group
    period: Period

    @property
    def content(self) -> PackContent:
        return content_of(self.book.pack_id)

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.content.report.sections_for(self.book.year_level)

    @property
    def steps(self) -> int:
        return len(self.content.report.scale)

    @property
    def scale(self) -> list[tuple[str, str]]:
        """The steps in order, each with its picture."""
        pack = self.content
        return [(one.title, image_path(pack, one.image)) for one in pack.report.scale]


@dataclass
class Written:
    """What stands under one heading now, and what stood there in earlier periods."""

    text: str = ""
    step: int | None = None
    version: int = 0
    aside: str = ""
    aside_by: str = ""
    earlier: list[tuple[str, str, int | None]] = field(default_factory=list)

    @property
    def last(self) -> tuple[str, str, int | None] | None:
        """Period, words and step of the last time something stood here."""
        return self.earlier[-1] if self.earlier else None


@dataclass(frozen=True)
class Recent:
    public_id: str
    question: str
    title: str
    text: str
    placed_at: datetime


def around(report: Report) -> Around:
    """The report that was loaded, with its book, child, group and period."""
    row = db.session.execute(
        select(Book, Person, Group, Period)
        .join(Report, Report.book_id == Book.id)
        .join(Person, Person.id == Book.child_id)
        .join(Group, Group.id == Book.group_id)
        .join(Period, Period.id == Report.period_id)
        .where(Report.id == report.id)
    ).one()
    return Around(report, *row)


def written_in(here: Around) -> dict[str, Written]:
    """The sections of this report by key, each with those of earlier periods of the year."""
    other = aliased(Person)
    rows = db.session.execute(
        select(
            ReportSection.key,
            ReportSection.text,
            ReportSection.step,
            ReportSection.version,
            ReportSection.aside,
            other.called,
            other.first_name,
            Period.number,
            Period.name.label("period"),
        )
        .join(Report, Report.id == ReportSection.report_id)
        .join(Period, Period.id == Report.period_id)
        .outerjoin(other, other.id == ReportSection.aside_by_id)
        .where(Report.book_id == here.book.id, Period.number <= here.period.number)
        .order_by(Period.number)
    )
    found: dict[str, Written] = defaultdict(Written)
    for row in rows:
        section = found[row.key]
        if row.number < here.period.number:
            section.earlier.append((row.period, row.text, row.step))
        else:
            section.text, section.step, section.version = row.text, row.step, row.version
            section.aside, section.aside_by = row.aside, row.called or row.first_name or ""
    return found


def own_notes(child_id: int, who: Viewer) -> list[Note]:
    """What this visitor noted about the child, the newest first."""
    asked = select(Note).where(Note.child_id == child_id, condition(Need.KEEP_NOTE, who))
    return list(db.session.scalars(asked.order_by(Note.written_at.desc())))


def recent_posts(here: Around, who: Viewer) -> list[Recent]:
    """What the child placed last."""
    rows = db.session.execute(
        select(Post.public_id, Post.question, Post.title, Post.text, Post.placed_at)
        .where(
            Post.book_id == here.book.id,
            Post.placed_at.is_not(None),
            Post.deleted_at.is_(None),
            condition(Need.READ_POST, who),
        )
        .order_by(Post.placed_at.desc())
        .limit(MOST_POSTS)
    )
    return [Recent(**row._mapping) for row in rows]


def guardians_of(child_id: int) -> list[str]:
    """The guardians who may read a report of this child, by their own names."""
    given = or_(Guardianship.custody, Guardianship.report_given)
    rows = db.session.execute(
        select(Person.first_name, Person.prefix, Person.last_name)
        .join(Guardianship, Guardianship.guardian_id == Person.id)
        .where(
            Guardianship.child_id == child_id,
            Guardianship.ended_at.is_(None),
            Guardianship.blocked_at.is_(None),
            given,
        )
        .order_by(Person.sort_name)
    )
    return [" ".join(part for part in row if part) for row in rows]
