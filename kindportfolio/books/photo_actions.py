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
    if there := _same_photo(post, received):
        let_go(received)
        return there
    if _pictures_in_book(post) >= MOST_PICTURES:
        raise Full
    asset = receive_photo(received, owner_id=post.book.child_id, by=by)
    picture = PostPicture(post_id=post.id, asset_id=asset.id, position=_next_position(post))
    db.session.add(picture)
    post.changed_at = clock.now()
    return asset


def _same_photo(post: Post, received: Received) -> MediaAsset | None:
    asked = select(MediaAsset).join(PostPicture, PostPicture.asset_id == MediaAsset.id)
    asked = asked.where(
        PostPicture.post_id == post.id, MediaAsset.raw_sha256 == received.sha256
    ).limit(1)
    return db.session.execute(asked).scalar_one_or_none()


def _next_position(post: Post) -> int:
    last = select(func.max(PostPicture.position)).where(PostPicture.post_id == post.id)
    found = db.session.execute(last).scalar_one()
    return 0 if found is None else found + 1


def _pictures_in_book(post: Post) -> int:
    asked = select(func.count(PostPicture.id)).join(Post, Post.id == PostPicture.post_id)
    return db.session.execute(asked.where(Post.book_id == post.book_id)).scalar_one()
