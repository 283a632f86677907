"""Small things on every page: staying signed in, contrast, language; and reports of browsers."""

import json
import logging
from datetime import timedelta
from typing import Any

from flask import Response, g, redirect, request
from flask.typing import ResponseReturnValue

from kindportfolio.access import guard
from kindportfolio.access.needs import Need
from kindportfolio.access.viewer import maybe_viewer
from kindportfolio.accounts import actions, sessions, tablets
from kindportfolio.accounts.room import room
from kindportfolio.core import clock
from kindportfolio.core.errors import NotThere, WrongType
from kindportfolio.core.paths import safe_path
from kindportfolio.core.text import LANGUAGE_COOKIE, LANGUAGES

log = logging.getLogger("kindportfolio")

CONTRAST_COOKIE = "__Host-kp-contrast"
KEEPS = timedelta(days=365)
REPORT_BYTES = 8_192
REPORTS = {"application/csp-report", "application/reports+json"}
TOLD = ("effective-directive", "violated-directive", "blocked-uri", "document-uri", "line-number")

room.after_app_request(tablets.send_cookie)


@room.app_context_processor
def of_every_page() -> dict[str, Any]:
    """Whether contrast is high, and how many seconds this person may sit still."""
    who, found = maybe_viewer(), g.get("sign_in")
    contrast = who.contrast if who else request.cookies.get(CONTRAST_COOKIE) == "high"
    return {"contrast": contrast, "stay": sessions.seconds_left(found) if who and found else None}


@room.page("/blijf", need=Need.SIGNED_IN, methods=["GET", "POST"], json=True, quiet=True)
def stay() -> ResponseReturnValue:
    """How many seconds are left. Asking is no activity; sending is."""
    found: sessions.Found = g.sign_in
    if request.method == "POST":
        sessions.touch(found)
        return {"left": sessions.seconds_left(found, touched=True)}
    return {"left": sessions.seconds_left(found, touched=False)}


@room.page("/contrast", need=Need.PUBLIC, methods=["POST"])
def contrast() -> ResponseReturnValue:
    wanted = "high" if request.form.get("contrast") == "high" else "normal"
    answer = _back()
    if who := maybe_viewer():
        actions.choose_contrast(who, wanted == "high")
    else:
        _remember(answer, CONTRAST_COOKIE, wanted)
    return answer


@room.page("/taal", need=Need.PUBLIC, methods=["POST"])
def language() -> ResponseReturnValue:
    wanted = request.form.get("language", "")
    answer = _back()
    if wanted not in LANGUAGES:
        return answer
    if who := maybe_viewer():
        actions.choose_language(who, wanted)
    else:
        _remember(answer, LANGUAGE_COOKIE, wanted)
    return answer


def _back() -> Response:
    """To the page where the button was."""
    answer: Any = redirect(safe_path(request.form.get("next")), 303)
    return answer  # type: ignore[no-any-return]


def _remember(answer: Response, cookie: str, value: str) -> None:
    answer.set_cookie(cookie, value, max_age=KEEPS, secure=True, httponly=True, samesite="Lax")


@room.page("/csp", need=Need.PUBLIC, methods=["POST"], report=True, body=REPORT_BYTES)
def csp() -> ResponseReturnValue:
    """A browser tells what the content policy blocked: one line in the log, nothing else."""
    if request.mimetype not in REPORTS:
        raise WrongType
    try:
        given = json.loads(request.get_data())
    except ValueError:
        given = {}
    told = given.get("csp-report", {}) if isinstance(given, dict) else {}
    short = {name: str(told[name])[:200] for name in TOLD if name in told}
    log.warning("Content policy: %s", json.dumps(short))
    return "", 204


@room.page("/.well-known/security.txt", need=Need.PUBLIC)
def security_txt() -> ResponseReturnValue:
    """Whom to tell of a hole in this installation (RFC 9116)."""
    contact = guard.settings().security_contact
    if not contact:
        raise NotThere
    until = (clock.now() + KEEPS / 2).strftime("%Y-%m-%dT00:00:00Z")
    lines = f"Contact: {contact}\nExpires: {until}\nPreferred-Languages: nl, en\n"
    return Response(lines, mimetype="text/plain")
