"""What a person hears when a picture is not taken."""

from flask_babel import LazyString

from kindportfolio.core.errors import Full, Told, TooBig, Unreadable, WrongType
from kindportfolio.core.text import lazy_gettext as _
from kindportfolio.media import faults

PHOTO_BYTES = 15_000_000


class PhotoTooBig(TooBig):
    megabytes = PHOTO_BYTES // 1_000_000
    message = _("Dit bestand is te groot. Maximaal %(n)s MB.", n=megabytes)


class NoPicture(Unreadable):
    """It may have been a picture once, but it cannot be opened."""

    message = _("We konden dit bestand niet openen. Probeer een ander.")


REFUSALS: dict[type[faults.MediaFault], type[Told]] = {
    faults.TooLarge: PhotoTooBig,
    faults.UnknownKind: WrongType,
    faults.Unreadable: NoPicture,
    faults.TooManyPixels: NoPicture,
    faults.StoreFull: Full,
}

CANNOT_BE_OPENED = {fault.reason for fault in (faults.Broken, faults.TooManyPixels)} | {
    faults.UnknownKind.reason
}


def words(state: str, failure: str = "") -> LazyString | str:
    """What stands in the place of a picture that cannot be seen yet, or at all."""
    if state == "ready":
        return ""
    if state == "received":
        return _("We maken je foto klaar.")
    if failure in CANNOT_BE_OPENED:
        return NoPicture.message
    return _("Deze foto lukte niet. Probeer het nog eens.")
