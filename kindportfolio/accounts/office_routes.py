"""Pages for the office and the leader: who is signed in, and signing people out."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import Viewer, viewer
from kindportfolio.accounts import actions
from kindportfolio.accounts.models import Person
from kindportfolio.accounts.queries import signed_in
from kindportfolio.accounts.room import room
from kindportfolio.core.errors import NotThere
from kindportfolio.core.render import render
from kindportfolio.core.text import gettext as _


@room.page("/school/ingelogd", need=Need.END_SIGN_INS)
def office_sign_ins() -> ResponseReturnValue:
    name = request.args.get("naam", "")[:80]
    return render("accounts/office.html", found=signed_in(_of_office(), name), name=name)


@room.page("/school/ingelogd/<person_id>/stop", need=Need.END_SIGN_INS, methods=["POST"])
def end_sign_ins(person_id: str) -> ResponseReturnValue:
    person = load(Person, person_id)
    actions.end_everywhere(person)
    flash(_("%(name)s is overal uitgelogd.", name=person.full_name), "ok")
    return redirect(url_for("accounts.office_sign_ins"), 303)


@room.page("/school/ingelogd/stop", need=Need.END_SIGN_INS, methods=["POST"])
def end_everybody() -> ResponseReturnValue:
    actions.end_everybody(_of_office())
    flash(_("Iedereen van de school is uitgelogd."), "ok")
    return redirect(url_for("accounts.office_sign_ins"), 303)


def _of_office() -> Viewer:
    """Who asks, if this page is for them: it is about nobody in particular."""
    who = viewer()
    if not (who.office or who.leads):
        raise NotThere
    return who
