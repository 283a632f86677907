"""The hats a person wears, each with the page it begins on."""

from dataclasses import dataclass

from flask import url_for

from kindportfolio.access.viewer import Viewer
from kindportfolio.core.text import gettext as _


@dataclass(frozen=True)
class Hat:
    """``sign`` names an icon, ``words`` say in one line what one does with this hat on."""

    title: str
    words: str
    sign: str
    url: str


def hats_of(who: Viewer) -> list[Hat]:
    """The hats of a grown-up, in the order in which most people need them."""
    hats = []
    if who.manages:
        hats.append(_teacher())
    if who.wards:
        hats.append(_guardian())
    if who.leads or who.coaches_groups or who.coaches_children:
        hats.append(_reader(_("Boeken van de school")))
    elif who.reads_groups or who.reads_children:
        hats.append(_reader(_("Boeken om te lezen")))
    if who.office:
        hats.append(_office())
    return hats


def _teacher() -> Hat:
    return Hat(
        _("Mijn groep"),
        _("Boeken, vragen en rapporten van je groep."),
        "class",
        url_for("books.groups"),
    )


def _guardian() -> Hat:
    words = _("Meelezen in het boek van uw kind.")
    return Hat(_("Mijn kinderen"), words, "family", url_for("conferences.own_children"))


def _reader(title: str) -> Hat:
    words = _("Boeken die je van de school mag lezen.")
    return Hat(title, words, "book", url_for("conferences.reading"))


def _office() -> Hat:
    words = _("Wat er in de school is: namen, groepen en aantallen.")
    return Hat(_("Beheer"), words, "gear", url_for("conferences.office"))
