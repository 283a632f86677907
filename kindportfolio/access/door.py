"""Hangs the front door: identity, settings of every request, and what a refused visitor sees."""

import logging
import secrets

from flask import Flask, Response, current_app, g, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    SecurityError,
)
from werkzeug.middleware.proxy_fix import ProxyFix

from kindportfolio.access import guard
from kindportfolio.access.room import NotSignedIn
from kindportfolio.access.rules import Denied
from kindportfolio.access.trail import trace
from kindportfolio.access.viewer import maybe_viewer
from kindportfolio.core import errors
from kindportfolio.core.config import Settings
from kindportfolio.core.db import db, enter_school, writing
from kindportfolio.core.render import render
from kindportfolio.core.slots import filled

log = logging.getLogger("kindportfolio")

FORM_BYTES = 1_000_000
FORM_PARTS = 200

login_manager = LoginManager()


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    enter_school(None)
    view = current_app.view_functions.get(request.endpoint or "")
    if view is not None and not hasattr(view, "need"):
        raise errors.NotThere  # A page hung in another way stays shut.


def _end(error: BaseException | None) -> None:
    enter_school(None)


def _told(error: errors.Told) -> ResponseReturnValue:
    db.session.rollback()
    for page in _said_elsewhere(error):
        return page
    _write_down(error)
    if isinstance(error, NotSignedIn) and not _wants_data():
        return redirect(url_for("schools.front_door", next=_wanted_path()))
    if _wants_data():
        answer: Response = jsonify(error=str(error.message))
        answer.status_code = error.code or 500
        return answer
    return render(f"errors/{error.page}.html", error=error), error.code or 500


def _said_elsewhere(error: errors.Told) -> list[ResponseReturnValue]:
    """Slot "page.denied": a page from a higher room in place of "not there"."""
    if not isinstance(error, errors.NotThere) or "denied" not in g or _wants_data():
        return []
    return filled("page.denied", g.denied)


def _wants_data() -> bool:
    page = g.get("page")
    fetched = request.headers.get("Sec-Fetch-Dest", "document") not in ("document", "iframe")
    return bool(page and (page.json or page.media)) or fetched


def _wanted_path() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" else None


def _write_down(error: errors.Told) -> None:
    if "denied" not in g or maybe_viewer() is None:
        return
    denied: Denied = g.denied
    with writing(True):
        kind = denied.model.__tablename__
        trace("denied", result=str(error.code), need=str(denied.need), kind=kind)
        db.session.commit()


def _plain(error: HTTPException) -> ResponseReturnValue:
    """Errors of the framework itself, shown as pages of ours."""
    if isinstance(error, SecurityError):
        return Response("Bad Request", 400)  # No page: any link on it would name the forged host.
    if isinstance(error, MethodNotAllowed):
        return Response(status=405, headers=[("Allow", ", ".join(error.valid_methods or []))])
    known = {500: "500", 503: "503"}
    code = error.code or 500
    if code == 404:
        return _told(errors.NotThere())
    if code == 413:
        return _told(errors.TooBig())
    page = known.get(code, "400")
    db.session.rollback()
    return render(f"errors/{page}.html", error=error), code


def _broken(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    log.error("Request %s failed", g.get("request_id"), exc_info=error)
    return _plain(InternalServerError())


def init_app(app: Flask) -> None:
    settings: Settings = app.config["SETTINGS"]
    app.config.update(
        SECRET_KEY=settings.secret_keys[0],
        SECRET_KEY_FALLBACKS=list(settings.secret_keys[1:]),
        TRUSTED_HOSTS=list(settings.hosts),
        MAX_CONTENT_LENGTH=FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=FORM_BYTES,
        MAX_FORM_PARTS=FORM_PARTS,
    )
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    login_manager.init_app(app)
    app.before_request(_begin)
    app.teardown_request(_end)
    app.after_request(_send_cookie)
    app.register_error_handler(errors.Told, _told)
    app.register_error_handler(HTTPException, _plain)
    app.register_error_handler(Exception, _broken)
    app.context_processor(lambda: {"viewer": maybe_viewer()})
    app.jinja_env.globals.update(csrf_field=guard.csrf_field, csrf_token=guard.csrf_token)


def _send_cookie(response: Response) -> Response:
    guard.send_cookie(response)
    return response
