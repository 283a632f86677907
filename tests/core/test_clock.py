"""Times on a Dutch clock, around the nights that the clock is changed."""

from datetime import UTC, datetime

import pytest

from kindportfolio.core import clock


@pytest.mark.parametrize(
    ("shown", "moment"),
    [
        (datetime.fromisoformat("2027-01-12T15:20"), datetime(2027, 1, 12, 14, 20, tzinfo=UTC)),
        (datetime.fromisoformat("2027-07-12T15:20"), datetime(2027, 7, 12, 13, 20, tzinfo=UTC)),
        (datetime.fromisoformat("2027-03-28T01:59"), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (datetime.fromisoformat("2027-03-28T03:00"), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
    ],
)
def test_a_dutch_clock_is_one_or_two_hours_ahead(shown, moment):
    assert clock.on_dutch_clock(shown) == moment


def test_the_skipped_hour_does_not_exist():
    with pytest.raises(clock.NoSuchTime):
        clock.on_dutch_clock(datetime.fromisoformat("2027-03-28T02:30"))


def test_an_hour_that_is_shown_twice_means_the_first_or_the_later_one():
    shown = datetime.fromisoformat("2026-10-25T02:30")

    assert clock.on_dutch_clock(shown) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert clock.on_dutch_clock(shown, later=True) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_the_first_and_the_last_year_of_all_are_no_times():
    with pytest.raises(clock.NoSuchTime):
        clock.on_dutch_clock(datetime.fromisoformat("0001-01-01T00:00"))
