"""A school's own tablets: only there may children's names stand before anybody signed in."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Response, g, request
from sqlalchemy import Select, bindparam, select

from kindportfolio.access import guard
from kindportfolio.accounts.models import Tablet
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.core.prepared import Prepared

COOKIE = "__Host-kp-tablet"


@dataclass(frozen=True)
class Here:
    """The school tablet that this browser is."""

    id: int
    school_id: int
    group_id: int | None


def here() -> Here | None:
    """The tablet that asks, if staff made it one this school year and did not take that back."""
    if "tablet" not in g:
        g.tablet = _find(request.cookies.get(COOKIE, ""))
    found: Here | None = g.tablet
    return found


def _known() -> Select[Any]:
    columns: list[Any] = [Tablet.id, Tablet.school_id, Tablet.group_id]
    return select(*columns).where(
        Tablet.token_hash == bindparam("token"),
        Tablet.revoked_at.is_(None),
        Tablet.ends_on >= bindparam("today"),
    )


_KNOWN = Prepared(_known, crossing=True)


def _find(token: str) -> Here | None:
    if not token:
        return None
    row = _KNOWN.first(token=guard.hashed(token), today=clock.today())
    return Here(**row._mapping) if row else None


def enrol(group_id: int | None, by: int, last_day: date) -> Tablet:
    """Make this browser a tablet of the school until the last day of the school year."""
    before, token = here(), secrets.token_urlsafe(32)
    if before and (old := db.session.get(Tablet, before.id)):
        revoke(old)
    tablet = Tablet(
        token_hash=guard.hashed(token),
        group_id=group_id,
        enrolled_by_id=by,
        enrolled_at=clock.now(),
        ends_on=last_day,
    )
    db.session.add(tablet)
    g.tablet_cookie = (token, last_day)
    return tablet


def revoke(tablet: Tablet) -> None:
    """From now on this tablet is a stranger's again."""
    tablet.revoked_at = tablet.revoked_at or clock.now()


def send_cookie(response: Response) -> Response:
    """Hand out what makes this browser a school tablet, when this answer did so."""
    if "tablet_cookie" in g:
        token, last_day = g.tablet_cookie
        response.set_cookie(
            COOKIE,
            token,
            expires=clock.start_of(last_day + timedelta(days=1)),
            secure=True,
            httponly=True,
            samesite="Lax",
        )
    return response
