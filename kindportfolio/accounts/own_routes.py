"""What people do with their own way in: the password once more, another password, browsers."""

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.room import begin_writing, keep_anyway
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.accounts import actions, passwords, throttle
from kindportfolio.accounts.browsers import in_words
from kindportfolio.accounts.forms import AgainForm, OwnPasswordForm
from kindportfolio.accounts.models import SignIn
from kindportfolio.accounts.queries import Kept, login_of_adult, own_browsers, own_words
from kindportfolio.accounts.room import room
from kindportfolio.core.errors import NotThere
from kindportfolio.core.paths import safe_path
from kindportfolio.core.render import render
from kindportfolio.core.text import gettext as _


@room.page("/inloggen/opnieuw", need=Need.SIGNED_IN, methods=["GET", "POST"], patient=True)
def again() -> ResponseReturnValue:
    kept = _own_login()
    form = AgainForm.filled()
    if form.sent():
        begin_writing()
        if _proves(kept, form.password.data):
            return redirect(safe_path(request.args.get("next")), 303)
        form.form_errors.append(_("Dat klopt niet. Probeer het nog eens."))
    return render("accounts/again.html", form=form), 422 if form.errors else 200


@room.page("/mijn/wachtwoord", need=Need.SIGNED_IN, methods=["GET", "POST"], patient=True)
def password() -> ResponseReturnValue:
    kept = _own_login()
    form = OwnPasswordForm.filled()
    form.own_words = (*own_words(kept.person_id), g.school.name)
    if form.sent():
        new_hash = passwords.hash_secret(form.password_new.data or "")
        begin_writing()
        if _proves(kept, form.password.data):
            actions.change_password(viewer(), new_hash)
            flash(_("Uw wachtwoord is veranderd. Op andere apparaten bent u uitgelogd."), "ok")
            return redirect(url_for("accounts.browsers"), 303)
        form.form_errors.append(_("Dat klopt niet. Probeer het nog eens."))
    return render("accounts/password.html", form=form), 422 if form.errors else 200


def _own_login() -> Kept:
    """A child has no password to give: its teacher hands out another secret."""
    kept = login_of_adult(viewer().person_id)
    if kept is None:
        raise NotThere
    return kept


def _proves(kept: Kept, word: str | None) -> bool:
    claim = actions.Claim(kept, word or "", throttle.of_person(kept.person_id))
    right = actions.prove_again(claim, viewer())
    if not right:
        keep_anyway()
    return right


@room.page("/mijn/apparaten", need=Need.SIGNED_IN)
def browsers() -> ResponseReturnValue:
    return render("accounts/browsers.html", found=own_browsers(viewer()), in_words=in_words)


@room.page("/mijn/apparaten/<sign_in_id>/stop", need=Need.OWN_SIGN_IN, methods=["POST"])
def end_browser(sign_in_id: str) -> ResponseReturnValue:
    actions.end_sign_in(load(SignIn, sign_in_id))
    return redirect(url_for("accounts.browsers"), 303)


@room.page("/mijn/apparaten/stop", need=Need.SIGNED_IN, methods=["POST"])
def end_other_browsers() -> ResponseReturnValue:
    actions.end_others(viewer())
    flash(_("U bent nu alleen nog hier ingelogd."), "ok")
    return redirect(url_for("accounts.browsers"), 303)
