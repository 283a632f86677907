"""The tenant, its years and groups, and who belongs to whom."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kindportfolio.accounts.models import Person
from kindportfolio.core.db import Base, Named, OfSchool


class School(Named, Base):
    """The tenant: everything belongs to exactly one school.

    ``mark`` names a picture, ``theme`` a look. ``guardians_react``, ``classmates_react`` and
    ``readers_react`` are off until the school turns them on. ``leads_drafts`` lets a teacher
    read drafts of the own group.
    """

    __tablename__ = "school"

    name: Mapped[str] = mapped_column(String(80), unique=True)
    region: Mapped[str] = mapped_column(String(10))
    theme: Mapped[str] = mapped_column(String(40), default="basis")
    mark: Mapped[str] = mapped_column(String(40), default="merk")
    guardians_react: Mapped[bool] = mapped_column(default=False)
    classmates_react: Mapped[bool] = mapped_column(default=False)
    readers_react: Mapped[bool] = mapped_column(default=False)
    teachers_read_drafts: Mapped[bool] = mapped_column(default=False)
    group_audience: Mapped[bool] = mapped_column(default=True)


class SchoolYear(Named, OfSchool, Base):
    """1 August to 31 July."""

    __tablename__ = "school_year"
    __table_args__ = (UniqueConstraint("school_id", "first_day"),)

    name: Mapped[str] = mapped_column(String(9))
    first_day: Mapped[date]
    last_day: Mapped[date]

    periods: Mapped[list["Period"]] = relationship(order_by="Period.number")


class Period(Named, OfSchool, Base):
    """A stretch of school days from holiday to holiday."""

    __tablename__ = "period"
    __table_args__ = (
        UniqueConstraint("school_year_id", "number"),
        CheckConstraint("first_day <= last_day", name="period_runs_forward"),
    )

    school_year_id: Mapped[int] = mapped_column(ForeignKey("school_year.id"), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    first_day: Mapped[date]
    last_day: Mapped[date]


class Group(Named, OfSchool, Base):
    """A class in one school year; it may combine year levels.

    ``colour`` is the number of a question's colour, for its door. ``home_sign_in`` shows its
    names to any device, not only to the school's tablets.
    """

    __tablename__ = "school_group"
    __table_args__ = (UniqueConstraint("school_year_id", "name"),)

    school_year_id: Mapped[int] = mapped_column(ForeignKey("school_year.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    year_levels: Mapped[list[int]] = mapped_column(JSON)
    colour: Mapped[int] = mapped_column(default=1)
    home_sign_in: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    school_year: Mapped[SchoolYear] = relationship()


class Enrolment(OfSchool, Base):
    """One child in one group from a day on; a move ends it and begins another."""

    __tablename__ = "enrolment"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("school_group.id"), index=True)
    year_level: Mapped[int]
    since: Mapped[date]
    until: Mapped[date | None]

    child: Mapped[Person] = relationship()


class Teaching(OfSchool, Base):
    """One teacher manages one group; two teachers may share it."""

    __tablename__ = "teaching"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("school_group.id"), index=True)
    since: Mapped[date]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class Guardianship(OfSchool, Base):
    """One guardian and one child. ``called`` is the child's word for them: "mama".

    With custody they read in the window. Without, only what the leader decided
    (``posts_given``, ``report_given``). ``blocked_at`` ends everything silently.
    """

    __tablename__ = "guardianship"
    __table_args__ = (UniqueConstraint("guardian_id", "child_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guardian_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    called: Mapped[str] = mapped_column(String(40))
    custody: Mapped[bool] = mapped_column(default=True)
    posts_given: Mapped[bool] = mapped_column(default=False)
    report_given: Mapped[bool] = mapped_column(default=False)
    blocked_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Reader(OfSchool, Base):
    """Somebody of the school who reads one child's or one group's books until a day.

    ``role``: "coach" (internal coach), "colleague" or "stand-in".
    """

    __tablename__ = "reader"
    __table_args__ = (
        CheckConstraint("(child_id IS NULL) <> (group_id IS NULL)", name="child_or_group"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(10))
    child_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("school_group.id"))
    until: Mapped[date | None]
    ended_at: Mapped[datetime | None]


class SchoolRole(OfSchool, Base):
    """A role over the whole school: "leader" (principal) or "office" (ICT administrator)."""

    __tablename__ = "school_role"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(10))
    ended_at: Mapped[datetime | None]


class ReadingWindow(Named, OfSchool, Base):
    """From-until in which guardians of a group may read; ``reader_id`` narrows it to one."""

    __tablename__ = "reading_window"
    __table_args__ = (CheckConstraint("opens_at < closes_at", name="window_runs_forward"),)

    group_id: Mapped[int] = mapped_column(ForeignKey("school_group.id"), index=True)
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    child_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
