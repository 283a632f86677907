import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from kindportfolio.schools import calendar
from kindportfolio.schools.calendar import (
    BadCalendar,
    HolidaySpan,
    PeriodSpan,
    default_periods,
    holiday_problems,
    holidays,
    period_problems,
    school_days,
    school_year,
    school_year_of,
)

SAMPLE = json.loads(
    Path(__file__).with_name("data").joinpath("default_periods.json").read_text("utf-8")
)["periods"]
YEAR = school_year("2026-2027")
REGIONS = ["noord", "midden", "zuid"]


@pytest.mark.parametrize(("year", "region"), [(y, r) for y in SAMPLE for r in SAMPLE[y]])
def test_periods_run_from_holiday_to_holiday(year, region):
    found = [
        {"name": p.name, "start": p.first_day.isoformat(), "end": p.last_day.isoformat()}
        for p in default_periods(year, region)
    ]

    assert found == SAMPLE[year][region]


def test_the_last_day_of_july_is_in_the_old_year_and_the_first_of_august_in_the_new():
    assert school_year_of(date(2026, 7, 31)).name == "2025-2026"
    assert school_year_of(date(2026, 8, 1)) == YEAR
    assert (YEAR.first_day, YEAR.last_day) == (date(2026, 8, 1), date(2027, 7, 31))


def test_a_known_year_has_the_published_holidays():
    autumn = holidays("2026-2027", "noord")[0]

    assert autumn == HolidaySpan("herfst", date(2026, 10, 10), date(2026, 10, 18))


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("first", [*range(1990, 2025), *range(2030, 2070)])
def test_an_unknown_year_keeps_weekends_christmas_and_the_order(first, region):
    year = school_year(f"{first}-{first + 1}")
    found = holidays(year.name, region)

    assert [h.name for h in found] == list(calendar.HOLIDAYS)
    assert all(h.first_day.weekday() == 5 and h.last_day.weekday() == 6 for h in found)
    assert date(first, 12, 25) in found[1]
    assert date(first + 1, 1, 1) in found[1]
    assert holiday_problems(year, found) == []
    assert period_problems(year, default_periods(year.name, region)) == []


def test_the_periods_of_an_earlier_year_start_on_monday_and_end_on_friday():
    for period in default_periods("2023-2024", "midden"):
        assert period.first_day.weekday() == 0
        assert (period.last_day + timedelta(days=1)).weekday() == 5


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("2026-2028", "volgt op het eerste"),
        ("2027-2026", "volgt op het eerste"),
        ("2026/2027", "als 2026-2027"),
        ("dit jaar", "als 2026-2027"),
    ],
)
def test_a_year_that_is_no_school_year_is_refused(name, says):
    with pytest.raises(BadCalendar, match=says):
        school_year(name)


def test_an_unknown_region_is_refused_by_its_name():
    with pytest.raises(BadCalendar, match="“oost”"):
        holidays("2026-2027", "oost")


def test_days_are_read_as_the_dutch_write_them_and_as_computers_do():
    assert calendar.read_day("5-10-2026") == calendar.read_day("2026-10-05") == date(2026, 10, 5)


@pytest.mark.parametrize(
    ("text", "says"), [("12-10", "het jaar"), ("31-2-2027", "geen dag"), ("morgen", "geen dag")]
)
def test_a_day_without_year_or_that_does_not_exist_is_refused(text, says):
    with pytest.raises(BadCalendar, match=says):
        calendar.read_day(text)


def test_school_days_leave_out_weekends_and_holidays():
    fortnight = PeriodSpan("twee weken", date(2026, 10, 5), date(2026, 10, 18))

    assert school_days(fortnight) == 10
    assert school_days(fortnight, holidays("2026-2027", "noord")) == 5


def period(name: str, first: str, last: str) -> PeriodSpan:
    return PeriodSpan(name, date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("edited", "row", "says"),
    [
        ([period("Herfst", "2026-11-02", "2026-10-02")], 0, "vóór de eerste dag"),
        ([period("Herfst", "2026-07-30", "2026-10-02")], 0, "niet in het schooljaar 2026-2027"),
        ([period("Lente", "2027-05-03", "2027-08-06")], 0, "niet in het schooljaar 2026-2027"),
        ([period("Weekend", "2026-10-03", "2026-10-04")], 0, "geen enkele schooldag"),
        ([period(" ", "2026-10-05", "2026-10-09")], 0, "een naam"),
        (
            [period("A", "2026-09-01", "2026-10-09"), period("B", "2026-10-09", "2026-12-18")],
            1,
            "B begint voordat A klaar is",
        ),
        (
            [period("Een", "2026-09-01", "2026-10-09"), period("een", "2026-10-12", "2026-12-18")],
            1,
            "twee keer",
        ),
    ],
)
def test_an_impossible_period_is_named_with_its_row(edited, row, says):
    [problem] = period_problems(YEAR, edited)

    assert problem.row == row
    assert says in problem.message


def test_a_period_inside_a_holiday_has_no_school_days():
    edited = [period("Herfst", "2026-10-12", "2026-10-16")]

    assert period_problems(YEAR, edited) == []
    assert period_problems(YEAR, edited, holidays("2026-2027", "noord"))


def test_a_long_period_does_not_hide_an_overlap_two_rows_further():
    edited = [
        period("Alles", "2026-09-01", "2027-06-30"),
        period("Kort", "2026-09-07", "2026-09-11"),
        period("Later", "2027-05-03", "2027-06-04"),
    ]

    assert [problem.row for problem in period_problems(YEAR, edited)] == [1, 2]


def test_only_the_summer_passes_the_first_of_august():
    summer = HolidaySpan("zomer", date(2027, 7, 10), date(2027, 8, 22))
    autumn = HolidaySpan("herfst", date(2027, 7, 10), date(2027, 8, 22))

    assert holiday_problems(YEAR, [summer]) == []
    assert "alleen de zomer" in holiday_problems(YEAR, [autumn])[0].message
