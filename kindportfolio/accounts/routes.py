"""The pages of this room: signing in as a grown-up, and going out."""

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from kindportfolio.access.needs import Need
from kindportfolio.access.room import begin_writing, keep_anyway
from kindportfolio.access.viewer import viewer
from kindportfolio.accounts import access as access
from kindportfolio.accounts import actions, passwords, throttle
from kindportfolio.accounts import jobs as jobs
from kindportfolio.accounts import office_routes as office_routes
from kindportfolio.accounts import own_routes as own_routes
from kindportfolio.accounts import small_routes as small_routes
from kindportfolio.accounts.codes import RESET_PATH
from kindportfolio.accounts.forms import AdultForm, ForgotForm, ResetForm
from kindportfolio.accounts.queries import (
    SchoolDoor,
    login_at,
    reset_link,
    school_named,
    schools,
)
from kindportfolio.accounts.queries import school as school_with
from kindportfolio.accounts.room import room as room
from kindportfolio.core.db import enter_school
from kindportfolio.core.paths import safe_path
from kindportfolio.core.render import render
from kindportfolio.core.slots import filled
from kindportfolio.core.text import gettext as _


@room.page("/inloggen/volwassen", need=Need.PUBLIC, methods=["GET", "POST"], patient=True)
def adult() -> ResponseReturnValue:
    known = _known_school()
    form = AdultForm.filled()
    form.offer(schools(), known)
    if form.sent():
        school = known or school_named(form.school.data)
        if school and _sign_in(form, school):
            return redirect(safe_path(request.args.get("next")))
        form.form_errors.append(_("Dat klopt niet. Probeer het nog eens."))
    page = render("accounts/adult.html", form=form, several=len(schools()) > 1)
    return page, 422 if form.errors else 200


def _sign_in(form: AdultForm, school: SchoolDoor) -> bool:
    _enter(school)
    email = form.email.data or ""
    kept = login_at(email)
    counter = throttle.of_address_at_school(school.id, email.strip())
    begin_writing()
    came_in = actions.sign_in(actions.Claim(kept, form.password.data or "", counter))
    if not came_in:
        keep_anyway()
    return came_in


def _known_school() -> SchoolDoor | None:
    """The school that is meant without asking: the only one, or the one in the address."""
    every = schools()
    known = every[0] if len(every) == 1 else school_named(request.args.get("school"))
    if known:
        _enter(known)
    return known


def _enter(school: SchoolDoor) -> None:
    enter_school(school.id)
    g.school = school


@room.page("/inloggen/vergeten", need=Need.PUBLIC, methods=["GET", "POST"])
def forgot() -> ResponseReturnValue:
    known = _known_school()
    form = ForgotForm.filled()
    form.offer(schools(), known)
    if form.sent():
        school = known or school_named(form.school.data)
        throttle.attempt(throttle.of_network(request.remote_addr))
        if school:
            jobs.mail_reset_later(school.id, form.email.data or "")
        return redirect(url_for("accounts.forgot", school=request.args.get("school"), sent=1))
    sent = "sent" in request.args and request.method == "GET"
    return render("accounts/forgot.html", form=form, sent=sent), 422 if form.errors else 200


@room.page(f"{RESET_PATH}<token>", need=Need.PUBLIC, methods=["GET", "POST"], patient=True)
def reset(token: str) -> ResponseReturnValue:
    link = reset_link(token)
    if link is None:
        return render("accounts/reset_gone.html"), 410
    school = school_with(link.school_id)
    _enter(school)
    form = ResetForm.filled()
    form.own_words = (*link.own_words, school.name)
    if form.sent():
        new_hash = passwords.hash_secret(form.password_new.data or "")
        begin_writing()
        if actions.reset_password(token, new_hash) is None:
            return render("accounts/reset_gone.html"), 410
        return redirect(url_for("accounts.adult", school=school.public_id, changed=1))
    return render("accounts/reset.html", form=form), 422 if form.errors else 200


@room.page("/uitloggen", need=Need.SIGNED_IN, methods=["POST"])
def sign_out() -> ResponseReturnValue:
    who, school = viewer(), g.school
    actions.sign_out()
    out: list[str] = filled("way out", who)
    return _see_other(out[0] if out else url_for("accounts.adult", school=school.public_id))


def _see_other(address: str) -> Response:
    return redirect(address, 303)
