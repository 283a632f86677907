"""Posts as a page shows them: with their pictures, reactions and readers, in four statements."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Date, Integer, bindparam, exists, false, func, select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import ANYBODY, facts, one_of, permitted
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, Post, PostPicture
from kindportfolio.books.queries import BookFacts
from kindportfolio.books.voice_queries import Eyes, Voice, eyes, voices_at
from kindportfolio.core import clock
from kindportfolio.core.ids import THESE, among
from kindportfolio.core.prepared import Prepared
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
    """One page of the placed posts at a place, newest first."""
    here = {"book": book.id, "question": question, "place": place}
    return _page(_HERE, page, who, eyes(who, book), **here)


def posts_of_group(page: int, who: Viewer) -> PostPage:
    """One page of what children let their group see, and the teacher released, this year."""
    return _page(_GROUP, page, who, Eyes.CLASSMATE, today=clock.today())


def one_post(post: Post, who: Viewer, seen_as: Eyes) -> FoundPost:
    """A post that was loaded, with all that stands around it."""
    return posts_named([post.id], who, seen_as)[0]


def _page(asked: Prepared, number: int, who: Viewer, seen_as: Eyes, **where: Any) -> PostPage:
    start = (number - 1) * PER_PAGE
    rows = asked.rows(start=start, **facts(who), **where)
    return PostPage(_around(rows[:PER_PAGE], who, seen_as), number, len(rows) > PER_PAGE)


def _readable() -> Any:
    """Placed posts that whoever asks may read, newest first, one more than a page holds."""
    return (
        _posts()
        .where(Post.placed_at.is_not(None), Post.deleted_at.is_(None), permitted(Need.READ_POST))
        .order_by(Post.placed_at.desc(), Post.id.desc())
        .offset(bindparam("start", type_=Integer))
        .limit(PER_PAGE + 1)
    )


def _here() -> Any:
    return _readable().where(
        Post.book_id == bindparam("book"),
        Post.question == bindparam("question"),
        Post.place == bindparam("place"),
    )


def _of_group() -> Any:
    today = bindparam("today", type_=Date)
    this_year = exists().where(
        SchoolYear.id == Book.school_year_id,
        SchoolYear.first_day <= today,
        SchoolYear.last_day >= today,
    )
    return _readable().where(
        one_of(Book.group_id, ANYBODY.sits_in),
        this_year,
        Post.audience == "group",
        Post.released_at.is_not(None),
        Post.hidden_at.is_(None),
    )


def posts_named(ids: Sequence[int], who: Viewer, seen_as: Eyes) -> list[FoundPost]:
    """Posts that this visitor may read, in this order, with all that stands around each."""
    found = {one.id: one for one in _around(_NAMED.rows(ids=frozenset(ids)), who, seen_as)}
    return [found[one] for one in ids]


def _around(rows: Sequence[Any], who: Viewer, seen_as: Eyes) -> list[FoundPost]:
    ids = frozenset(row.id for row in rows)
    pictures, voices = _pictures(ids), voices_at(ids, who, seen_as)
    posts = []
    for called, first_name, *row in rows:
        key = row[0]
        comments = [voice for voice in voices[key] if voice.comment_id]
        reads = [voice for voice in voices[key] if not voice.comment_id]
        around = (called or first_name, pictures[key], comments, reads)
        posts.append(FoundPost._make((*row, *around)))
    return posts


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
        .where(Post.school_id == bindparam("school"))
    )


def _pictures(ids: frozenset[int]) -> dict[int, list[Picture]]:
    found: dict[int, list[Picture]] = defaultdict(list)
    for post_id, *row in _PICTURES.rows(ids=ids):
        found[post_id].append(Picture._make(row))
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
            among(PostPicture.post_id, THESE),
            PostPicture.removed_at.is_(None),
        )
        .order_by(PostPicture.position, PostPicture.id)
    )


_HERE, _GROUP = Prepared(_here), Prepared(_of_group)
_NAMED = Prepared(lambda: _posts().where(among(Post.id, THESE)))
_PICTURES = Prepared(_pictures_on)
