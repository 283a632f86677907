"""What pages want to know of years, periods, groups and who teaches them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Integer, bindparam, select

from kindportfolio.accounts.models import Person
from kindportfolio.core import clock
from kindportfolio.core.prepared import Prepared
from kindportfolio.schools.models import Period, SchoolYear, Teaching


@dataclass(frozen=True)
class Stretch:
    """A period with the holiday after it, so that every day of a year lies in exactly one.

    School is kept from ``first_day`` to ``last_day``; the stretch itself runs on until ``ends``.
    A year without periods is one stretch that has no ``public_id``.
    """

    id: int | None
    public_id: str
    name: str
    first_day: date
    last_day: date
    begins: date
    ends: date

    @property
    def begins_at(self) -> datetime:
        return clock.start_of(self.begins)

    @property
    def ends_at(self) -> datetime:
        """The first moment that is no longer in it."""
        return clock.start_of(self.ends + timedelta(days=1))

    @property
    def holiday_after(self) -> bool:
        """Whether more than a weekend lies between the last school day and what comes next."""
        return (self.ends - self.last_day).days > 2

    def __contains__(self, day: date) -> bool:
        return self.begins <= day <= self.ends


@dataclass(frozen=True)
class Year:
    """A school year with its stretches, in order; there is always at least one."""

    id: int
    name: str
    first_day: date
    last_day: date
    stretches: tuple[Stretch, ...]

    def at(self, day: date) -> Stretch:
        """The stretch of that day; before the year the first, after it the last."""
        here = (stretch for stretch in self.stretches if stretch.ends >= day)
        return next(here, self.stretches[-1])

    def named(self, public_id: str | None) -> Stretch | None:
        """The stretch of the period with that name, or none."""
        found = (stretch for stretch in self.stretches if stretch.public_id == public_id)
        return next(found, None) if public_id else None


def year_of(school_year_id: int) -> Year:
    """One school year and its periods."""
    rows = _YEAR.rows(year=school_year_id)
    year, first, last = rows[0].year, rows[0].year_from, rows[0].year_until
    whole = Stretch(None, "", year, first, last, first, last)
    periods = [row for row in rows if row.id is not None]
    if not periods:
        return Year(school_year_id, year, first, last, (whole,))
    begins = [first, *(row.first_day for row in periods[1:])]
    ends = [*(after - timedelta(days=1) for after in begins[1:]), last]
    stretches = tuple(
        Stretch(row.id, row.public_id, row.name, row.first_day, row.last_day, begin, end)
        for row, begin, end in zip(periods, begins, ends, strict=True)
    )
    return Year(school_year_id, year, first, last, stretches)


def _year() -> Any:
    return (
        select(
            SchoolYear.name.label("year"),
            SchoolYear.first_day.label("year_from"),
            SchoolYear.last_day.label("year_until"),
            Period.id,
            Period.public_id,
            Period.name,
            Period.first_day,
            Period.last_day,
        )
        .outerjoin(Period, Period.school_year_id == SchoolYear.id)
        .where(SchoolYear.id == bindparam("year"), SchoolYear.school_id == bindparam("school"))
        .order_by(Period.first_day)
    )


_YEAR = Prepared(_year)


def teachers_of(group_id: int) -> list[str]:
    """How children call the teachers of a group: "juf Anouk"."""
    return [row.called or row.first_name for row in _TEACHERS.rows(group=group_id)]


def _teachers() -> Any:
    return (
        select(Person.called, Person.first_name)
        .join(Teaching, Teaching.person_id == Person.id)
        .where(
            Teaching.group_id == bindparam("group", type_=Integer()),
            Teaching.school_id == bindparam("school", type_=Integer()),
            Teaching.ended_at.is_(None),
        )
        .order_by(Person.sort_name)
    )


_TEACHERS = Prepared(_teachers)
