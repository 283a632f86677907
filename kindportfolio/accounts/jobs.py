"""What the worker does for this room: mailing a link to choose a new password."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from flask_babel import force_locale

from kindportfolio.access.guard import hashed
from kindportfolio.accounts.codes import RESET_LASTS, RESET_PATH, add_code
from kindportfolio.accounts.models import Login
from kindportfolio.accounts.queries import resets_mailed, school, who_is
from kindportfolio.core import clock
from kindportfolio.core.config import Settings
from kindportfolio.core.db import db, writing
from kindportfolio.core.text import gettext as _
from kindportfolio.jobs import mail
from kindportfolio.jobs.queue import handles, later

MOST_PER_HOUR = 3


def mail_reset_later(school_id: int, email: str) -> None:
    """Queue it for every address alike: whether anybody has it is found out by the worker."""
    email = email.strip().lower()
    word = f"reset:{school_id}:{hashed(email)}"
    later("reset mail", school_id=school_id, attempts=3, dedupe=word, email=email)


@dataclass(frozen=True)
class Wanted:
    """Somebody who may have a link. Plain values: no transaction is open while the mail goes."""

    login_id: int
    name: str
    school: str
    language: str


@handles("reset mail")
def mail_reset(email: str) -> None:
    """Mail the link, if this address may have one. The token itself is kept nowhere."""
    with writing(False):
        wanted = _wanted(email)
        db.session.rollback()
    if wanted is None:
        return
    token = secrets.token_urlsafe(32)
    with force_locale(wanted.language):
        mail.send(email, _("Nieuw wachtwoord voor kindportfolio"), _letter(wanted, token))
    add_code(token, wanted.login_id, email, RESET_LASTS)


def _wanted(email: str) -> Wanted | None:
    found = db.session.query(Login).filter(Login.email == email, Login.ended_at.is_(None))
    login = found.one_or_none()
    if login is None or login.way != "password" or not who_is(login.person).belongs:
        return None
    if resets_mailed(email, since=clock.now() - timedelta(hours=1)) >= MOST_PER_HOUR:
        return None
    person = login.person
    return Wanted(login.id, person.full_name, school(login.school_id).name, person.language)


def _letter(wanted: Wanted, token: str) -> str:
    settings: Settings = current_app.config["SETTINGS"]
    letter: str = _(
        "Dag %(name)s,\n\n"
        "Er is een nieuw wachtwoord gevraagd voor uw account bij %(school)s.\n"
        "Kies het binnen tien minuten op deze bladzijde:\n\n"
        "%(link)s\n\n"
        "Hebt u dit niet gevraagd? Dan hoeft u niets te doen. Uw wachtwoord blijft zoals het is.\n",
        name=wanted.name,
        school=wanted.school,
        link=f"{settings.address}{RESET_PATH}{token}",
    )
    return letter
