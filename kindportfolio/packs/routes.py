"""The pages of this room."""

from flask import Response
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.room import Room
from kindportfolio.access.viewer import maybe_viewer
from kindportfolio.core.errors import NotThere
from kindportfolio.packs import models as models
from kindportfolio.packs import queries

room = Room("packs", __name__, template_folder="templates")

FOREVER = "max-age=31536000, immutable"


@room.page("/pak/<key>/<version>/<name>", need=Need.PUBLIC, media=True)
def image(key: str, version: str, name: str) -> ResponseReturnValue:
    """A drawing that a pack names. One of a school's own pack is only for that school."""
    who = maybe_viewer()
    body, keeper = queries.builtin_image(key, version, name), "public"
    if body is None and who is not None:
        body, keeper = queries.own_image(who.school_id, key, version, name), "private"
    if body is None:
        raise NotThere
    answer = Response(body, content_type="image/svg+xml")
    answer.headers["Cache-Control"] = f"{keeper}, {FOREVER}"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
