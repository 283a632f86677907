"""What a guardian finds outside the window, in place of "not there"."""

from flask import request
from flask.typing import ResponseReturnValue

from kindportfolio.access.rules import Denied, would_allow
from kindportfolio.access.viewer import maybe_viewer
from kindportfolio.core.render import render
from kindportfolio.core.slots import fills


@fills("page.denied")
def closed_window(denied: Denied) -> ResponseReturnValue | None:
    """The page with the next date, if only the window stands between this visitor and the row.

    It holds nothing of the child. What was sent, instead of asked for, stays "not there".
    """
    who = maybe_viewer()
    for ward in who.closed_wards if who else ():
        if who and would_allow(who.with_window(ward), denied):
            page = render("conferences/closed.html", opens_next=ward.opens_next)
            return page, 200 if request.method in ("GET", "HEAD") else 404
    return None
