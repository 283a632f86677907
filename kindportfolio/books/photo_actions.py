"""What happens with the photos of a post."""

from collections.abc import Callable

from sqlalchemy import func, select

from kindportfolio.access.viewer import Viewer
from kindportfolio.books.bins import empty_bins_later
from kindportfolio.books.models import Post, PostPicture
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.core.errors import Closed, Full, NotThere
from kindportfolio.media.actions import let_go, receive_photo, try_again
from kindportfolio.media.models import MediaAsset
from kindportfolio.media.store import Received

MOST_PICTURES = 500


def check_open(post: Post) -> None:
    """:raises Closed: the book of this post can only be read."""
    if post.book.closed_at:
        raise Closed


def find_picture(post: Post, asset_id: str) -> PostPicture:
    """The picture of this post with this public name, also when it was taken off.

    :raises NotThere: it has no such picture.
    """
    for picture in post.pictures:
        if picture.asset.public_id == asset_id:
            return picture
    raise NotThere


def take_off(post: Post, picture: PostPicture) -> None:
    """Take a photo off a post; its author can put it back for thirty days."""
    check_open(post)
    picture.removed_at = picture.removed_at or clock.now()
    _changed(post)
    empty_bins_later()


def put_back(post: Post, picture: PostPicture) -> None:
    """Put a photo back that was taken off."""
    check_open(post)
    picture.removed_at = None
    _changed(post)


def develop_again(post: Post, picture: PostPicture) -> None:
    """Try once more to make a photo ready that failed."""
    check_open(post)
    try_again(picture.asset)


WISHES: dict[str, Callable[[Post, PostPicture], None]] = {
    "photo-off": take_off,
    "photo-back": put_back,
    "photo-again": develop_again,
}


def _changed(post: Post) -> None:
    """What the group sees was released as it was: another picture waits for release again."""
    post.changed_at = clock.now()
    if post.placed_at:
        post.released_at = post.released_by_id = None
        post.book.touch()


def add_photo(post: Post, received: Received, *, by: Viewer) -> MediaAsset:
    """Put a photo behind those that the post has. Sent twice, it is there once.

    :raises Closed: the book was closed meanwhile.
    :raises Full: a book holds ``MOST_PICTURES`` and no more.
    """
    check_open(post)
    _take_turns(post)
    if there := _same_photo(post, received):
        let_go(received)
        if there.removed_at:
            put_back(post, there)
        return there.asset
    if _pictures_in_book(post) >= MOST_PICTURES:
        raise Full
    asset = receive_photo(received, owner_id=post.book.child_id, by=by)
    picture = PostPicture(post_id=post.id, asset_id=asset.id, position=_next_position(post))
    db.session.add(picture)
    _changed(post)
    return asset


def _take_turns(post: Post) -> None:
    """Two photos at once on one post stand behind each other, and one sent twice is seen."""
    db.session.execute(select(Post.id).where(Post.id == post.id).with_for_update())


def _same_photo(post: Post, received: Received) -> PostPicture | None:
    asked = select(PostPicture).join(MediaAsset, PostPicture.asset_id == MediaAsset.id)
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
