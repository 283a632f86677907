"""The start of everybody who is signed in."""

from flask import g, redirect, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import allows
from kindportfolio.access.viewer import viewer
from kindportfolio.conferences.hats import hats_of
from kindportfolio.conferences.queries import home as queries
from kindportfolio.conferences.room import room
from kindportfolio.core.db import db
from kindportfolio.core.errors import NotThere
from kindportfolio.core.render import render
from kindportfolio.schools.models import School


@room.page("/", need=Need.SIGNED_IN)
def home() -> ResponseReturnValue:
    """Leads to the compass, to the one page of the one hat, or lets choose between hats."""
    who = viewer()
    if who.is_child:
        return redirect(url_for("books.compass"))
    hats = hats_of(who)
    if len(hats) == 1:
        return redirect(_first_page(hats[0].url))
    return render("conferences/home.html", hats=hats)


def _first_page(url: str) -> str:
    """A teacher of one group begins in that group."""
    own = viewer().manages
    if len(own) == 1 and url == url_for("books.groups"):
        return url_for("books.group", group_id=queries.name_of_group(next(iter(own))))
    return url


@room.page("/beheer", need=Need.RUN_OFFICE)
def office() -> ResponseReturnValue:
    """What there is in this school, as names and counts; nothing of what anybody made."""
    if not allows(viewer(), Need.RUN_OFFICE, db.session.get_one(School, g.school.id)):
        raise NotThere
    return render("conferences/office.html", groups=queries.groups(), people=queries.people())
