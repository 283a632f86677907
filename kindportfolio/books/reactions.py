"""What readers do with a post."""

from sqlalchemy import select

from kindportfolio.access.viewer import Viewer
from kindportfolio.books.actions import check_open
from kindportfolio.books.models import Comment, Post, PostRead
from kindportfolio.books.queries import pack_of
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.core.errors import NotThere


def react(post: Post, text: str, sticker: str, by: Viewer) -> Comment | None:
    """Put a line, a sticker of the pack, or both with a post; nothing when there is neither.

    :raises Closed: the book can only be read.
    """
    _check(post)
    known = {one.key for one in pack_of(post).stickers}
    sticker = sticker if sticker in known else ""
    if not (text or sticker):
        return None
    comment = Comment(
        post_id=post.id,
        author_id=by.person_id,
        text=text,
        sticker=sticker,
        written_at=clock.now(),
    )
    db.session.add(comment)
    post.book.touch()
    return comment


def remove(comment: Comment) -> Post:
    """Take a reaction away; the row stays, so that what was said can be looked up."""
    post = db.session.get_one(Post, comment.post_id)
    check_open(post.book)
    if comment.removed_at is None:
        comment.removed_at = clock.now()
        post.book.touch()
    return post


def mark_read(post: Post, by: Viewer) -> None:
    """Note that this person read it as it is now. Nobody reads their own post to themselves.

    :raises Closed: the book can only be read.
    """
    _check(post)
    if post.author_id == by.person_id:
        return
    known = _read_by(post, by)
    if known is None:
        db.session.add(PostRead(post_id=post.id, person_id=by.person_id, read_at=clock.now()))
        post.book.touch()
    elif known.read_at < post.changed_at:
        known.read_at = clock.now()
        post.book.touch()


def mark_unread(post: Post, by: Viewer) -> None:
    """Take back that this person read it.

    :raises Closed: the book can only be read.
    """
    _check(post)
    if (known := _read_by(post, by)) is not None:
        db.session.delete(known)
        post.book.touch()


def _read_by(post: Post, by: Viewer) -> PostRead | None:
    asked = select(PostRead).where(PostRead.post_id == post.id, PostRead.person_id == by.person_id)
    return db.session.scalars(asked).one_or_none()


def _check(post: Post) -> None:
    if post.placed_at is None or post.deleted_at is not None:
        raise NotThere
    check_open(post.book)
