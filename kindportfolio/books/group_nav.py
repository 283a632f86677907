"""Finding one's way in a group: the entries of its bar, and the period one looks at."""

from flask import request, url_for

from kindportfolio.access.viewer import viewer
from kindportfolio.core import clock
from kindportfolio.core.errors import NotThere
from kindportfolio.core.slots import fills
from kindportfolio.core.text import gettext as _
from kindportfolio.schools.group_nav import Offer
from kindportfolio.schools.group_nav import group_nav as group_nav
from kindportfolio.schools.models import Group
from kindportfolio.schools.queries import Stretch, Year


@fills("group.nav")
def to_overview(group: Group) -> Offer:
    return 10, group.name, url_for("books.group", group_id=group.public_id)


@fills("group.nav")
def to_prompts(group: Group) -> Offer:
    return 20, _("Vragen"), url_for("books.prompts", group_id=group.public_id)


@fills("group.nav")
def to_posts(group: Group) -> Offer:
    return 30, _("Berichten"), url_for("books.review", group_id=group.public_id)


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
