"""What the compass tells: what is asked, what is unfinished, and what is new."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    union_all,
)

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import ANYBODY, Condition, facts, permitted
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, Comment, Post, PostPicture, Prompt, Visit
from kindportfolio.books.queries import BookFacts, ready_picture
from kindportfolio.core import clock
from kindportfolio.core.db import Moment, db
from kindportfolio.core.prepared import Prepared
from kindportfolio.media.models import MediaAsset
from kindportfolio.schools.models import Period

MOST_UNFINISHED = 8


@dataclass(frozen=True)
class Asked:
    """An open prompt, as the child hears it."""

    public_id: str
    question: str
    place: str
    text: str
    who: str
    face: str
    period: str
    opens_at: datetime
    picture: str | None
    answered: bool


@dataclass(frozen=True)
class Unfinished:
    """Something to go on with: a draft, a change not placed yet, or a post that came back."""

    public_id: str
    question: str
    title: str
    text: str
    hint: str
    is_back: bool
    picture: str | None


def asked_of(book: BookFacts) -> Asked | None:
    """What to ask the child now: an open prompt it has not answered, the newest first."""
    row = _ASKED.first(book=book.id, group=book.group_id, moment=clock.now())
    return _asked(row) if row else None


def asked_at(book: BookFacts, question: str, place: str) -> Asked | None:
    """The same, at one place."""
    row = _ASKED_AT.first(
        book=book.id, group=book.group_id, moment=clock.now(), question=question, place=place
    )
    return _asked(row) if row else None


def prompt_of(post: Post, book: BookFacts) -> Asked | None:
    """What this post answers, also when it is no longer open."""
    if post.prompt_id is None:
        return None
    row = _PROMPT.first(book=book.id, prompt=post.prompt_id)
    return _asked(row) if row else None


def open_prompt(group_id: int, public_id: str, question: str, place: str) -> Prompt | None:
    """The prompt of this name, when it stands open at this place for this group."""
    return db.session.scalars(
        select(Prompt).where(
            Prompt.public_id == public_id,
            Prompt.question == question,
            Prompt.place == place,
            *_open_prompts(group_id, clock.now()),
        )
    ).first()


def _prompts() -> Any:
    answered = exists().where(
        Post.prompt_id == Prompt.id,
        Post.book_id == bindparam("book"),
        Post.placed_at.is_not(None),
        Post.deleted_at.is_(None),
    )
    return (
        select(
            Prompt.public_id,
            Prompt.question,
            Prompt.place,
            Prompt.text,
            Prompt.opens_at,
            Person.called,
            Person.first_name,
            Person.face,
            func.coalesce(Period.name, "").label("period"),
            ready_picture(Prompt.asset_id).label("picture"),
            answered.label("answered"),
        )
        .join(Person, Person.id == Prompt.author_id)
        .outerjoin(Period, Period.id == Prompt.period_id)
        .where(Prompt.school_id == bindparam("school"))
    )


def _open() -> Any:
    asked = _prompts().where(*_open_prompts(bindparam("group"), bindparam("moment", type_=Moment)))
    return asked.order_by("answered", Prompt.opens_at.desc(), Prompt.id.desc()).limit(1)


def _open_at() -> Any:
    return _open().where(
        Prompt.question == bindparam("question"), Prompt.place == bindparam("place")
    )


_ASKED, _ASKED_AT = Prepared(_open), Prepared(_open_at)
_PROMPT = Prepared(lambda: _prompts().where(Prompt.id == bindparam("prompt")))


def _asked(row: Any) -> Asked:
    said = dict(row._mapping)
    called, first_name = said.pop("called"), said.pop("first_name")
    return Asked(**said, who=called or first_name)


def _open_prompts(group_id: Any, moment: Any) -> tuple[Condition, ...]:
    return (
        Prompt.group_id == group_id,
        Prompt.withdrawn_at.is_(None),
        Prompt.opens_at <= moment,
        Prompt.closes_at > moment,
    )


def unfinished(book: BookFacts) -> list[Unfinished]:
    """What the child can go on with, the newest first; drafts without anything are left out."""
    return [Unfinished(*row) for row in _UNFINISHED.rows(book=book.id)]


def _unfinished() -> Any:
    stands = and_(
        PostPicture.post_id == Post.id,
        PostPicture.removed_at.is_(None),
        MediaAsset.ready_at.is_not(None),
    )
    picture = (
        select(MediaAsset.public_id)
        .join(PostPicture, PostPicture.asset_id == MediaAsset.id)
        .where(stands)
        .order_by(PostPicture.position)
        .limit(1)
        .scalar_subquery()
    )
    has_picture = exists().where(PostPicture.post_id == Post.id, PostPicture.removed_at.is_(None))
    begun = and_(Post.placed_at.is_(None), or_(Post.title != "", Post.text != "", has_picture))
    return (
        select(
            Post.public_id,
            Post.question,
            Post.title,
            func.substr(Post.text, 1, 80).label("text"),
            Post.hint,
            Post.sent_back_at.is_not(None).label("is_back"),
            picture.label("picture"),
        )
        .join(Book, Book.id == Post.book_id)
        .where(
            Post.school_id == bindparam("school"),
            Post.book_id == bindparam("book"),
            Post.author_id == Book.child_id,
            Post.deleted_at.is_(None),
            or_(begun, Post.sent_back_at.is_not(None), Post.pending.is_not(None)),
        )
        .order_by(Post.changed_at.desc())
        .limit(MOST_UNFINISHED)
    )


_UNFINISHED = Prepared(_unfinished)


def news(book: BookFacts, who: Viewer) -> Counter[str]:
    """How many new things stand under each question since this visitor last looked there.

    For the child: reactions, prompts and posts of others. For a reader: posts.
    """
    asked = _NEWS if who.person_id == book.child_id else _NEW_POSTS
    rows = asked.rows(book=book.id, group=book.group_id, moment=clock.now(), **facts(who))
    counted: Counter[str] = Counter()
    for question, count in rows:
        counted[question] += count
    return counted


def _new_posts() -> Any:
    posts = _new(Post.question, Post.place, Post.placed_at)
    return posts.where(
        Post.school_id == bindparam("school"),
        Post.book_id == bindparam("book"),
        Post.author_id != ANYBODY.person_id,
        Post.placed_at.is_not(None),
        Post.deleted_at.is_(None),
        permitted(Need.READ_POST),
    )


def _news() -> Any:
    reactions = _new(Post.question, Post.place, Comment.written_at)
    prompts = _new(Prompt.question, Prompt.place, Prompt.opens_at)
    return union_all(
        _new_posts(),
        reactions.join(Comment, Comment.post_id == Post.id).where(
            Post.book_id == bindparam("book"),
            Post.deleted_at.is_(None),
            Comment.author_id != ANYBODY.person_id,
            Comment.removed_at.is_(None),
        ),
        prompts.where(*_open_prompts(bindparam("group"), bindparam("moment", type_=Moment))),
    )


def _new(question: Any, place: Any, at: Any) -> Any:
    """Counts, per question, what came after this visitor's last look at that place."""
    last_look = and_(
        Visit.person_id == ANYBODY.person_id,
        Visit.book_id == bindparam("book"),
        Visit.question == question,
        Visit.place == place,
    )
    return (
        select(question, func.count().label("count"))
        .select_from(question.class_)
        .outerjoin(Visit, last_look)
        .where(or_(Visit.seen_at.is_(None), at > Visit.seen_at))
        .group_by(question)
    )


_NEWS, _NEW_POSTS = Prepared(_news), Prepared(_new_posts)
