"""A report per book and period, its sections, and a teacher's own notes."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kindportfolio.books.models import Book
from kindportfolio.core.db import Base, Named, OfSchool
from kindportfolio.schools.models import Period


class Report(Named, OfSchool, Base):
    """One child, one period. Read by the child from ``child_from``, by guardians from
    ``guardians_from``; ``withdrawn_at`` takes it back. Without ``child_from`` it is a draft."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("book_id", "period_id"),)

    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), index=True)
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    child_from: Mapped[datetime | None]
    guardians_from: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    book: Mapped[Book] = relationship()
    period: Mapped[Period] = relationship()
    sections: Mapped[list["ReportSection"]] = relationship(cascade="all, delete-orphan")


class ReportSection(OfSchool, Base):
    """What stands under one heading of the template: words, and a step of its scale.

    ``version`` rises with every change. When two teachers wrote at the same time, ``text`` is
    what was saved first and ``aside`` what the other wrote, kept until somebody chose.
    """

    __tablename__ = "report_section"
    __table_args__ = (UniqueConstraint("report_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    key: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text, default="")
    step: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    aside: Mapped[str] = mapped_column(Text, default="")
    aside_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ReportRead(OfSchool, Base):
    """Somebody said that they read this report."""

    __tablename__ = "report_read"
    __table_args__ = (UniqueConstraint("report_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    read_at: Mapped[datetime]


class Note(Named, OfSchool, Base):
    """A teacher's own note about a child. Nobody else ever reads it."""

    __tablename__ = "note"

    child_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(String(4000))
    written_at: Mapped[datetime]
