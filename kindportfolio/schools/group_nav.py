"""The bar of a group's pages. Every room with such pages fills the slot "group.nav"."""

from dataclasses import dataclass

from flask import request

from kindportfolio.access.viewer import viewer
from kindportfolio.core.slots import filled
from kindportfolio.schools.models import Group

Offer = tuple[int, str, str]


@dataclass(frozen=True)
class Entry:
    title: str
    url: str
    here: bool


def group_nav(group: Group) -> list[Entry]:
    """The entries for this group, in order; the one whose pages we are on says so.

    A filler of "group.nav" gets the group and answers with order, title and address, or none.
    Who may not look into the group has no entries.
    """
    who = viewer()
    if not (who.leads or group.id in who.manages | who.coaches_groups | who.reads_groups):
        return []
    offers: list[Offer] = sorted(filled("group.nav", group))
    here = max((url for _order, _title, url in offers if _leads_here(url)), key=len, default="")
    return [Entry(title, url, url == here) for _order, title, url in offers]


def _leads_here(url: str) -> bool:
    return request.path == url or request.path.startswith(f"{url}/")
