"""The pages of a group: which there are, and how far its children are."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.books import group_queries as queries
from kindportfolio.books import own_post_routes as own_post_routes
from kindportfolio.books import place_routes as place_routes
from kindportfolio.books import prompt_routes as prompt_routes
from kindportfolio.books import review_routes as review_routes
from kindportfolio.books.group_lines import FILTERS
from kindportfolio.books.group_nav import chosen_stretch, group_nav
from kindportfolio.books.overview import Choice, overview
from kindportfolio.books.room import room
from kindportfolio.core.html import clean_plain
from kindportfolio.core.render import render
from kindportfolio.schools.models import Group
from kindportfolio.schools.queries import year_of

LONGEST_NAME = 40


@room.page("/groepen", need=Need.SIGNED_IN)
def groups() -> ResponseReturnValue:
    """The groups somebody may look into."""
    seen = queries.groups_seen(viewer())
    return render(
        "books/group/groups.html",
        current=[group for group in seen if group.is_current],
        earlier=[group for group in seen if not group.is_current],
    )


@room.page("/groep/<group_id>", need=Need.SEE_GROUP)
def group(group_id: str) -> ResponseReturnValue:
    """Every child of the group and what it placed in a period."""
    shown = load(Group, group_id)
    html = overview(shown, _choice(shown), viewer())
    return render("books/group/overview.html", group=shown, nav=group_nav(shown), overview=html)


def _choice(group: Group) -> Choice:
    year = year_of(group.school_year_id)
    wanted = request.args.get("toon", "")
    return Choice(
        path=url_for("books.group", group_id=group.public_id),
        year=year,
        stretch=chosen_stretch(year),
        filter=wanted if wanted in FILTERS else "",
        cards=request.args.get("weergave") == "kaarten",
        find=clean_plain(request.args.get("zoek", "").replace("\0", ""))[:LONGEST_NAME].strip(),
    )
