"""The pages of this room."""

from flask import jsonify, redirect, request
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.room import Room
from kindportfolio.access.rules import load
from kindportfolio.core.errors import NotThere
from kindportfolio.core.paths import came_from
from kindportfolio.media import actions, queries, serving
from kindportfolio.media import jobs as jobs
from kindportfolio.media.models import MediaAsset
from kindportfolio.media.refusals import words
from kindportfolio.media.sizes import sizes_of, srcset
from kindportfolio.media.status import told

room = Room("media", __name__, template_folder="templates")
room.app_template_global("photo_sizes")(sizes_of)
room.app_template_global("photo_srcset")(srcset)
room.app_template_global("photo_words")(words)

OWN_PAGES = {"same-origin", "none"}


@room.page("/m/<asset_id>/<size>", need=Need.READ_MEDIA, media=True)
def file(asset_id: str, size: str) -> ResponseReturnValue:
    if request.headers.get("Sec-Fetch-Site", "none") not in OWN_PAGES:
        raise NotThere
    found = queries.rendition(load(MediaAsset, asset_id), size)
    if found is None:
        raise NotThere
    return serving.answer(found)


@room.page("/m/<asset_id>/staat", need=Need.OWN_MEDIA, json=True, quiet=True)
def state(asset_id: str) -> ResponseReturnValue:
    return jsonify(told(load(MediaAsset, asset_id)))


@room.page("/m/<asset_id>/opnieuw", need=Need.OWN_MEDIA, methods=["POST"])
def again(asset_id: str) -> ResponseReturnValue:
    actions.try_again(load(MediaAsset, asset_id))
    return redirect(came_from())
