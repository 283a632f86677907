"""Server-side sessions: who is signed in on this browser, and for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, g, request
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import Select, bindparam, delete, select, update
from werkzeug.datastructures import CallbackDict

from kindportfolio.access import guard
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
        .where(SignIn.token_hash == bindparam("token"))
    )


_SIGNED_IN = Prepared(_signed_in, crossing=True)


def find() -> Found | None:
    """The sign-in of this browser, unless it has ended."""
    if guard.COOKIE not in request.cookies:
        return None
    moment = clock.now()
    row = _SIGNED_IN.first(token=guard.hashed(guard.visitor_token()))
    if row is None or moment >= row.ends_at:
        return None
    if moment >= row.seen_at + timedelta(seconds=row.idle_seconds):
        return None
    full = " ".join(part for part in (row.first_name, row.prefix, row.last_name) if part)
    return Found(
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


def touch(found: Found) -> None:
    """Note that this person is still doing something."""
    row = update(SignIn).where(SignIn.id == found.session_id)
    with across_schools():
        db.session.execute(row.values(seen_at=clock.now()))


def begin(person: Person, stay: Stay, tablet_id: int | None = None) -> SignIn:
    """Sign this person in on this browser, under a new id; what the browser had ends."""
    end_here()
    moment = clock.now()
    row = SignIn(
        school_id=person.school_id,
        token_hash=guard.hashed(guard.renew_visitor_token()),
        person_id=person.id,
        tablet_id=tablet_id,
        began_at=moment,
        proved_at=moment,
        seen_at=moment,
        idle_seconds=int(stay.idle.total_seconds()),
        ends_at=moment + stay.most,
        data={},
    )
    db.session.add(row)
    return row


def prove_again(found: Found) -> None:
    """The password was given once more: the session gets a new id and counts as recent."""
    row = update(SignIn).where(SignIn.id == found.session_id)
    fresh = guard.hashed(guard.renew_visitor_token())
    db.session.execute(row.values(token_hash=fresh, proved_at=clock.now(), seen_at=clock.now()))


def end_here() -> None:
    """End whatever sign-in this browser has."""
    token = request.cookies.get(guard.COOKIE, "")
    if token:
        with across_schools():
            db.session.execute(delete(SignIn).where(SignIn.token_hash == guard.hashed(token)))


def end_all(person_id: int) -> None:
    """End every sign-in of one person, on all browsers."""
    db.session.execute(delete(SignIn).where(SignIn.person_id == person_id))


def init_app(app: Flask) -> None:
    app.session_interface = RowSessions()
