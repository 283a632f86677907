"""What time it is. Moments are UTC; days are days in the Netherlands."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_shift: ContextVar[timedelta] = ContextVar("shift", default=timedelta())


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC) + _shift.get()


def today() -> date:
    """The present day in the Netherlands."""
    return now().astimezone(AMSTERDAM).date()


def amsterdam(moment: datetime) -> datetime:
    """The same moment on a Dutch clock."""
    return moment.astimezone(AMSTERDAM)


def start_of(day: date) -> datetime:
    """The moment a day begins in the Netherlands, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The moment a day is over in the Netherlands, in UTC."""
    return start_of(day + timedelta(days=1))


class NoSuchTime(ValueError):
    """In the night that summer time begins, this hour is skipped."""


def on_dutch_clock(shown: datetime, *, later: bool = False) -> datetime:
    """The moment, in UTC, at which a Dutch clock shows this.

    In the night that summer time ends an hour is shown twice: the first is meant, or the
    second when ``later``.

    :param shown: date and time without a zone.
    :raises NoSuchTime: no Dutch clock ever shows this.
    """
    try:
        moment = shown.replace(tzinfo=AMSTERDAM, fold=int(later)).astimezone(UTC)
    except OverflowError:
        raise NoSuchTime(shown.isoformat()) from None
    if amsterdam(moment).replace(tzinfo=None) != shown:
        raise NoSuchTime(shown.isoformat())
    return moment


@contextmanager
def travelled_to(moment: datetime) -> Iterator[None]:
    """Let the clock run on from another moment, as tests and the demo school need."""
    token = _shift.set(moment - datetime.now(UTC))
    try:
        yield
    finally:
        _shift.reset(token)
