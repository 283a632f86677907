"""What happens with the photos of a post."""

from sqlalchemy import func, select

from kindportfolio.access.viewer import Viewer
from kindportfolio.books.models import Post, PostPicture
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.core.errors import Closed, Full
from kindportfolio.media.actions import let_go, receive_photo
from kindportfolio.media.models import MediaAsset
from kindportfolio.media.store import Received

MOST_PICTURES = 500


def check_open(post: Post) -> None:
    """:raises Closed: the book of this post can only be read."""
    if post.book.closed_at:
        raise Closed


def add_photo(post: Post, received: Received, *, by: Viewer) -> MediaAsset:
    """Put a photo behind those that the post has. Sent twice, it is there once.

    :raises Closed: the book was closed meanwhile.
    :raises Full: a book holds ``MOST_PICTURES`` and no more.
    """
    check_open(post)
    for picture in post.pictures:
        if picture.asset.raw_sha256 == received.sha256:
            let_go(received)
            return picture.asset
    if _pictures_in_book(post) >= MOST_PICTURES:
        raise Full
    asset = receive_photo(received, owner_id=post.book.child_id, by=by)
    last = max((picture.position for picture in post.pictures), default=-1)
    post.pictures.append(PostPicture(asset=asset, position=last + 1))
    post.changed_at = clock.now()
    return asset


def _pictures_in_book(post: Post) -> int:
    asked = select(func.count(PostPicture.id)).join(Post, Post.id == PostPicture.post_id)
    return db.session.execute(asked.where(Post.book_id == post.book_id)).scalar_one()
