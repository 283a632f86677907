"""What can go wrong on purpose: each error knows its status and its page."""

from flask_babel import LazyString
from werkzeug.exceptions import HTTPException

from kindportfolio.core.text import lazy_gettext as _


class Told(HTTPException):
    """An answer other than success.

    ``page`` names its template in ``errors/``, ``message`` says it in one line, as in JSON.
    """

    page = "404"
    message: LazyString = _("Deze bladzijde is er niet, of niet voor jou.")


class NotThere(Told):
    """It is not there, or not for this visitor: the two look alike."""

    code = 404


class NotAllowed(Told):
    """The visitor may know it, but may not do this."""

    code = 403
    page = "403"
    message = _("Dit mag je hier niet doen.")


class Closed(Told):
    """The moment does not allow it: the book is closed."""

    code = 409
    page = "409"
    message = _("Dit boek is afgesloten. Lezen kan wel.")


class Conflict(Told):
    """Somebody else changed it meanwhile; both texts are kept."""

    code = 409
    page = "409-versions"
    message = _("Iemand anders heeft dit ook veranderd. Kies wat je wilt houden.")

    def __init__(self, theirs: str = "", mine: str = "") -> None:
        super().__init__()
        self.theirs = theirs
        self.mine = mine


class Stale(Told):
    """The page stayed open too long, or the post came from elsewhere."""

    code = 400
    page = "400-csrf"
    message = _("De bladzijde was te lang open. Je werk staat er nog; druk nog een keer.")


class TooMany(Told):
    """Wait a little. ``seconds`` says how long."""

    code = 429
    page = "429"
    message = _("Even wachten. Probeer het straks opnieuw.")

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds

    @property
    def minutes(self) -> int:
        return max(1, -(-self.seconds // 60))


class TooBig(Told):
    """More than this page takes in one go."""

    code = 413
    page = "413"
    message = _("Dit is te groot om te versturen.")


class WrongType(Told):
    """This kind of body or file is not taken."""

    code = 415
    page = "415"
    message = _("Dit soort bestand kunnen we niet gebruiken.")


class Unreadable(Told):
    """The file or field could not be understood."""

    code = 422
    page = "422"
    message = _("We konden dit niet lezen. Probeer het nog eens.")


class Full(Told):
    """The store is full; text can still be saved."""

    code = 507
    page = "507"
    message = _("De opslag is vol. De school weet het.")
