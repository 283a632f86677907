"""A photo that comes along with a form of a teacher."""

from werkzeug.datastructures import FileStorage
from wtforms import FileField

from kindportfolio.access.viewer import Viewer
from kindportfolio.core.errors import Told
from kindportfolio.media.actions import receive_photo, take_in
from kindportfolio.media.store import Received


def take_photo(field: FileField, by: Viewer) -> Received | None:
    """Bring the photo of a form into quarantine, if there is one.

    What is wrong with it is said beside the field, so that the rest of the form is not lost.
    """
    upload = field.data
    if not isinstance(upload, FileStorage) or not upload.filename:
        return None
    try:
        return take_in(upload, owner_id=by.person_id, by=by)
    except Told as refused:
        field.errors = [*field.errors, str(refused.message)]
        return None


def asset_of(received: Received | None, by: Viewer) -> int | None:
    """Write down the photo that was taken in; its id."""
    return receive_photo(received, owner_id=by.person_id, by=by).id if received else None
