"""Photos come in one by one, while the post they belong to is being made."""

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.room import begin_writing
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.books import photo_actions
from kindportfolio.books.models import Post
from kindportfolio.books.room import room
from kindportfolio.media.actions import PHOTO_BODY, take_in
from kindportfolio.media.status import told


@room.page(
    "/bericht/<post_id>/foto",
    need=Need.WRITE_POST,
    methods=["POST"],
    patient=True,
    body=PHOTO_BODY,
)
def add_photo(post_id: str) -> ResponseReturnValue:
    post = load(Post, post_id)
    photo_actions.check_open(post)
    received = take_in(request.files.get("photo"), owner_id=post.book.child_id, by=viewer())
    begin_writing()
    asset = photo_actions.add_photo(load(Post, post_id), received, by=viewer())
    return jsonify(told(asset)), 201
