"""Names and counts of a school, for the start page."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from kindportfolio.access.rules import Condition
from kindportfolio.accounts.models import Person
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.schools.models import (
    Enrolment,
    Group,
    Guardianship,
    SchoolYear,
    Teaching,
)


@dataclass(frozen=True)
class GroupCount:
    name: str
    teachers: str
    children: int


@dataclass(frozen=True)
class PeopleCount:
    children: int
    teachers: int
    guardians: int


def name_of_group(group_id: int) -> str:
    """What a group is called in addresses."""
    return db.session.execute(select(Group.public_id).where(Group.id == group_id)).scalar_one()


def groups() -> list[GroupCount]:
    """The groups of this school year, with their teachers and how many children they have."""
    today = clock.today()
    children = (
        select(func.count(Enrolment.id))
        .where(Enrolment.group_id == Group.id, *_enrolled())
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Group.id, Group.name, children.label("children"))
        .join(SchoolYear, SchoolYear.id == Group.school_year_id)
        .where(SchoolYear.first_day <= today, SchoolYear.last_day >= today)
        .order_by(Group.name)
    ).all()
    taught = _teachers([row.id for row in rows])
    return [GroupCount(row.name, ", ".join(taught.get(row.id, [])), row.children) for row in rows]


def _teachers(group_ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = db.session.execute(
        select(Teaching.group_id, Person.called, Person.first_name)
        .join(Person, Person.id == Teaching.person_id)
        .where(Teaching.group_id.in_(group_ids), Teaching.ended_at.is_(None))
        .order_by(Person.sort_name)
    )
    for group_id, called, first_name in rows:
        found.setdefault(group_id, []).append(called or first_name)
    return found


def people() -> PeopleCount:
    """How many people of each kind the school has now."""
    counts = (
        _different(Enrolment.child_id, *_enrolled()),
        _different(Teaching.person_id, Teaching.ended_at.is_(None)),
        _different(Guardianship.guardian_id, Guardianship.ended_at.is_(None)),
    )
    return PeopleCount(*db.session.execute(select(*counts)).one())


def _different(column: Any, *wanted: Condition) -> Any:
    return select(func.count(func.distinct(column))).where(*wanted).scalar_subquery()


def _enrolled() -> tuple[Condition, ...]:
    today = clock.today()
    return Enrolment.since <= today, or_(Enrolment.until.is_(None), Enrolment.until >= today)
