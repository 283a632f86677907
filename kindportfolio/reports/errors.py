"""What can go wrong on purpose in this room."""

from kindportfolio.core.errors import Told
from kindportfolio.core.text import lazy_gettext as _


class HandedOut(Told):
    """The report is being read: it changes no more until it is withdrawn."""

    code = 409
    page = "409-report"
    message = _("Dit rapport is al uitgedeeld. Trek het eerst in.")
