"""Finding one's way in a group: the entries of its bar, and the period one looks at."""

from dataclasses import dataclass

from flask import request, url_for

from kindportfolio.access.viewer import viewer
from kindportfolio.core import clock
from kindportfolio.core.errors import NotThere
from kindportfolio.core.slots import filled, fills
from kindportfolio.core.text import gettext as _
from kindportfolio.schools.models import Group
from kindportfolio.schools.queries import Stretch, Year

Offer = tuple[int, str, str]


@dataclass(frozen=True)
class Entry:
    title: str
    url: str
    here: bool


def group_nav(group: Group) -> list[Entry]:
    """The entries for this group, in order; the one whose pages we are on says so.

    A filler of "group.nav" gets the group and answers with order, title and address, or none.
    """
    offers: list[Offer] = sorted(filled("group.nav", group))
    here = max((url for _order, _title, url in offers if _leads_here(url)), key=len, default="")
    return [Entry(title, url, url == here) for _order, title, url in offers]


def _leads_here(url: str) -> bool:
    return request.path == url or request.path.startswith(f"{url}/")


@fills("group.nav")
def to_overview(group: Group) -> Offer:
    return 10, group.name, url_for("books.group", group_id=group.public_id)


@fills("group.nav")
def to_prompts(group: Group) -> Offer:
    return 20, _("Vragen"), url_for("books.prompts", group_id=group.public_id)


@fills("group.nav")
def to_groups(group: Group) -> Offer | None:
    """For who has more than one group."""
    who = viewer()
    several = len(who.manages | who.coaches_groups | who.reads_groups) > 1
    return (90, _("Alle groepen"), url_for("books.groups")) if who.leads or several else None


def chosen_stretch(year: Year) -> Stretch:
    """The period asked for by name, else that of today.

    :raises NotThere: this year has no period of that name.
    """
    name = request.args.get("periode")
    stretch = year.named(name) if name else year.at(clock.today())
    if stretch is None:
        raise NotThere
    return stretch
