"""An empty installation gets its first school and the person who looks after it."""

import secrets
from dataclasses import dataclass

from sqlalchemy import select

from kindportfolio.accounts.codes import first_code
from kindportfolio.accounts.people import add_person, give_login
from kindportfolio.core import clock
from kindportfolio.core.db import db, enter_school
from kindportfolio.packs.actions import use_builtin
from kindportfolio.schools import actions, calendar
from kindportfolio.schools.models import School


class AlreadyFounded(Exception):
    """A school of this name is there already."""


@dataclass(frozen=True)
class Founder:
    """The first ICT administrator."""

    first_name: str
    prefix: str
    last_name: str
    email: str


def found(school_name: str, region: str, founder: Founder) -> str:
    """Found a school with the year of today, and let its administrator choose a password.

    :returns: the path of the page for that, which works once within seven days.
    :raises AlreadyFounded: there is such a school.
    :raises calendar.BadCalendar: the region is not noord, midden or zuid.
    """
    if db.session.execute(select(School.id).where(School.name == school_name)).first():
        raise AlreadyFounded(school_name)
    school = actions.found_school(school_name, region)
    enter_school(school.id)
    actions.open_year(school, calendar.school_year_of(clock.today()).name)
    use_builtin("basis")
    person = add_person(founder.first_name, founder.last_name, prefix=founder.prefix)
    db.session.flush()
    actions.give_role(person, "office")
    login = give_login(person, "password", secrets.token_urlsafe(32), founder.email)
    db.session.flush()
    return first_code(login)
