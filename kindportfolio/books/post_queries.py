"""Posts as a page shows them: with their pictures, reactions and readers, in four statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import Condition, condition, one_of
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, Post, PostPicture
from kindportfolio.books.queries import BookFacts
from kindportfolio.books.voice_queries import Eyes, Voice, eyes, voices_at
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.media.models import MediaAsset
from kindportfolio.schools.models import SchoolYear

PER_PAGE = 50


@dataclass(frozen=True)
class Picture:
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


@dataclass(frozen=True)
class FoundPost:
    """A post and all that stands around it, before it gets its words for a page."""

    id: int
    public_id: str
    book_id: int
    child_id: int
    author_id: int
    child_name: str
    author: str
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
    here = (Post.book_id == book.id, Post.question == question, Post.place == place)
    return _page(here, page, who, eyes(who, book))


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


@dataclass(frozen=True)
class GroupState:
    """Other numbers as soon as any book of these groups changed. ``pack_id`` is of the newest."""

    books: int
    changes: int
    pack_id: int


def state_of_groups(who: Viewer) -> GroupState:
    asked = select(
        func.count(Book.id),
        func.coalesce(func.sum(Book.version), 0),
        func.coalesce(func.max(Book.pack_id), 0),
    )
    return GroupState(*db.session.execute(asked.where(one_of(Book.group_id, who.sits_in))).one())


def one_post(post: Post, who: Viewer, seen_as: Eyes) -> FoundPost:
    """A post that was loaded, with all that stands around it."""
    rows = db.session.execute(_posts().where(Post.id == post.id)).all()
    return _around(rows, who, seen_as)[0]


@dataclass(frozen=True)
class Thrown:
    """A post in the bin, and until when it lies there."""

    public_id: str
    title: str
    text: str
    has_pictures: bool
    question: str
    deleted_at: datetime
    closed_at: datetime | None


def thrown_away(who: Viewer) -> list[Thrown]:
    """What this person threw away, the last first."""
    has_pictures = exists().where(PostPicture.post_id == Post.id)
    asked = (
        select(
            Post.public_id,
            Post.title,
            func.substr(Post.text, 1, 200).label("text"),
            has_pictures.label("has_pictures"),
            Post.question,
            Post.deleted_at,
            Book.closed_at,
        )
        .join(Book, Book.id == Post.book_id)
        .where(Post.author_id == who.person_id, Post.deleted_at.is_not(None))
        .order_by(Post.deleted_at.desc())
        .limit(100)
    )
    return [Thrown(**row._mapping) for row in db.session.execute(asked)]


def _page(where: Iterable[Condition], number: int, who: Viewer, seen_as: Eyes) -> PostPage:
    asked = (
        _posts()
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
    rows = db.session.execute(asked).all()
    return PostPage(_around(rows[:PER_PAGE], who, seen_as), number, len(rows) > PER_PAGE)


def _posts() -> Any:
    child = Person.__table__.alias("child")
    return (
        select(
            Post.id,
            Post.public_id,
            Post.book_id,
            Book.child_id,
            Book.group_id,
            Post.author_id,
            child.c.first_name.label("child_name"),
            Person.called,
            Person.first_name,
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
        )
        .join(Book, Book.id == Post.book_id)
        .join(Person, Person.id == Post.author_id)
        .join(child, child.c.id == Book.child_id)
    )


def _around(rows: Sequence[Any], who: Viewer, seen_as: Eyes) -> list[FoundPost]:
    ids = [row.id for row in rows]
    if not ids:
        return []
    pictures, voices = _pictures(ids), voices_at(ids, who, seen_as)
    posts = []
    for row in rows:
        facts = dict(row._mapping)
        called, first_name = facts.pop("called"), facts.pop("first_name")
        del facts["group_id"]
        said = voices[row.id]
        posts.append(
            FoundPost(
                **facts,
                author=called or first_name,
                pictures=pictures[row.id],
                comments=[voice for voice in said if voice.comment_id],
                reads=[voice for voice in said if not voice.comment_id],
            )
        )
    return posts


def _pictures(ids: Sequence[int]) -> dict[int, list[Picture]]:
    asked = (
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
        .where(PostPicture.post_id.in_(ids), PostPicture.removed_at.is_(None))
        .order_by(PostPicture.position, PostPicture.id)
    )
    found: dict[int, list[Picture]] = defaultdict(list)
    for row in db.session.execute(asked):
        facts = dict(row._mapping)
        found[facts.pop("post_id")].append(Picture(**facts))
    return found
