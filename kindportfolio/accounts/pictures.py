"""The twelve pictures of the picture code, and the codes made of them."""

import secrets
from collections.abc import Sequence

from kindportfolio.core.text import lazy_gettext as _

# The order is that of the page; the names are those of the files in icons/beeldwoord.
PICTURES = {
    "boot": _("boot"),
    "zon": _("zon"),
    "boom": _("boom"),
    "huis": _("huis"),
    "appel": _("appel"),
    "fiets": _("fiets"),
    "ster": _("ster"),
    "bal": _("bal"),
    "tulp": _("tulp"),
    "sleutel": _("sleutel"),
    "vis": _("vis"),
    "molen": _("molen"),
}
LENGTH = 3


def as_secret(chosen: Sequence[str]) -> str:
    """The code as it is kept, hashed: the names in the order of choosing."""
    return "-".join(chosen)


def new_code() -> list[str]:
    """Three different pictures in an order nobody chose."""
    return secrets.SystemRandom().sample(list(PICTURES), LENGTH)
