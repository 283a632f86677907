"""Coming in and going out."""

from dataclasses import dataclass

from flask import g, request
from sqlalchemy import update

from kindportfolio.access import guard
from kindportfolio.access.trail import trace
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts import passwords, sessions, tablets, throttle
from kindportfolio.accounts.models import Login, Person, ResetCode, SignIn
from kindportfolio.accounts.queries import Kept, ResetLink, reset_link, who_is
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.core.text import gettext as _
from kindportfolio.jobs.mail import send_later


@dataclass(frozen=True)
class Claim:
    """Somebody says who they are, and gives a secret. ``kept``: what we have of that person."""

    kept: Kept | None
    secret: str
    counter: throttle.Counter


def sign_in(claim: Claim) -> bool:
    """Let them in if the secret is right; else the miss stays counted.

    Takes as long for nobody as for somebody. Holds no transaction while it hashes.

    :raises TooMany: this person, device or address has to wait first.
    """
    counters = (claim.counter, *_counters_here())
    throttle.attempt(*counters)
    person, right = _proved(claim)
    # A second proof, for those who must give one, belongs here: between proving and coming in.
    who = who_is(person) if person and right else None
    if person is None or who is None or not who.belongs:
        trace("signed in", person, "refused")
        return False
    throttle.forgive(*counters)
    _let_in(person, who)
    return True


def _counters_here() -> list[throttle.Counter]:
    tablet = tablets.here()
    if tablet:
        return [throttle.of_tablet(tablet.id)]
    return [
        throttle.of_browser(guard.visitor_token()),
        throttle.of_network(request.remote_addr),
    ]


def _proved(claim: Claim) -> tuple[Person | None, bool]:
    """Who it is about, and whether the secret was theirs."""
    kept = claim.kept
    right = passwords.matches(claim.secret, kept.secret_hash if kept else None)
    renewed = right and kept and passwords.renewed(claim.secret, kept.secret_hash)
    person = db.session.get(Person, kept.person_id) if kept else None
    if person and renewed:
        login_of(person).secret_hash = renewed
    return person, right


def _let_in(person: Person, who: Viewer) -> None:
    tablet = tablets.here()
    stay = sessions.stay_of(who.kind, on_tablet=tablet is not None)
    sessions.begin(person.id, stay, tablet.id if tablet else None)
    trace("signed in", person)


def sign_out() -> None:
    """Leave this browser as if nobody was here."""
    sessions.end_here()
    guard.leave_nothing()
    trace("signed out")


def prove_again(claim: Claim, who: Viewer) -> bool:
    """The password once more, for what must not happen on a screen that was left open.

    :raises TooMany: this person has to wait first.
    """
    throttle.attempt(claim.counter)
    _, right = _proved(claim)
    trace("proved again", result="done" if right else "refused")
    if right:
        throttle.forgive(claim.counter)
        sessions.prove_again(who.session_id)
    return right


def change_password(who: Viewer, new_hash: str) -> None:
    """Another password for oneself; every other browser is signed out."""
    login = login_of(_person(who))
    _set_secret(login, new_hash)
    sessions.end_all(who.person_id, but=who.session_id)
    trace("password changed")


def reset_password(token: str, new_hash: str) -> ResetLink | None:
    """Another password by a mailed link, if the link still works; every browser is signed out."""
    link = reset_link(token)
    if link is None or not _used_now(link):
        return None
    login = db.session.get_one(Login, link.login_id)
    _set_secret(login, new_hash)
    sessions.end_all(link.person_id)
    throttle.lift(throttle.of_address_at_school(link.school_id, link.email).key)
    trace("password reset", login)
    return link


def _used_now(link: ResetLink) -> bool:
    """Use the link, and with it every other one of this login; false when it was used already."""
    codes = update(ResetCode).where(
        ResetCode.login_id == link.login_id, ResetCode.used_at.is_(None)
    )
    codes = codes.values(used_at=clock.now()).returning(ResetCode.id)
    return link.id in set(db.session.scalars(codes))


def _set_secret(login: Login, new_hash: str) -> None:
    login.secret_hash, login.changed_at = new_hash, clock.now()
    if login.email:
        send_later(
            login.email,
            _("Uw wachtwoord voor kindportfolio is veranderd"),
            _(
                "Het wachtwoord van uw account bij %(school)s is veranderd.\n\n"
                "Was u dat niet? Vraag dan meteen een nieuw wachtwoord aan en zeg het de school.",
                school=g.school.name,
            ),
            school_id=login.school_id,
        )


def give_secret(person_id: int, way: str, new_hash: str) -> None:
    """Another way in for a child, from its teacher: what it had is worthless from now on."""
    login = db.session.query(Login).filter(Login.person_id == person_id).one_or_none()
    if login is None:
        login = Login(person_id=person_id)
        db.session.add(login)
    login.way, login.secret_hash, login.changed_at = way, new_hash, clock.now()
    login.ended_at = None
    sessions.end_all(person_id)
    throttle.lift(throttle.of_child(person_id, way).key)
    trace("secret given", login, way=way)


def end_sign_in(found: SignIn) -> None:
    """Sign out on one browser from another."""
    db.session.delete(found)
    trace("signed out", result="elsewhere")


def end_others(who: Viewer) -> None:
    """Sign out everywhere but here."""
    sessions.end_all(who.person_id, but=who.session_id)
    trace("signed out", result="elsewhere")


def end_everywhere(person: Person) -> None:
    """Sign somebody out on every browser."""
    sessions.end_all(person.id)
    trace("signed out", person, result="by staff")


def end_everybody(who: Viewer) -> None:
    """Sign the whole school out, but for the one who asks."""
    sessions.end_school(but=who.session_id)
    trace("signed out", result="everybody")


def choose_contrast(who: Viewer, high: bool) -> None:
    _person(who).contrast = high


def choose_language(who: Viewer, language: str) -> None:
    _person(who).language = language


def _person(who: Viewer) -> Person:
    return db.session.get_one(Person, who.person_id)


def login_of(person: Person) -> Login:
    """The login of somebody who has one."""
    return db.session.query(Login).filter(Login.person_id == person.id).one()
