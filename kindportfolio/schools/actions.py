"""Founding a school, opening its years, and putting people in their groups."""

from datetime import date

from kindportfolio.accounts.models import Person
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.schools import calendar
from kindportfolio.schools.models import (
    Enrolment,
    Group,
    Guardianship,
    Period,
    School,
    SchoolRole,
    SchoolYear,
    Teaching,
)


def found_school(name: str, region: str, *, theme: str = "basis", mark: str = "merk") -> School:
    """A new school, alone in its own world.

    :param region: "noord", "midden" or "zuid"; its holidays follow from it.
    """
    school = School(name=name, region=calendar.region(region), theme=theme, mark=mark)
    db.session.add(school)
    db.session.flush()
    return school


def open_year(school: School, name: str) -> SchoolYear:
    """A school year with its periods from holiday to holiday.

    :param name: such as "2026-2027".
    """
    span = calendar.school_year(name)
    year = SchoolYear(name=span.name, first_day=span.first_day, last_day=span.last_day)
    year.periods = [
        Period(
            number=number,
            name=str(period.name),
            first_day=period.first_day,
            last_day=period.last_day,
        )
        for number, period in enumerate(calendar.default_periods(name, school.region), 1)
    ]
    db.session.add(year)
    db.session.flush()
    return year


def add_group(year: SchoolYear, name: str, year_levels: list[int], *, colour: int) -> Group:
    """A group in one school year.

    :param colour: 1 to 7, the colour of its door.
    """
    group = Group(school_year_id=year.id, name=name, year_levels=year_levels, colour=colour)
    db.session.add(group)
    db.session.flush()
    return group


def enrol(child: Person, group: Group, year_level: int, since: date) -> Enrolment:
    """Put a child in a group from a day on; from then its name stands behind the group's door."""
    enrolment = Enrolment(child_id=child.id, group_id=group.id, year_level=year_level, since=since)
    db.session.add(enrolment)
    group.version += 1
    return enrolment


def let_teach(teacher: Person, group: Group, since: date | None = None) -> Teaching:
    """Make somebody a teacher of a group."""
    teaching = Teaching(person_id=teacher.id, group_id=group.id, since=since or clock.today())
    db.session.add(teaching)
    return teaching


def link_guardian(guardian: Person, child: Person, called: str, **rights: bool) -> Guardianship:
    """Link one guardian to one child.

    :param called: the child's word for them.
    :param rights: ``custody``, ``posts_given``, ``report_given`` as in :class:`Guardianship`.
    """
    link = Guardianship(guardian_id=guardian.id, child_id=child.id, called=called, **rights)
    db.session.add(link)
    return link


def give_role(person: Person, role: str) -> SchoolRole:
    """A role over the whole school: "leader" or "office"."""
    given = SchoolRole(person_id=person.id, role=role)
    db.session.add(given)
    return given
