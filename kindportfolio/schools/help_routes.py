"""Pages for staff: making a tablet ready, and helping children of a group in."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.room import begin_writing
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.accounts import actions as accounts
from kindportfolio.accounts import passwords, pictures, words
from kindportfolio.accounts.models import Tablet
from kindportfolio.core.errors import NotThere
from kindportfolio.core.render import render
from kindportfolio.core.slots import fills
from kindportfolio.core.text import gettext as _
from kindportfolio.schools import help_actions as actions
from kindportfolio.schools import help_queries as queries
from kindportfolio.schools.front_forms import SecretForm, TabletForm
from kindportfolio.schools.front_queries import Face, children
from kindportfolio.schools.group_nav import Entry, Offer, group_nav
from kindportfolio.schools.models import Group
from kindportfolio.schools.room import room


@room.page("/tablet", need=Need.SIGNED_IN, methods=["GET", "POST"])
def tablets() -> ResponseReturnValue:
    groups = queries.groups_to_help(viewer())
    if not groups:
        raise NotThere
    form = TabletForm.filled()
    form.group.choices = [(group.public_id, group.name) for group in groups]
    if form.sent():
        group = next(one for one in groups if one.public_id == form.group.data)
        actions.make_tablet(viewer(), group, fixed=not form.every_group.data)
        return redirect(url_for("schools.front_door"), 303)
    known = queries.tablets_kept(viewer())
    page = render("schools/help/tablets.html", form=form, tablets=known, groups=groups)
    return page, 422 if form.errors else 200


@room.page("/tablet/<tablet_id>/stop", need=Need.KEEP_TABLET, methods=["POST"])
def end_tablet(tablet_id: str) -> ResponseReturnValue:
    actions.take_back(load(Tablet, tablet_id))
    flash(_("Die tablet laat geen namen meer zien."), "ok")
    return redirect(url_for("schools.tablets"), 303)


@room.page("/groep/<group_id>/inloggen", need=Need.HELP_SIGN_IN)
def sign_in_help(group_id: str) -> ResponseReturnValue:
    group = load(Group, group_id)
    found = queries.children_to_help(group.id)
    return render("schools/help/group.html", group=group, children=found, nav=_nav(group))


@room.page("/groep/<group_id>/inloggen/thuis", need=Need.HELP_SIGN_IN, methods=["POST"])
def home_sign_in(group_id: str) -> ResponseReturnValue:
    group = load(Group, group_id)
    actions.allow_home(group, request.form.get("allowed") == "1")
    return redirect(url_for("schools.sign_in_help", group_id=group_id), 303)


@room.page("/groep/<group_id>/inloggen/<child_id>/slot", need=Need.HELP_SIGN_IN, methods=["POST"])
def lift_lock(group_id: str, child_id: str) -> ResponseReturnValue:
    group = load(Group, group_id)
    child = _child(group, child_id)
    actions.lift_lock(group, child)
    flash(_("%(name)s kan weer naar binnen.", name=child.name), "ok")
    return redirect(url_for("schools.sign_in_help", group_id=group_id), 303)


@room.page(
    "/groep/<group_id>/inloggen/<child_id>",
    need=Need.HELP_SIGN_IN,
    methods=["GET", "POST"],
    patient=True,
)
def new_secret(group_id: str, child_id: str) -> ResponseReturnValue:
    group = load(Group, group_id)
    child = _child(group, child_id)
    form = SecretForm.filled()
    plain = ""
    if form.sent():
        way = form.way.data or ""
        plain = _new_plain(way)
        new_hash = passwords.hash_secret(plain)
        begin_writing()
        accounts.give_secret(child.person_id, way, new_hash)
    page = render(
        "schools/help/secret.html",
        group=group,
        child=child,
        nav=_nav(group),
        form=form,
        plain=plain,
        pictures=pictures.PICTURES,
    )
    return page, 422 if form.errors else 200


def _new_plain(way: str) -> str:
    """A new secret of this kind, in plain: it is shown once and kept nowhere."""
    if way == "pictures":
        return pictures.as_secret(pictures.new_code())
    return words.new_phrase()


def _child(group: Group, child_id: str) -> Face:
    found = (child for child in children(group.id) if child.public_id == child_id)
    if child := next(found, None):
        return child
    raise NotThere


def _nav(group: Group) -> list[Entry]:
    """The bar of the group; the office comes here for nothing else."""
    managed = _manages(group)
    return [entry for entry in group_nav(group) if managed or entry.here]


def _manages(group: Group) -> bool:
    who = viewer()
    return who.leads or group.id in who.manages


@fills("group.nav")
def to_sign_in_help(group: Group) -> Offer | None:
    if not (_manages(group) or viewer().office):
        return None
    return 80, _("Inloggen"), url_for("schools.sign_in_help", group_id=group.public_id)
