"""The switch between hats, in the bar of grown-ups; who wears one hat needs no switch."""

from dataclasses import dataclass

from flask import request, url_for

from kindportfolio.access.viewer import maybe_viewer, viewer
from kindportfolio.conferences.hats import hats_of
from kindportfolio.core.slots import fills
from kindportfolio.core.text import gettext as _
from kindportfolio.schools.models import Group


@dataclass(frozen=True)
class Entry:
    title: str
    url: str
    here: bool


@fills("book.nav")
def book_nav(book: str, child_id: int, name: str) -> list[Entry]:
    """Around one book, for who reads it: own children, the book itself.

    :param book: its public name.
    """
    who = viewer()
    here = url_for("conferences.read_book", book_id=book)
    entries = []
    if child_id in who.wards:
        entries.append(Entry(_("Mijn kinderen"), url_for("conferences.own_children"), False))
    if child_id in who.reads_posts or child_id not in who.wards:
        entries.append(Entry(_("Boek van %(name)s", name=name), here, request.path == here))
    return entries


@fills("bar.nav")
def switch() -> list[Entry]:
    """The hats of this visitor, when there are several."""
    who = maybe_viewer()
    if who is None or who.is_child:
        return []
    hats = hats_of(who)
    return [Entry(hat.title, hat.url, _leads_here(hat.url)) for hat in hats if len(hats) > 1]


def _leads_here(url: str) -> bool:
    return request.path == url or request.path.startswith(f"{url}/")


@fills("group.nav")
def to_windows(group: Group) -> tuple[int, str, str] | None:
    """For who plans the windows of the group."""
    who = viewer()
    if not (who.leads or group.id in who.manages | who.coaches_groups):
        return None
    return 50, _("Leesvenster"), url_for("conferences.windows", group_id=group.public_id)
