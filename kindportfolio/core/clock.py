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


@contextmanager
def travelled_to(moment: datetime) -> Iterator[None]:
    """Let the clock run on from another moment, as tests and the demo school need."""
    token = _shift.set(moment - datetime.now(UTC))
    try:
        yield
    finally:
        _shift.reset(token)
