"""Builds the Viewer: one question to the database for every hat a person wears."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from flask import Request, g, session
from sqlalchemy import (
    Boolean,
    CompoundSelect,
    Date,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from kindportfolio.access import guard
from kindportfolio.access.door import login_manager
from kindportfolio.access.room import after_reading
from kindportfolio.access.viewer import Viewer, Ward
from kindportfolio.accounts import sessions
from kindportfolio.core import clock
from kindportfolio.core.db import Moment, current_school_id, enter_school, inside_school
from kindportfolio.core.prepared import Prepared
from kindportfolio.core.theme import asset, theme_asset, theme_named
from kindportfolio.schools.models import (
    Enrolment,
    Guardianship,
    Reader,
    ReadingWindow,
    School,
    SchoolRole,
    Teaching,
)


@dataclass(frozen=True)
class SchoolFacts:
    """What pages and rules need to know of the school at hand."""

    id: int
    public_id: str
    name: str
    mark: str
    theme: str
    region: str
    guardians_react: bool
    classmates_react: bool
    readers_react: bool
    teachers_read_drafts: bool
    group_audience: bool

    @property
    def picture(self) -> str:
        """The address of its mark; the theme's own when there is no file of that name."""
        try:
            return asset(f"icons/{self.mark}.svg")
        except LookupError:
            return theme_asset(theme_named(self.theme), "static/mark.svg")


def school_facts(school_id: int) -> SchoolFacts:
    """The facts of one school."""
    with inside_school(school_id):
        return SchoolFacts(**_FACTS.rows()[0]._mapping)


def _facts() -> Select[Any]:
    columns = [getattr(School, name) for name in SchoolFacts.__dataclass_fields__]
    return select(*columns).where(School.id == bindparam("school"))


_FACTS = Prepared(_facts)


@login_manager.request_loader  # type: ignore[untyped-decorator]
def build(request: Request) -> Viewer | None:
    """The visitor of this request from the cookie on; nobody when there is no live session."""
    found = sessions.find()
    if found is None:
        return None
    enter_school(found.school_id)
    g.sign_in = found
    g.school = school_facts(found.school_id)
    viewer = viewer_of(
        found.person_id,
        name=found.first_name if found.is_child else found.full_name,
        face=found.face,
        is_child=found.is_child,
        language=found.language,
        contrast=found.contrast,
        session_id=found.session_id,
        signed_in_at=found.proved_at,
        expires_at=found.ends_at,
    )
    if not viewer.belongs:
        _show_out()
        return None
    session.take(found.data)  # type: ignore[attr-defined]
    if found.is_stale:
        after_reading(lambda: sessions.touch(found))
    return viewer


def _show_out() -> None:
    """Whoever left, or lost the last role, is a stranger from this request on."""
    del g.sign_in, g.school
    enter_school(None)
    guard.leave_nothing()


def viewer_of(person_id: int, *, name: str, face: str, **facts: Any) -> Viewer:
    """The Viewer with every hat this person wears at this moment in the school entered."""
    moment = clock.now()
    hats = _HATS.rows(person=person_id, moment=moment, today=clock.amsterdam(moment).date())

    def ids(hat: str, column: str = "group_id") -> frozenset[int]:
        return frozenset(
            getattr(row, column)
            for row in hats
            if row.hat == hat and getattr(row, column) is not None
        )

    wards = _wards([row for row in hats if row.hat == "guardian"])
    open_now = [ward for ward in wards.values() if ward.open]
    return Viewer(
        person_id=person_id,
        school_id=current_school_id(),
        name=name,
        face=face,
        manages=ids("teacher"),
        sits_in=ids("child"),
        wards=MappingProxyType(wards),
        reads_posts=frozenset(ward.child_id for ward in open_now if ward.posts),
        reads_reports=frozenset(ward.child_id for ward in open_now if ward.report),
        reads_children=ids("reader", "child_id"),
        reads_groups=ids("reader"),
        coaches_children=ids("coach", "child_id"),
        coaches_groups=ids("coach"),
        leads=any(row.hat == "leader" for row in hats),
        office=any(row.hat == "office" for row in hats),
        drafts_open=g.school.teachers_read_drafts,
        guardians_react=g.school.guardians_react,
        classmates_react=g.school.classmates_react,
        readers_react=g.school.readers_react,
        **facts,
    )


def _wards(rows: Sequence[Any]) -> dict[int, Ward]:
    return {
        row.child_id: Ward(
            child_id=row.child_id,
            called=row.called,
            custody=row.custody,
            posts=row.custody or row.posts,
            report=row.custody or row.report,
            open=row.closes is not None,
            opens_next=row.opens_next,
            closes=row.closes,
        )
        for row in rows
    }


def _hats() -> CompoundSelect[Any]:
    person, today = bindparam("person", type_=Integer), bindparam("today", type_=Date)
    no_id, no_word, no_flag = cast(null(), Integer), cast(null(), String), cast(null(), Boolean)
    no_moment = cast(null(), Moment)
    blank = [
        no_word.label("called"),
        no_flag.label("custody"),
        no_flag.label("posts"),
        no_flag.label("report"),
        no_moment.label("closes"),
        no_moment.label("opens_next"),
    ]

    def hat(name: Any, group: Any, child: Any) -> list[Any]:
        return [cast(name, String).label("hat"), group.label("group_id"), child.label("child_id")]

    def here(model: Any, *more: Any) -> list[Any]:
        return [model.school_id == bindparam("school"), *more]

    teaches = select(*hat(literal("teacher"), Teaching.group_id, no_id), *blank).where(
        *here(Teaching, Teaching.person_id == person, Teaching.ended_at.is_(None))
    )
    sits = select(*hat(literal("child"), Enrolment.group_id, no_id), *blank).where(
        *here(Enrolment, Enrolment.child_id == person, Enrolment.since <= today),
        or_(Enrolment.until.is_(None), Enrolment.until >= today),
    )
    role = case((Reader.role == "coach", "coach"), else_="reader")
    reads = select(*hat(role, Reader.group_id, Reader.child_id), *blank).where(
        *here(Reader, Reader.person_id == person, Reader.ended_at.is_(None)),
        or_(Reader.until.is_(None), Reader.until >= today),
    )
    roles = select(*hat(SchoolRole.role, no_id, no_id), *blank).where(
        *here(SchoolRole, SchoolRole.person_id == person, SchoolRole.ended_at.is_(None))
    )
    guards = select(
        *hat(literal("guardian"), no_id, Guardianship.child_id),
        Guardianship.called,
        Guardianship.custody.label("custody"),
        Guardianship.posts_given.label("posts"),
        Guardianship.report_given.label("report"),
        _window(person, closes=True).label("closes"),
        _window(person, closes=False).label("opens_next"),
    ).where(
        *here(Guardianship, Guardianship.guardian_id == person),
        Guardianship.blocked_at.is_(None),
        Guardianship.ended_at.is_(None),
    )
    return union_all(teaches, sits, reads, roles, guards)


_HATS = Prepared(_hats)


def _window(person: Any, *, closes: bool) -> Any:
    """When the child's open window closes, or when the next one opens."""
    moment, today = bindparam("moment", type_=Moment), bindparam("today", type_=Date)
    asked: Any
    if closes:
        asked = func.max(ReadingWindow.closes_at)
        when = and_(ReadingWindow.opens_at <= moment, ReadingWindow.closes_at > moment)
    else:
        asked = func.min(ReadingWindow.opens_at)
        when = ReadingWindow.opens_at > moment
    return (
        select(asked)
        .join(Enrolment, Enrolment.group_id == ReadingWindow.group_id)
        .where(
            Enrolment.child_id == Guardianship.child_id,
            Enrolment.since <= today,
            or_(Enrolment.until.is_(None), Enrolment.until >= today),
            or_(ReadingWindow.reader_id.is_(None), ReadingWindow.reader_id == person),
            or_(
                ReadingWindow.child_id.is_(None),
                ReadingWindow.child_id == Guardianship.child_id,
            ),
            ReadingWindow.withdrawn_at.is_(None),
            when,
        )
        .correlate(Guardianship)
        .scalar_subquery()
    )
