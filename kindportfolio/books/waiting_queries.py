"""What children of a group placed, and what of it waits for a reader."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, and_, bindparam, exists, func, or_, select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import ANYBODY, Condition, facts, permitted
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, Post, PostPicture, PostRead
from kindportfolio.core.db import db
from kindportfolio.core.prepared import Prepared
from kindportfolio.media.models import MediaAsset
from kindportfolio.schools.models import Group, Teaching

MOST_WAITING = 3
MOST_UNREAD = 20
MOST_READ = 10

# What every question about a group is asked with.
GROUP: Any = bindparam("group", type_=Integer())
SCHOOL: Any = bindparam("school", type_=Integer())


@dataclass(frozen=True)
class Waiting:
    """A post that no teacher of the group has read yet."""

    post: str
    question: str
    title: str
    text: str
    name: str
    placed_at: datetime
    picture: str | None


def placed_by_child() -> Condition:
    """What a child itself placed and whoever asks may read, in a prepared query of books."""
    return and_(
        Post.author_id == Book.child_id,
        Post.placed_at.is_not(None),
        Post.deleted_at.is_(None),
        permitted(Need.READ_POST),
    )


def unread(by: Any = None) -> Condition:
    """No teacher of the group has read the post as it is now, and neither has this person.

    While a child changes a placed post, what others see is still what it was.
    """
    teachers = select(Teaching.person_id).where(Teaching.group_id == GROUP)
    readers = PostRead.person_id.in_(teachers)
    return ~exists().where(
        PostRead.post_id == Post.id,
        or_(PostRead.read_at >= Post.changed_at, Post.pending.is_not(None)),
        readers if by is None else or_(readers, PostRead.person_id == by),
    )


@dataclass(frozen=True)
class ToReview:
    """Row ids of posts. ``waiting``: how many are unread, those that did not fit included."""

    unread: list[int]
    read: list[int]
    waiting: int


def to_review(group_id: int, who: Viewer) -> ToReview:
    """What waits for a reader, the longest waiting first; and what was read last."""
    found = _UNREAD.rows(group=group_id, **facts(who))
    read = _READ.rows(group=group_id, **facts(who))
    return ToReview(
        unread=[row.id for row in found],
        read=[row.id for row in read],
        waiting=found[0].waiting if found else 0,
    )


def _placed_in_group(*columns: Any) -> Any:
    return (
        select(*columns)
        .join(Book, Book.id == Post.book_id)
        .where(Book.group_id == GROUP, Book.school_id == SCHOOL, placed_by_child())
    )


def _unread() -> Any:
    asked = _placed_in_group(Post.id, func.count().over().label("waiting"))
    asked = asked.where(unread(ANYBODY.person_id))
    return asked.order_by(Post.placed_at, Post.id).limit(MOST_UNREAD)


def _read() -> Any:
    last = select(func.max(PostRead.read_at)).where(PostRead.post_id == Post.id)
    asked = _placed_in_group(Post.id).where(~unread(ANYBODY.person_id))
    return asked.order_by(last.scalar_subquery().desc(), Post.id).limit(MOST_READ)


_UNREAD, _READ = Prepared(_unread), Prepared(_read)


def waiting_in(group_id: int, who: Viewer) -> list[Waiting]:
    """The posts that wait longest for a reader."""
    return [Waiting(**row._mapping) for row in _WAITING.rows(group=group_id, **facts(who))]


def _waiting() -> Any:
    picture = (
        select(MediaAsset.public_id)
        .join(PostPicture, PostPicture.asset_id == MediaAsset.id)
        .where(
            PostPicture.post_id == Post.id,
            PostPicture.removed_at.is_(None),
            MediaAsset.ready_at.is_not(None),
        )
        .order_by(PostPicture.position)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            Post.public_id.label("post"),
            Post.question,
            Post.title,
            func.substr(Post.text, 1, 200).label("text"),
            Person.first_name.label("name"),
            Post.placed_at,
            picture.label("picture"),
        )
        .join(Book, Book.id == Post.book_id)
        .join(Person, Person.id == Book.child_id)
        .where(Book.group_id == GROUP, Book.school_id == SCHOOL, placed_by_child(), unread())
        .order_by(Post.placed_at, Post.id)
        .limit(MOST_WAITING)
    )


_WAITING = Prepared(_waiting)


def group_of_post(post_id: int) -> Group:
    """The group in whose books the post stands."""
    asked = select(Group).join(Book, Book.group_id == Group.id)
    asked = asked.join(Post, Post.book_id == Book.id).where(Post.id == post_id)
    return db.session.scalars(asked).one()
