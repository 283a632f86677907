"""An empty installation: the first school, and a code that works once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from kindportfolio.accounts.models import Login
from kindportfolio.core import clock
from kindportfolio.core.db import db, inside_school
from kindportfolio.operations.founding import AlreadyFounded, Founder, found
from kindportfolio.schools.models import Period, School, SchoolRole, SchoolYear

NEL = Founder("Nel", "van", "Eb", "Nel@Bolder.example")


@pytest.fixture
def code(app):
    with app.app_context():
        path = found("De Bolder", "noord", NEL)
        db.session.commit()
    return path


def test_the_first_school_has_its_year_with_five_periods_and_an_administrator(app, code):
    with app.app_context():
        school = db.session.scalars(select(School).where(School.name == "De Bolder")).one()
        with inside_school(school.id):
            year = db.session.scalars(select(SchoolYear)).one()
            periods = db.session.scalars(select(Period)).all()
            role = db.session.scalars(select(SchoolRole.role)).one()

    assert year.first_day <= clock.today() <= year.last_day
    assert len(periods) == 5
    assert role == "office"


def test_the_code_lets_the_administrator_choose_a_password_once(visit, code):
    chosen = {"password_new": "zeven rustige zeehonden"}
    visitor = visit()

    assert visitor.get(code).status_code == 200
    assert visitor.post(code, chosen).status_code == 302
    assert visit().post(code, chosen).status_code != 302


def test_the_code_has_ended_after_seven_days(app, visit, code):
    later = clock.now() + timedelta(days=7, minutes=1)
    with clock.travelled_to(later):
        shown = visit().post(code, {"password_new": "zeven rustige zeehonden"})

    assert shown.status_code != 302


def test_nobody_can_sign_in_before_the_password_is_chosen(app, code):
    with app.app_context():
        school = db.session.scalars(select(School).where(School.name == "De Bolder")).one()
        with inside_school(school.id):
            login = db.session.scalars(select(Login)).one()

    assert login.email == "nel@bolder.example"
    assert login.way == "password"


def test_a_second_school_of_the_same_name_is_refused(app, code):
    with app.app_context(), pytest.raises(AlreadyFounded):
        found("De Bolder", "zuid", NEL)
