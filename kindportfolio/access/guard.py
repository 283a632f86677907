"""Guards at the door: the visitor's cookie, forged posts, and forms sent twice."""

import hmac
import secrets
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from flask import Response, current_app, g, request
from markupsafe import Markup
from sqlalchemy import select

from kindportfolio.access.models import AnsweredForm
from kindportfolio.access.viewer import Viewer
from kindportfolio.core import clock
from kindportfolio.core.config import Settings
from kindportfolio.core.db import db

COOKIE = "__Host-kp"
SAFE_METHODS = frozenset({"GET", "HEAD"})


def settings() -> Settings:
    """The settings of the running application."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def visitor_token() -> str:
    """The random value this browser carries; a browser without one gets one with the answer."""
    if "visitor_token" not in g:
        g.visitor_token = request.cookies.get(COOKIE, "")
        if len(g.visitor_token) != 43:
            renew_visitor_token()
    token: str = g.visitor_token
    return token


def renew_visitor_token() -> str:
    """Give this browser another random value (256 bits), as at every sign-in and sign-out."""
    g.visitor_token = secrets.token_urlsafe(32)
    g.send_cookie = True
    token: str = g.visitor_token
    return token


def leave_nothing() -> None:
    """With this answer the browser forgets what it kept, and gets another random value."""
    renew_visitor_token()
    g.leave_nothing = True


def hashed(token: str) -> str:
    """What the database keeps of a random token."""
    return sha256(token.encode()).hexdigest()


def send_cookie(response: Response) -> None:
    """Hand the visitor's random value out, when this answer made a new one."""
    if g.get("send_cookie"):
        response.set_cookie(COOKIE, g.visitor_token, secure=True, httponly=True, samesite="Lax")
    if g.get("leave_nothing"):
        response.headers["Clear-Site-Data"] = '"cache", "storage"'


def csrf_token() -> str:
    """The word only our own pages know for this browser."""
    key = settings().secret_keys[0].encode()
    return hmac.new(key, b"csrf:" + visitor_token().encode(), sha256).hexdigest()


def csrf_field() -> Markup:
    """The hidden fields every form carries: the guard, and a key that makes it count once."""
    once = secrets.token_urlsafe(16)
    return Markup(
        '<input type="hidden" name="csrf" value="{}"><input type="hidden" name="once" value="{}">'
    ).format(csrf_token(), once)


def is_forged() -> bool:
    """Whether this post did not come from a fresh page of our own."""
    given = request.headers.get("X-CSRF-Token") or request.form.get("csrf", "")
    return not (_same_origin() and hmac.compare_digest(given.encode(), csrf_token().encode()))


def _same_origin() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("Origin", ""))
    return bool(origin.netloc) and origin.netloc == request.host


def answered_before(who: Viewer) -> str | None:
    """Where the first sending of this form led, if it was answered already."""
    key = request.form.get("once", "")[:43]
    if not key:
        return None
    asked = select(AnsweredForm.location).where(
        AnsweredForm.person_id == who.person_id, AnsweredForm.key == key
    )
    return db.session.execute(asked).scalar_one_or_none()


def remember_answer(who: Viewer, location: str) -> None:
    """Note where this form led, so that sending it again leads there and does nothing."""
    key = request.form.get("once", "")[:43]
    if key:
        row = AnsweredForm(
            person_id=who.person_id, key=key, location=location[:500], at=clock.now()
        )
        db.session.add(row)


def forget_old_answers() -> int:
    """Remove answers older than two days; says how many."""
    limit = clock.now() - timedelta(days=2)
    rows = db.session.query(AnsweredForm).filter(AnsweredForm.at < limit)
    return rows.delete(synchronize_session=False)
