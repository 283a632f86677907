"""What staff want to know who help children in: their groups, tablets, and who is locked out."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import condition
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts import tablets, throttle
from kindportfolio.accounts.models import Person, Tablet
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.schools.front_queries import Face, children, this_year
from kindportfolio.schools.models import Group, SchoolYear


@dataclass(frozen=True)
class GroupToHelp:
    """A group of this school year whose children one may help in."""

    id: int
    public_id: str
    name: str
    last_day: date


@dataclass(frozen=True)
class KnownTablet:
    """A tablet of the school that still works as one."""

    public_id: str
    group: str
    by: str
    since: datetime
    here: bool


@dataclass(frozen=True)
class ChildToHelp:
    """A child of the group and how it comes in."""

    face: Face
    locked: bool


def groups_to_help(who: Viewer) -> list[GroupToHelp]:
    """The groups of this year whose children this person may help in."""
    rows = db.session.execute(
        select(Group.id, Group.public_id, Group.name, SchoolYear.last_day)
        .join(SchoolYear, SchoolYear.id == Group.school_year_id)
        .where(condition(Need.HELP_SIGN_IN, who), this_year(clock.today()))
        .order_by(Group.name)
    )
    return [GroupToHelp(*row) for row in rows]


def tablets_kept(who: Viewer) -> list[KnownTablet]:
    """The tablets this person looks after, the newest first."""
    here = tablets.here()
    rows = db.session.execute(
        select(Tablet.id, Tablet.public_id, Group.name, Person, Tablet.enrolled_at)
        .outerjoin(Group, Group.id == Tablet.group_id)
        .join(Person, Person.id == Tablet.enrolled_by_id)
        .where(
            condition(Need.KEEP_TABLET, who),
            Tablet.revoked_at.is_(None),
            Tablet.ends_on >= clock.today(),
        )
        .order_by(Tablet.enrolled_at.desc())
    )
    return [
        KnownTablet(
            public_id, group or "", by.shown_name, since, here is not None and here.id == key
        )
        for key, public_id, group, by, since in rows
    ]


def children_to_help(group_id: int) -> list[ChildToHelp]:
    """The children of the group, and who has to wait after too many wrong tries."""
    found = children(group_id)
    keys = {face.person_id: throttle.of_child(face.person_id, face.way).key for face in found}
    locked = throttle.locked(*keys.values())
    return [ChildToHelp(face, keys[face.person_id] in locked) for face in found]


def tablets_of(group_id: int) -> list[int]:
    """The tablets that stand in this group."""
    return list(db.session.scalars(select(Tablet.id).where(Tablet.group_id == group_id)))
