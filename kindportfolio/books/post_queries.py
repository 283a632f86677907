"""Posts as a page shows them: with their pictures, reactions and readers, in four statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, bindparam, exists, false, func, select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import Condition, condition, one_of
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, Post, PostPicture
from kindportfolio.books.queries import BookFacts
from kindportfolio.books.voice_queries import Eyes, Voice, eyes, voices_at
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.core.prepared import SLOTS, Prepared, rows_of
from kindportfolio.media.models import MediaAsset
from kindportfolio.schools.models import SchoolYear

PER_PAGE = 50


class Picture(NamedTuple):
    """A picture of a post. ``asset_id`` is its public name."""

    asset_id: str
    caption: str
    width: int | None
    height: int | None
    ready_at: datetime | None
    failed_at: datetime | None
    failure: str

    @property
    def state(self) -> str:
        if self.ready_at:
            return "ready"
        return "failed" if self.failed_at else "received"


class FoundPost(NamedTuple):
    """A post and all that stands around it, before it gets its words for a page."""

    id: int
    public_id: str
    book_id: int
    child_id: int
    author_id: int
    child_name: str
    author_face: str
    question: str
    place: str
    title: str
    text: str
    feeling: str
    audience: str
    placed_at: datetime | None
    released_at: datetime | None
    hidden_at: datetime | None
    hidden_reason: str
    sent_back_at: datetime | None
    hint: str
    deleted_at: datetime | None
    is_changing: bool
    is_lowered: bool
    is_open: bool
    author: str
    pictures: Sequence[Picture]
    comments: Sequence[Voice]
    reads: Sequence[Voice]

    @property
    def is_settled(self) -> bool:
        """Whether no picture is still being made ready."""
        return all(picture.state != "received" for picture in self.pictures)


@dataclass(frozen=True)
class PostPage:
    posts: Sequence[FoundPost]
    number: int
    has_next: bool


def posts_at(book: BookFacts, question: str, place: str, page: int, who: Viewer) -> PostPage:
    """One page of the placed posts at a place, newest first.

    In its own book a child may read everything, so that no rule needs to be asked per post.
    """
    seen_as = eyes(who, book)
    if seen_as is not Eyes.CHILD:
        here = (Post.book_id == book.id, Post.question == question, Post.place == place)
        return _page(here, page, who, seen_as)
    rows = _OWN.rows(book=book.id, question=question, place=place, start=(page - 1) * PER_PAGE)
    return _of_ids([row.id for row in rows], page, who, seen_as)


def posts_of_group(page: int, who: Viewer) -> PostPage:
    """One page of what children let their group see, and the teacher released, this year."""
    today = clock.today()
    this_year = exists().where(
        SchoolYear.id == Book.school_year_id,
        SchoolYear.first_day <= today,
        SchoolYear.last_day >= today,
    )
    released = (
        one_of(Book.group_id, who.sits_in),
        this_year,
        Post.audience == "group",
        Post.released_at.is_not(None),
        Post.hidden_at.is_(None),
    )
    return _page(released, page, who, Eyes.CLASSMATE)


def one_post(post: Post, who: Viewer, seen_as: Eyes) -> FoundPost:
    """A post that was loaded, with all that stands around it."""
    return posts_named([post.id], who, seen_as)[0]


def _page(where: Iterable[Condition], number: int, who: Viewer, seen_as: Eyes) -> PostPage:
    asked = (
        select(Post.id)
        .join(Book, Book.id == Post.book_id)
        .where(
            *where,
            Post.placed_at.is_not(None),
            Post.deleted_at.is_(None),
            condition(Need.READ_POST, who),
        )
        .order_by(Post.placed_at.desc(), Post.id.desc())
        .offset((number - 1) * PER_PAGE)
        .limit(PER_PAGE + 1)
    )
    return _of_ids(db.session.scalars(asked).all(), number, who, seen_as)


def _of_ids(ids: Sequence[int], number: int, who: Viewer, seen_as: Eyes) -> PostPage:
    posts = posts_named(ids[:PER_PAGE], who, seen_as)
    return PostPage(posts, number, len(ids) > PER_PAGE)


def _own() -> Any:
    return (
        select(Post.id)
        .where(
            Post.school_id == bindparam("school"),
            Post.book_id == bindparam("book"),
            Post.question == bindparam("question"),
            Post.place == bindparam("place"),
            Post.placed_at.is_not(None),
            Post.deleted_at.is_(None),
        )
        .order_by(Post.placed_at.desc(), Post.id.desc())
        .offset(bindparam("start", type_=Integer))
        .limit(PER_PAGE + 1)
    )


def posts_named(ids: Sequence[int], who: Viewer, seen_as: Eyes) -> list[FoundPost]:
    """Posts that this visitor may read, in this order, with all that stands around each."""
    pictures = _pictures(ids)
    voices = voices_at(ids, who, seen_as)
    posts = {}
    for called, first_name, *facts in rows_of(_POSTS, ids):
        key = facts[0]
        comments = [voice for voice in voices[key] if voice.comment_id]
        reads = [voice for voice in voices[key] if not voice.comment_id]
        around = (called or first_name, pictures[key], comments, reads)
        posts[key] = FoundPost._make((*facts, *around))
    return [posts[key] for key in ids]


def _posts() -> Any:
    child = Person.__table__.alias("child")
    return (
        select(
            Person.called,
            Person.first_name,
            Post.id,
            Post.public_id,
            Post.book_id,
            Book.child_id,
            Post.author_id,
            child.c.first_name.label("child_name"),
            Person.face.label("author_face"),
            Post.question,
            Post.place,
            Post.title,
            Post.text,
            Post.feeling,
            Post.audience,
            Post.placed_at,
            Post.released_at,
            Post.hidden_at,
            Post.hidden_reason,
            Post.sent_back_at,
            Post.hint,
            Post.deleted_at,
            Post.pending.is_not(None).label("is_changing"),
            func.coalesce(Post.lowered_at >= Post.changed_at, false()).label("is_lowered"),
            Book.closed_at.is_(None).label("is_open"),
        )
        .join(Book, Book.id == Post.book_id)
        .join(Person, Person.id == Post.author_id)
        .join(child, child.c.id == Book.child_id)
        .where(Post.school_id == bindparam("school"), Post.id.in_(SLOTS))
    )


def _pictures(ids: Sequence[int]) -> dict[int, list[Picture]]:
    found: dict[int, list[Picture]] = defaultdict(list)
    for post_id, *facts in rows_of(_PICTURES, ids):
        found[post_id].append(Picture._make(facts))
    return found


def _pictures_on() -> Any:
    return (
        select(
            PostPicture.post_id,
            MediaAsset.public_id.label("asset_id"),
            PostPicture.caption,
            MediaAsset.width,
            MediaAsset.height,
            MediaAsset.ready_at,
            MediaAsset.failed_at,
            MediaAsset.failure,
        )
        .join(MediaAsset, MediaAsset.id == PostPicture.asset_id)
        .where(
            PostPicture.school_id == bindparam("school"),
            PostPicture.post_id.in_(SLOTS),
            PostPicture.removed_at.is_(None),
        )
        .order_by(PostPicture.position, PostPicture.id)
    )


_OWN, _POSTS, _PICTURES = Prepared(_own), Prepared(_posts), Prepared(_pictures_on)
