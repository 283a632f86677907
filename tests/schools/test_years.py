from datetime import date, timedelta

import pytest

from kindportfolio.core.db import db, inside_school
from kindportfolio.schools.models import Period, SchoolYear, Teaching
from kindportfolio.schools.queries import teachers_of, year_of


@pytest.fixture
def school(app, cast):
    with app.app_context(), inside_school(cast.school.id):
        yield cast.school


@pytest.fixture
def year(school):
    """A year with two periods and a holiday between them."""
    row = SchoolYear(name="2030-2031", first_day=date(2030, 8, 1), last_day=date(2031, 7, 31))
    db.session.add(row)
    db.session.flush()
    for number, (first, last) in enumerate(
        [(date(2030, 8, 26), date(2030, 10, 11)), (date(2030, 10, 21), date(2031, 7, 4))]
    ):
        db.session.add(
            Period(
                school_year_id=row.id,
                number=number + 1,
                name=f"Deel {number + 1}",
                first_day=first,
                last_day=last,
            )
        )
    db.session.flush()
    return year_of(row.id)


def test_a_holiday_belongs_to_the_period_before_it(year):
    first, second = year.stretches

    assert year.at(date(2030, 10, 15)) == first
    assert year.at(date(2030, 10, 21)) == second
    assert first.holiday_after


def test_the_first_and_last_period_reach_the_borders_of_the_year(year):
    first, second = year.stretches

    assert first.begins == date(2030, 8, 1)
    assert second.ends == date(2031, 7, 31)
    assert year.at(date(2029, 1, 1)) == first
    assert year.at(date(2032, 1, 1)) == second


def test_stretches_meet_without_a_gap_or_overlap(year):
    first, second = year.stretches

    assert first.ends_at == second.begins_at
    assert first.ends + timedelta(days=1) == second.begins


def test_a_year_without_periods_is_one_stretch(school):
    row = SchoolYear(name="2040-2041", first_day=date(2040, 8, 1), last_day=date(2041, 7, 31))
    db.session.add(row)
    db.session.flush()

    (whole,) = year_of(row.id).stretches

    assert (whole.begins, whole.ends) == (row.first_day, row.last_day)
    assert year_of(row.id).named(whole.public_id) is None


def test_a_period_of_another_year_has_no_name_here(school, cast, year):
    assert year_of(cast.this_year.id).named(cast.period.public_id)
    assert year.named(cast.period.public_id) is None


def test_a_teacher_who_left_is_no_longer_named(school, cast):
    assert teachers_of(cast.rood.id) == ["juf Anouk"]
    assert teachers_of(cast.old_rood.id) == []


def test_two_teachers_of_a_group_are_named_in_order(school, cast):
    db.session.add(
        Teaching(person_id=cast.bas.id, group_id=cast.rood.id, since=cast.this_year.first_day)
    )
    db.session.flush()

    assert teachers_of(cast.rood.id) == ["juf Anouk", "meester Bas"]
