"""Everything one can do with a post of a child one guides, by the name of its button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString

from kindportfolio.access.viewer import Viewer
from kindportfolio.books import moderating, reactions
from kindportfolio.books.group_forms import ReviewForm
from kindportfolio.books.models import Post
from kindportfolio.core.text import lazy_gettext as _

Act = Callable[[Post, ReviewForm, Viewer], Any]


@dataclass(frozen=True)
class Deed:
    """``said``: what the teacher hears. ``asks``: the field it cannot do without, and what is
    said when that is empty. ``moves_on``: the post is done with, on to the next."""

    act: Act
    said: LazyString
    asks: tuple[str, LazyString] | None = None
    moves_on: bool = False


def _read(post: Post, form: ReviewForm, who: Viewer) -> None:
    """Read, with a reaction if there is one."""
    reactions.react(post, form.text.data or "", form.sticker.data or "", who)
    reactions.mark_read(post, who)


def _send_back(post: Post, form: ReviewForm, who: Viewer) -> None:
    moderating.send_back(post, form.hint.data or "")
    reactions.mark_read(post, who)


def _lower(audience: str) -> Act:
    return lambda post, form, who: moderating.lower(post, audience, who)


DEEDS = {
    "read": Deed(_read, _("Gelezen. Het kind ziet dat."), moves_on=True),
    "unread": Deed(
        lambda post, form, who: reactions.mark_unread(post, who),
        _("Het staat weer bij wat je nog leest."),
    ),
    "back": Deed(
        _send_back,
        _("Het kind ziet je tip en kan het bericht veranderen."),
        asks=("hint", _("Schrijf een tip voor het kind.")),
        moves_on=True,
    ),
    "unback": Deed(
        lambda post, form, who: moderating.undo_send_back(post),
        _("Het kind hoeft er niet meer naar te kijken."),
    ),
    "release": Deed(
        lambda post, form, who: moderating.release(post, form.seen.data or "", who),
        _("De klas kan dit nu lezen."),
    ),
    "unrelease": Deed(
        lambda post, form, who: moderating.take_release_back(post),
        _("De klas leest dit niet meer."),
    ),
    "lower-teacher": Deed(_lower("teacher"), _("Alleen het kind en school lezen dit nu.")),
    "lower-readers": Deed(_lower("readers"), _("De klas leest dit niet, school en familie wel.")),
    "unlower": Deed(
        lambda post, form, who: moderating.undo_lower(post),
        _("Het is weer voor wie het kind koos."),
    ),
    "hide": Deed(
        lambda post, form, who: moderating.hide(post, form.reason.data or "", who),
        _("Verborgen. Het kind ziet waarom."),
        asks=("reason", _("Schrijf waarom. Het kind leest dat.")),
    ),
    "show": Deed(
        lambda post, form, who: moderating.show_again(post),
        _("Het bericht is weer te zien."),
    ),
}
