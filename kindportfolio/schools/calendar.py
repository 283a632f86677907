"""The Dutch school year: its border, its holidays per region and its teaching periods.

Everything here is computed from ``data/holidays.json`` and from what is handed in; a school
fills its year from these defaults and then edits it, because autumn, spring and the second
week of May are only advice.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import pairwise

from kindportfolio.core.text import gettext as _

HOLIDAYS = ("herfst", "kerst", "voorjaar", "mei", "zomer")
PERIODS = (
    "Zomer tot herfst",
    "Herfst tot kerst",
    "Kerst tot voorjaar",
    "Voorjaar tot mei",
    "Mei tot zomer",
)
WEEK = 7
SUMMER_WEEKS = 6

YEAR_NAME = re.compile(r"(\d{4})-(\d{4})")
DUTCH_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
DAY_WITHOUT_YEAR = re.compile(r"\d{1,2}[-/]\d{1,2}")


class BadCalendar(ValueError):
    """A year, region or day that cannot be right; the message is Dutch and meant to be shown."""


class Region(StrEnum):
    """The three holiday regions. A school chooses; the postcode does not decide."""

    NOORD = "noord"
    MIDDEN = "midden"
    ZUID = "zuid"


@dataclass(frozen=True)
class Span:
    """Some days in a row; both days count."""

    name: str
    first_day: date
    last_day: date

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


class YearSpan(Span):
    """1 August to 31 July."""


class HolidaySpan(Span):
    """Saturday to Sunday, so weekends on both sides are in it."""


class PeriodSpan(Span):
    """From the Monday after one holiday to the Friday before the next."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with one row of a list that somebody edited. Rows count from 0."""

    row: int
    message: str


def school_year_of(day: date) -> YearSpan:
    """The year ``day`` belongs to, by the border of 1 August."""
    return _year_from(day.year if day.month >= 8 else day.year - 1)


def school_year(name: str) -> YearSpan:
    """The year called ``name``, as in ``2026-2027``.

    :raises BadCalendar: not two years with a dash, or years that do not follow each other.
    """
    match = YEAR_NAME.fullmatch(name.strip())
    if not match:
        raise BadCalendar(_("Schrijf een schooljaar als 2026-2027."))
    first, last = int(match[1]), int(match[2])
    if not 0 < first < last == first + 1:
        raise BadCalendar(
            _("%(name)s is geen schooljaar: het tweede jaar volgt op het eerste.", name=name)
        )
    return _year_from(first)


def region(name: str) -> Region:
    """:raises BadCalendar: not noord, midden or zuid."""
    try:
        return Region(name.strip().lower())
    except ValueError:
        raise BadCalendar(
            _("De vakantieregio “%(name)s” bestaat niet: kies noord, midden of zuid.", name=name)
        ) from None


def read_day(text: str) -> date:
    """The day written as ``12-10-2026`` or ``2026-10-12``.

    :raises BadCalendar: no year, no such day, or something else altogether.
    """
    text = text.strip()
    if DAY_WITHOUT_YEAR.fullmatch(text):
        raise BadCalendar(_("Zet er ook het jaar bij, zoals 12-10-2026."))
    match = DUTCH_DAY.fullmatch(text)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(text)
    except ValueError:
        raise BadCalendar(
            _("“%(text)s” is geen dag. Schrijf hem zoals 12-10-2026.", text=text)
        ) from None


def holidays(year_name: str, region_name: str) -> list[HolidaySpan]:
    """The five holidays of a year in a region, in order.

    A year outside the published list gets the holidays of the nearest year in it, moved by
    the whole number of weeks that comes closest. They stay from Saturday to Sunday and lie
    at most three days from where they were, so Christmas is always in them. That is a default
    to start from, never the ministry's dates.

    :raises BadCalendar: no such year or region.
    """
    year, part = school_year(year_name), region(region_name)
    known = _published()
    nearest = min(known, key=lambda name: abs(_first_year(name) - year.first_day.year))
    moved = _whole_weeks(year.first_day - school_year(nearest).first_day)
    return [
        HolidaySpan(name, first + moved, last + moved)
        for name, (first, last) in known[nearest][part].items()
    ]


def default_periods(year_name: str, region_name: str) -> list[PeriodSpan]:
    """Holiday to holiday: the five periods of a year, to start from and then edit.

    :raises BadCalendar: no such year or region.
    """
    year = school_year(year_name)
    summer_before = holidays(_year_from(year.first_day.year - 1).name, region_name)[-1]
    around = [summer_before, *holidays(year_name, region_name)]
    return [
        PeriodSpan(name, before.last_day + timedelta(days=1), after.first_day - timedelta(days=1))
        for name, (before, after) in zip(PERIODS, pairwise(around), strict=True)
    ]


def school_days(span: Span, free: Iterable[Span] = ()) -> int:
    """How many days from Monday to Friday lie in ``span`` and not in a holiday."""
    free = tuple(free)
    length = (span.last_day - span.first_day).days + 1
    days = (span.first_day + timedelta(days=number) for number in range(length))
    return sum(day.weekday() < 5 and not any(day in holiday for holiday in free) for day in days)


def period_problems(
    year: YearSpan, periods: Sequence[PeriodSpan], free: Sequence[Span] = ()
) -> list[Problem]:
    """What stands in the way of using these edited periods; empty when they are good."""
    return sorted(
        [
            *_problems_each(year.first_day, year.last_day, year.name, periods),
            *_names_twice(periods),
            *_overlaps(periods),
            *_without_school(periods, free),
        ],
        key=lambda problem: problem.row,
    )


def holiday_problems(year: YearSpan, found: Sequence[HolidaySpan]) -> list[Problem]:
    """As :func:`period_problems`; the summer holiday may pass 1 August, by six weeks at most."""
    border = year.last_day + timedelta(weeks=SUMMER_WEEKS)
    return sorted(
        [
            *_problems_each(year.first_day, border, year.name, found),
            *_starts_too_late(year, found),
            *_overlaps(found),
        ],
        key=lambda problem: problem.row,
    )


def _year_from(first: int) -> YearSpan:
    return YearSpan(f"{first}-{first + 1}", date(first, 8, 1), date(first + 1, 7, 31))


def _first_year(name: str) -> int:
    return school_year(name).first_day.year


def _whole_weeks(distance: timedelta) -> timedelta:
    return timedelta(weeks=round(distance.days / WEEK))


@cache
def _published() -> dict[str, dict[Region, dict[str, tuple[date, date]]]]:
    """Year, region, holiday: first and last day."""
    text = (resources.files(__package__) / "data" / "holidays.json").read_text("utf-8")
    return {
        year: {part: _dates(about["holidays"], part) for part in Region}
        for year, about in json.loads(text)["school_years"].items()
    }


def _dates(table: dict[str, dict[str, list[str]]], part: Region) -> dict[str, tuple[date, date]]:
    days = {name: table[name][part] for name in HOLIDAYS}
    return {
        name: (date.fromisoformat(first), date.fromisoformat(last))
        for name, (first, last) in days.items()
    }


def _problems_each(
    first_day: date, last_day: date, year_name: str, spans: Sequence[Span]
) -> Iterable[Problem]:
    for row, span in enumerate(spans):
        if not span.name.strip():
            yield Problem(row, _("Geef deze regel een naam."))
        if span.last_day < span.first_day:
            yield Problem(
                row, _("%(name)s: de laatste dag ligt vóór de eerste dag.", name=span.name)
            )
        elif span.first_day < first_day or span.last_day > last_day:
            yield Problem(
                row,
                _(
                    "%(name)s valt niet in het schooljaar %(year)s.",
                    name=span.name,
                    year=year_name,
                ),
            )


def _names_twice(periods: Sequence[PeriodSpan]) -> Iterable[Problem]:
    seen: set[str] = set()
    for row, period in enumerate(periods):
        name = period.name.strip().casefold()
        if name and name in seen:
            yield Problem(
                row, _("De naam %(name)s staat er twee keer. Kies een andere.", name=period.name)
            )
        seen.add(name)


def _overlaps(spans: Sequence[Span]) -> Iterable[Problem]:
    """Compared with the span that reaches furthest so far, so a long one hides no second fault."""
    in_order = sorted(
        (span.first_day, row) for row, span in enumerate(spans) if span.first_day <= span.last_day
    )
    furthest: Span | None = None
    for _first, row in in_order:
        span = spans[row]
        if furthest and span.first_day <= furthest.last_day:
            yield Problem(
                row,
                _(
                    "%(name)s begint voordat %(other)s klaar is.",
                    name=span.name,
                    other=furthest.name,
                ),
            )
        if furthest is None or span.last_day > furthest.last_day:
            furthest = span


def _without_school(periods: Sequence[PeriodSpan], free: Sequence[Span]) -> Iterable[Problem]:
    for row, period in enumerate(periods):
        if period.first_day <= period.last_day and not school_days(period, free):
            yield Problem(
                row,
                _("In %(name)s zit geen enkele schooldag. Maak hem langer.", name=period.name),
            )


def _starts_too_late(year: YearSpan, found: Sequence[HolidaySpan]) -> Iterable[Problem]:
    for row, holiday in enumerate(found):
        if holiday.first_day > year.last_day or (
            holiday.last_day > year.last_day and holiday.name.strip().casefold() != "zomer"
        ):
            yield Problem(
                row,
                _(
                    "%(name)s loopt door in het volgende schooljaar. Dat mag alleen de zomer.",
                    name=holiday.name,
                ),
            )
