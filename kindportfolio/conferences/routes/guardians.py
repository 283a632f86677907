"""The own children of a guardian."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.viewer import viewer
from kindportfolio.conferences.queries.wards import own_children as children_of
from kindportfolio.conferences.room import room
from kindportfolio.core.render import render


@room.page("/mijn-kinderen", need=Need.SIGNED_IN)
def own_children() -> ResponseReturnValue:
    """Everybody else's own children are nobody: they go to their own start."""
    who = viewer()
    if not who.wards:
        return redirect(url_for("conferences.home"))
    return render("conferences/own_children.html", children=children_of(who))
