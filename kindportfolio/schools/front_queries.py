"""What stands at the door: schools, groups with their teachers, faces, and who may see them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import g
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Row,
    Select,
    and_,
    bindparam,
    or_,
    select,
)

from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts import tablets
from kindportfolio.accounts.models import Login, Person
from kindportfolio.core import clock
from kindportfolio.core.db import across_schools, db
from kindportfolio.core.prepared import Prepared
from kindportfolio.core.slots import fills
from kindportfolio.schools.models import Enrolment, Group, School, SchoolYear, Teaching
from kindportfolio.schools.viewers import SchoolFacts, school_facts, viewer_of

SHORT = 5  # characters that fit in the round window of a door


@dataclass(frozen=True)
class Door:
    """A group of this school year, as its door: what stands in the round window and below it."""

    public_id: str
    number: str
    name: str
    teachers: list[str]
    colour: int


@dataclass(frozen=True)
class Class:
    """The group whose door was opened."""

    id: int
    public_id: str
    school_id: int
    name: str
    colour: int
    home_sign_in: bool


@dataclass(frozen=True)
class Face:
    """A child at the door: called by the first name, with an initial when two are called so.

    ``way``: "pictures", "password", or nothing when it has no way in yet.
    """

    person_id: int
    public_id: str
    name: str
    picture: str
    way: str


def _schools() -> Select[Any]:
    columns = [getattr(School, name) for name in SchoolFacts.__dataclass_fields__]
    return select(*columns).order_by(School.name)


_SCHOOLS = Prepared(_schools, crossing=True)


@fills("schools")
def schools() -> list[SchoolFacts]:
    if "schools" not in g:
        g.schools = [SchoolFacts(**row._mapping) for row in _SCHOOLS.rows()]
    found: list[SchoolFacts] = g.schools
    return found


@fills("who is")
def who_is(person: Person) -> Viewer:
    if "school" not in g:  # The worker has no page that chose one.
        g.school = school_facts(person.school_id)
    name = person.first_name if person.is_child else person.full_name
    return viewer_of(person.id, name=name, face=person.face, is_child=person.is_child)


def this_year(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """The school year of that day."""
    return and_(SchoolYear.first_day <= day, SchoolYear.last_day >= day)


def sits_now(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """Enrolments that count on that day."""
    return and_(Enrolment.since <= day, or_(Enrolment.until.is_(None), Enrolment.until >= day))


def _today() -> BindParameter[date]:
    return bindparam("today", type_=Date)


def _doors() -> Select[Any]:
    columns: list[Any] = [
        Group.public_id,
        Group.name,
        Group.year_levels,
        Group.colour,
        Person.called,
        Person.first_name,
    ]
    return (
        select(*columns)
        .join(SchoolYear, SchoolYear.id == Group.school_year_id)
        .outerjoin(Teaching, and_(Teaching.group_id == Group.id, Teaching.ended_at.is_(None)))
        .outerjoin(Person, Person.id == Teaching.person_id)
        .where(Group.school_id == bindparam("school"), this_year(_today()))
        .order_by(Person.sort_name)
    )


_DOORS = Prepared(_doors)


def doors() -> list[Door]:
    """The groups of this school year, the youngest first."""
    rows = _DOORS.rows(today=clock.today())
    found: dict[str, Door] = {}
    for row in sorted(rows, key=lambda row: (row.year_levels, row.name)):
        door = found.setdefault(row.public_id, _door(row))
        if row.first_name:
            door.teachers.append(row.called or row.first_name)
    return list(found.values())


def _door(row: Row[Any]) -> Door:
    short = row.name.removeprefix("Groep ").removeprefix("groep ")
    if len(short) <= SHORT:
        return Door(row.public_id, short, "", [], row.colour)
    levels = "/".join(map(str, row.year_levels))
    return Door(row.public_id, levels, row.name, [], row.colour)


def _class_behind() -> Select[Any]:
    columns = [getattr(Group, name) for name in Class.__dataclass_fields__]
    return (
        select(*columns)
        .join(SchoolYear, SchoolYear.id == Group.school_year_id)
        .where(Group.public_id == bindparam("group"), this_year(_today()))
    )


_CLASS_BEHIND = Prepared(_class_behind, crossing=True)


def class_behind(public_id: str) -> Class | None:
    """The group of this school year with that name, of whichever school."""
    row = _CLASS_BEHIND.first(group=public_id, today=clock.today())
    return Class(**row._mapping) if row else None


def class_of_tablet(here: tablets.Here) -> str | None:
    """The public name of the group this tablet stands in."""
    asked = select(Group.public_id).where(Group.id == here.group_id)
    with across_schools():
        return db.session.scalar(asked)


def shows_names(group: Class) -> bool:
    """Whether this browser may see who sits in the group: a tablet of the school, or any
    device once the teacher allowed signing in at home."""
    here = tablets.here()
    return group.home_sign_in or (here is not None and here.school_id == group.school_id)


def faces(group_id: int) -> list[Face]:
    """The children of the group who can come in, in Dutch order."""
    return [face for face in children(group_id) if face.way]


def _children() -> Select[Any]:
    columns: list[Any] = [
        Person.id,
        Person.public_id,
        Person.first_name,
        Person.last_name,
        Person.face,
        Login.way,
        Person.sort_name,
    ]
    return (
        select(*columns)
        .join(Enrolment, Enrolment.child_id == Person.id)
        .outerjoin(Login, and_(Login.person_id == Person.id, Login.ended_at.is_(None)))
        .where(
            Person.school_id == bindparam("school"),
            Enrolment.group_id == bindparam("group"),
            sits_now(_today()),
            or_(Person.left_on.is_(None), Person.left_on >= _today()),
        )
    )


_CHILDREN = Prepared(_children)


def children(group_id: int) -> list[Face]:
    """The children who sit in the group today, in Dutch order."""
    rows = _CHILDREN.rows(group=group_id, today=clock.today())
    namesakes = Counter(row.first_name for row in rows)
    return [
        Face(row.id, row.public_id, _called(row, namesakes), row.face, row.way or "")
        for row in sorted(rows, key=lambda row: row.sort_name)
    ]


def _called(row: Row[Any], namesakes: Counter[str]) -> str:
    first, last = row.first_name, row.last_name
    return f"{first} {last[:1]}." if namesakes[first] > 1 else first


def class_of_child(child_id: int) -> str | None:
    """The public name of the group this child sits in now."""
    return db.session.scalar(
        select(Group.public_id)
        .join(Enrolment, Enrolment.group_id == Group.id)
        .where(Enrolment.child_id == child_id, sits_now(clock.today()))
        .limit(1)
    )
