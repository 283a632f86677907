"""What signing in wants to know: the schools, who somebody is, and what is kept of a login."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, func, or_, select

from kindportfolio.access.guard import hashed
from kindportfolio.access.needs import Need
from kindportfolio.access.rules import condition
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Login, Person, ResetCode, SignIn
from kindportfolio.accounts.people import sort_name
from kindportfolio.core import clock
from kindportfolio.core.db import Moment, across_schools, db
from kindportfolio.core.slots import filled

MOST = 50  # rows a list shows at once


class SchoolDoor(Protocol):
    """What the schools room tells of a school one may sign in at."""

    @property
    def id(self) -> int: ...

    @property
    def public_id(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Kept:
    """What is kept of somebody's way in."""

    person_id: int
    way: str
    secret_hash: str


def schools() -> list[SchoolDoor]:
    """The schools one may sign in at. The schools room fills this slot."""
    return [school for found in filled("schools") for school in found]


def school_named(public_id: str | None) -> SchoolDoor | None:
    """The school with that public name, or none."""
    return next((one for one in schools() if one.public_id == public_id), None)


def school(school_id: int) -> SchoolDoor:
    """One of them."""
    return next(one for one in schools() if one.id == school_id)


def who_is(person: Person) -> Viewer:
    """The hats this person wears now. The schools room fills this slot."""
    who: Viewer
    (who,) = filled("who is", person)
    return who


def login_of_child(person_id: int) -> Kept | None:
    """How a child comes in, if it may."""
    return _kept(Login.person_id == person_id, Person.is_child.is_(True))


def login_of_adult(person_id: int) -> Kept | None:
    """How a grown-up who is signed in proves it once more."""
    return _kept(Login.person_id == person_id, Login.way == "password", Person.is_child.is_(False))


def login_at(email: str) -> Kept | None:
    """The login with this address, at the school entered."""
    return _kept(Login.email == email.strip().lower(), Login.way == "password")


def _kept(*which: ColumnElement[bool]) -> Kept | None:
    asked = select(Login.person_id, Login.way, Login.secret_hash).join(Login.person)
    still_here = or_(Person.left_on.is_(None), Person.left_on >= clock.today())
    row = db.session.execute(asked.where(*which, Login.ended_at.is_(None), still_here)).first()
    return Kept(*row) if row else None


@dataclass(frozen=True)
class ResetLink:
    """A mailed link that still works, and whose password it is about."""

    id: int
    login_id: int
    person_id: int
    school_id: int
    email: str
    own_words: tuple[str, ...]


@dataclass(frozen=True)
class OwnBrowser:
    """Somewhere this person is signed in."""

    public_id: str
    browser: str
    began_at: datetime
    seen_at: datetime
    here: bool


def reset_link(token: str) -> ResetLink | None:
    """What a mailed link stands for: made lately, not used, its address still that login's."""
    asked = (
        select(
            ResetCode.id,
            ResetCode.login_id,
            Login.person_id,
            Login.school_id,
            ResetCode.email,
            Person.first_name,
            Person.last_name,
        )
        .join(Login, Login.id == ResetCode.login_id)
        .join(Person, Person.id == Login.person_id)
        .where(
            ResetCode.token_hash == hashed(token),
            ResetCode.used_at.is_(None),
            ResetCode.ends_at > clock.now(),
            ResetCode.email == Login.email,
            Login.ended_at.is_(None),
        )
    )
    with across_schools():
        row = db.session.execute(asked).first()
    if row is None:
        return None
    return ResetLink(*row[:5], own_words=(row.email, row.first_name, row.last_name))


def resets_mailed(email: str, since: datetime) -> int:
    """How many reset mails this address got since then, at all schools together."""
    asked = select(func.count(ResetCode.id))
    with across_schools():
        found = asked.where(ResetCode.email == email, ResetCode.made_at > since)
        return db.session.scalar(found) or 0


def own_words(person_id: int) -> tuple[str, ...]:
    """What anybody could guess about this person's password."""
    asked = select(Person.first_name, Person.last_name, Login.email)
    row = db.session.execute(asked.join(Person.login).where(Person.id == person_id)).first()
    return tuple(word for word in row or () if word)


def own_browsers(who: Viewer) -> list[OwnBrowser]:
    """Where this person is signed in, the latest first."""
    rows = db.session.execute(
        select(SignIn.id, SignIn.public_id, SignIn.browser, SignIn.began_at, SignIn.seen_at)
        .where(condition(Need.OWN_SIGN_IN, who), SignIn.ends_at > clock.now())
        .order_by(SignIn.seen_at.desc())
    )
    return [OwnBrowser(*row[1:], here=row.id == who.session_id) for row in rows]


@dataclass(frozen=True)
class SignedIn:
    """Somebody of the school who is signed in now, on so many browsers."""

    public_id: str
    name: str
    browsers: int
    seen_at: datetime


def signed_in(who: Viewer, name: str) -> list[SignedIn]:
    """Who is signed in, by name; ``name`` looks for the beginning of one. Fifty at the most."""
    rows = db.session.execute(
        select(Person, func.count(SignIn.id), func.max(SignIn.seen_at, type_=Moment))
        .join(SignIn, SignIn.person_id == Person.id)
        .where(
            condition(Need.END_SIGN_INS, who),
            SignIn.ends_at > clock.now(),
            Person.sort_name.startswith(sort_name(name, "").strip(), autoescape=True),
        )
        .group_by(Person.id)
        .order_by(Person.sort_name)
        .limit(MOST)
    )
    return [SignedIn(one.public_id, one.full_name, count, seen) for one, count, seen in rows]
