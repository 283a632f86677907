"""Opening and closing the window of a group, and who could read and did."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.books.group_nav import group_nav
from kindportfolio.conferences import actions
from kindportfolio.conferences.forms import MomentsForm, WindowForm
from kindportfolio.conferences.queries import questions
from kindportfolio.conferences.queries import windows as queries
from kindportfolio.conferences.room import room
from kindportfolio.core.db import db
from kindportfolio.core.errors import NotThere
from kindportfolio.core.render import render
from kindportfolio.core.text import gettext as _
from kindportfolio.schools.models import Group, ReadingWindow


@room.page("/groep/<group_id>/leesvenster", need=Need.PLAN_WINDOWS, methods=["GET", "POST"])
def windows(group_id: str) -> ResponseReturnValue:
    group = load(Group, group_id)
    children = queries.readers_of(group)
    form = WindowForm.filled()
    form.offer(children)
    if form.makes_sense(queries.last_moment(group)):
        actions.open_window(group, *form.moments, by=viewer(), reader=form.reader.data or "")
        flash(_("Het leesvenster staat klaar."), "ok")
        return redirect(url_for("conferences.windows", group_id=group_id))
    page = render(
        "conferences/windows.html",
        group=group,
        nav=group_nav(group),
        form=form,
        windows=queries.windows_of(group),
        children=children,
        shared=questions.shared_in(group, viewer()),
    )
    return page, 422 if form.errors else 200


@room.page("/leesvenster/<window_id>", need=Need.OPEN_WINDOW, methods=["GET", "POST"])
def change_window(window_id: str) -> ResponseReturnValue:
    window = load(ReadingWindow, window_id)
    group = db.session.get_one(Group, window.group_id)
    if window.withdrawn_at:
        raise NotThere
    form = MomentsForm.filled(window)
    if form.makes_sense(queries.last_moment(group)):
        actions.change_window(window, *form.moments)
        flash(_("Het leesvenster is veranderd."), "ok")
        return redirect(url_for("conferences.windows", group_id=group.public_id))
    page = render("conferences/change_window.html", group=group, nav=group_nav(group), form=form)
    return page, 422 if form.errors else 200


@room.page("/leesvenster/<window_id>/dicht", need=Need.OPEN_WINDOW, methods=["POST"])
def close_window(window_id: str) -> ResponseReturnValue:
    window = load(ReadingWindow, window_id)
    group = db.session.get_one(Group, window.group_id)
    actions.close_window(window)
    flash(_("Het leesvenster is dicht."), "ok")
    return redirect(url_for("conferences.windows", group_id=group.public_id))
