"""Who reacted to posts and who read them, as far as somebody's eyes may see the names."""

from collections import defaultdict
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import String, and_, bindparam, exists, literal, select, union_all

from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, Comment, Post, PostRead
from kindportfolio.books.queries import BookFacts
from kindportfolio.core.ids import THESE, among
from kindportfolio.core.prepared import Prepared
from kindportfolio.schools.models import Guardianship, Teaching


class Eyes(StrEnum):
    """Through whose eyes posts are seen; it decides whose names stand beside them."""

    CHILD = "child"
    STAFF = "staff"
    GUARDIAN = "guardian"
    CLASSMATE = "classmate"


def eyes(who: Viewer, book: BookFacts) -> Eyes:
    """Somebody who guides the child sees as staff, also when it is their own child."""
    if who.is_child:
        return Eyes.CHILD if who.person_id == book.child_id else Eyes.CLASSMATE
    return Eyes.GUARDIAN if book.child_id in who.wards and not book.guides else Eyes.STAFF


class Voice(NamedTuple):
    """What somebody said of a post: a reaction, or only that they read it."""

    comment_id: str
    author_id: int
    at: datetime
    text: str
    sticker: str
    face: str
    name: str
    is_teacher: bool
    is_guardian: bool


def voices_at(ids: frozenset[int], who: Viewer, seen_as: Eyes) -> dict[int, list[Voice]]:
    """Reactions and readers, oldest first, as far as these eyes may see them.

    The child and staff see all. A guardian sees no other guardian, and of the readers only
    itself and staff. Classmates see reactions, but not those of guardians, and no readers.
    """
    found: dict[int, list[Voice]] = defaultdict(list)
    for post_id, is_child, teaches, at_home, called, first_name, *said in _VOICES.rows(
        ids=frozenset(ids)
    ):
        is_guardian = at_home is not None and not teaches
        name = at_home if is_guardian else called or first_name
        voice = Voice._make((*said, name, bool(teaches), is_guardian))
        if _may_know(voice, is_child, who, seen_as):
            found[post_id].append(voice)
    return found


def _may_know(voice: Voice, is_child: bool, who: Viewer, seen_as: Eyes) -> bool:
    if seen_as in (Eyes.CHILD, Eyes.STAFF) or voice.author_id == who.person_id:
        return True
    if voice.is_guardian:
        return False
    if voice.comment_id:
        return True
    return seen_as is Eyes.GUARDIAN and not is_child


def _voices() -> Any:
    nothing = literal("", String)
    commented = select(
        Comment.post_id,
        Comment.author_id.label("person_id"),
        Comment.public_id.label("comment_id"),
        Comment.written_at.label("at"),
        Comment.text,
        Comment.sticker,
    ).where(among(Comment.post_id, THESE), Comment.removed_at.is_(None))
    have_read = select(
        PostRead.post_id,
        PostRead.person_id,
        nothing.label("comment_id"),
        PostRead.read_at.label("at"),
        nothing.label("text"),
        nothing.label("sticker"),
    ).where(among(PostRead.post_id, THESE))
    said = union_all(commented, have_read).subquery()
    teaches = exists().where(
        Teaching.person_id == said.c.person_id, Teaching.group_id == Book.group_id
    )
    at_home = and_(
        Guardianship.guardian_id == said.c.person_id, Guardianship.child_id == Book.child_id
    )
    return (
        select(
            said.c.post_id,
            Person.is_child,
            teaches.label("teaches"),
            Guardianship.called.label("at_home"),
            Person.called,
            Person.first_name,
            said.c.comment_id,
            said.c.person_id,
            said.c.at,
            said.c.text,
            said.c.sticker,
            Person.face,
        )
        .join(Post, Post.id == said.c.post_id)
        .join(Book, Book.id == Post.book_id)
        .join(Person, Person.id == said.c.person_id)
        .outerjoin(Guardianship, at_home)
        .where(Post.school_id == bindparam("school"))
        .order_by(said.c.at)
    )


_VOICES = Prepared(_voices)
