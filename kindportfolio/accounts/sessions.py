"""Server-side sessions: who is signed in on this browser, and for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, g, request
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import ColumnElement, Select, bindparam, delete, or_, select, update
from werkzeug.datastructures import CallbackDict

from kindportfolio.access import guard
from kindportfolio.accounts.browsers import known_as
from kindportfolio.accounts.models import Person, SignIn
from kindportfolio.core import clock
from kindportfolio.core.db import across_schools, db
from kindportfolio.core.prepared import Prepared

TOUCH_EVERY = timedelta(seconds=30)


@dataclass(frozen=True)
class Stay:
    """How long a kind of person stays signed in: without doing anything, and at the most."""

    idle: timedelta
    most: timedelta


STAYS = {
    "tablet": Stay(timedelta(minutes=10), timedelta(hours=2)),
    "child": Stay(timedelta(minutes=20), timedelta(hours=8)),
    "guardian": Stay(timedelta(minutes=20), timedelta(hours=4)),
    "staff": Stay(timedelta(minutes=30), timedelta(hours=10)),
    "leader": Stay(timedelta(minutes=15), timedelta(hours=8)),
}


def stay_of(kind: str, on_tablet: bool) -> Stay:
    """How long this kind of person (``Viewer.kind``) stays; a child on a school tablet shortest."""
    return STAYS["tablet" if kind == "child" and on_tablet else kind]


@dataclass(frozen=True)
class Found:
    """The person behind this browser's cookie, and the state of the session."""

    session_id: int
    person_id: int
    school_id: int
    first_name: str
    called: str
    full_name: str
    face: str
    is_child: bool
    language: str
    contrast: bool
    proved_at: datetime
    seen_at: datetime
    ends_at: datetime
    idle_seconds: int
    data: dict[str, Any]

    @property
    def ends_idle(self) -> datetime:
        """When it ends if nothing more happens."""
        return min(self.seen_at + timedelta(seconds=self.idle_seconds), self.ends_at)

    @property
    def is_stale(self) -> bool:
        """Whether it is time to note again that this person is still there."""
        return clock.now() - self.seen_at > TOUCH_EVERY


class Messages(CallbackDict[str, Any], SessionMixin):
    """What Flask calls the session: words for the next page, kept with the sign-in row."""

    modified = False

    def __init__(self, initial: dict[str, Any] | None = None) -> None:
        def changed(_: Any) -> None:
            self.modified = True

        super().__init__(initial, changed)
        self.modified = False

    def take(self, data: dict[str, Any]) -> None:
        self.update(data)
        self.modified = False

    def keep(self) -> None:
        """Write them to the row of this sign-in, in the transaction at hand."""
        if found := g.get("sign_in"):
            row = update(SignIn).where(SignIn.id == found.session_id)
            db.session.execute(row.values(data=dict(self)))


class RowSessions(SessionInterface):
    """No cookie of Flask's own: everything sits in the row of the sign-in."""

    def open_session(self, app: Flask, request: Request) -> Messages:
        return Messages()

    def save_session(self, app: Flask, session: Any, response: Any) -> None:
        return None


def _signed_in() -> Select[Any]:
    return (
        select(
            SignIn.id,
            SignIn.person_id,
            SignIn.school_id,
            SignIn.proved_at,
            SignIn.seen_at,
            SignIn.ends_at,
            SignIn.idle_seconds,
            SignIn.data,
            Person.first_name,
            Person.prefix,
            Person.last_name,
            Person.called,
            Person.face,
            Person.is_child,
            Person.language,
            Person.contrast,
        )
        .join(Person, Person.id == SignIn.person_id)
        .where(
            SignIn.token_hash == bindparam("token"),
            or_(Person.left_on.is_(None), Person.left_on >= bindparam("today")),
        )
    )


_SIGNED_IN = Prepared(_signed_in, crossing=True)


def find() -> Found | None:
    """The sign-in of this browser, unless it has ended."""
    if guard.COOKIE not in request.cookies:
        return None
    row = _SIGNED_IN.first(token=guard.hashed(guard.visitor_token()), today=clock.today())
    if row is None:
        return None
    full = " ".join(part for part in (row.first_name, row.prefix, row.last_name) if part)
    found = Found(
        session_id=row.id,
        person_id=row.person_id,
        school_id=row.school_id,
        first_name=row.first_name,
        called=row.called,
        full_name=full,
        face=row.face,
        is_child=row.is_child,
        language=row.language,
        contrast=row.contrast,
        proved_at=row.proved_at,
        seen_at=row.seen_at,
        ends_at=row.ends_at,
        idle_seconds=row.idle_seconds,
        data=row.data,
    )
    if clock.now() >= found.ends_idle:
        guard.leave_nothing()
        return None
    return found


def seconds_left(found: Found, touched: bool | None = None) -> int:
    """How long this person may sit still from now on.

    :param touched: whether this request counts as activity; unless told, as pages do.
    """
    seen = clock.now() if (found.is_stale if touched is None else touched) else found.seen_at
    ends = min(seen + timedelta(seconds=found.idle_seconds), found.ends_at)
    return max(0, int((ends - clock.now()).total_seconds()))


def touch(found: Found) -> None:
    """Note that this person is still doing something."""
    row = update(SignIn).where(SignIn.id == found.session_id)
    with across_schools():
        db.session.execute(row.values(seen_at=clock.now()))


def begin(person_id: int, stay: Stay, tablet_id: int | None = None) -> None:
    """Sign this person in on this browser, under a new id.

    What this browser had ends, and so does whoever else was signed in on the same tablet.
    """
    end_here()
    _end(SignIn.ends_at < clock.now())
    if tablet_id is not None:
        _end(SignIn.tablet_id == tablet_id)
    moment = clock.now()
    db.session.add(
        SignIn(
            token_hash=guard.hashed(guard.renew_visitor_token()),
            person_id=person_id,
            tablet_id=tablet_id,
            began_at=moment,
            proved_at=moment,
            seen_at=moment,
            idle_seconds=int(stay.idle.total_seconds()),
            ends_at=moment + stay.most,
            browser=known_as(request.user_agent.string),
            data={},
        )
    )


def prove_again(session_id: int) -> None:
    """The password was given once more: the session gets a new id and counts as recent."""
    row = update(SignIn).where(SignIn.id == session_id)
    fresh = guard.hashed(guard.renew_visitor_token())
    db.session.execute(row.values(token_hash=fresh, proved_at=clock.now(), seen_at=clock.now()))


def end_here() -> None:
    """End whatever sign-in this browser has, of whichever school."""
    if token := request.cookies.get(guard.COOKIE, ""):
        with across_schools():
            _end(SignIn.token_hash == guard.hashed(token))


def end_all(person_id: int, but: int | None = None) -> None:
    """End every sign-in of one person on all browsers, except the one with id ``but``."""
    _end(SignIn.person_id == person_id, SignIn.id != (but or 0))


def end_school(but: int) -> None:
    """End every sign-in of the school entered, except the one with id ``but``."""
    _end(SignIn.id != but)


def _end(*which: ColumnElement[bool]) -> None:
    gone = delete(SignIn).where(*which)
    db.session.execute(gone.execution_options(synchronize_session=False))


def init_app(app: Flask) -> None:
    app.session_interface = RowSessions()
