"""Links to choose a password with. The token itself is kept nowhere."""

import secrets
from datetime import timedelta

from kindportfolio.access.guard import hashed
from kindportfolio.accounts.models import Login, ResetCode
from kindportfolio.core import clock
from kindportfolio.core.db import db

RESET_PATH = "/inloggen/herstel/"
RESET_LASTS = timedelta(minutes=10)
FIRST_CODE_LASTS = timedelta(days=7)


def add_code(token: str, login_id: int, email: str, lasts: timedelta) -> None:
    """Let whoever holds this token choose a password once, for a while."""
    moment = clock.now()
    db.session.add(
        ResetCode(
            token_hash=hashed(token),
            login_id=login_id,
            email=email,
            made_at=moment,
            ends_at=moment + lasts,
        )
    )


def first_code(login: Login) -> str:
    """The path where a new administrator chooses a password: seven days, once."""
    token = secrets.token_urlsafe(32)
    add_code(token, login.id, login.email or "", FIRST_CODE_LASTS)
    return RESET_PATH + token
