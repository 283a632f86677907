"""What the compass tells: what is asked, what is unfinished, and what is new."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select, union_all

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import Condition, condition
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Comment, Post, PostPicture, Prompt, Visit
from kindportfolio.books.queries import BookFacts, ready_picture
from kindportfolio.core import clock
from kindportfolio.core.db import db
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


def asked_of(book: BookFacts, question: str = "", place: str = "") -> list[Asked]:
    """The open prompts of the book's group; what is not answered yet comes first, then newest.

    :param question: only prompts at this place.
    """
    here = (Prompt.question == question, Prompt.place == place) if question else ()
    asked = _prompts(book).where(*_open_prompts(book.group_id, clock.now()), *here)
    order = ("answered", Prompt.opens_at.desc(), Prompt.id.desc())
    return [_asked(row) for row in db.session.execute(asked.order_by(*order).limit(5))]


def prompt_of(post: Post, book: BookFacts) -> Asked | None:
    """What this post answers, also when it is no longer open."""
    if post.prompt_id is None:
        return None
    row = db.session.execute(_prompts(book).where(Prompt.id == post.prompt_id)).first()
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


def _prompts(book: BookFacts) -> Any:
    answered = exists().where(
        Post.prompt_id == Prompt.id,
        Post.book_id == book.id,
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
    )


def _asked(row: Any) -> Asked:
    said = dict(row._mapping)
    called, first_name = said.pop("called"), said.pop("first_name")
    return Asked(**said, who=called or first_name)


def _open_prompts(group_id: int, moment: datetime) -> tuple[Condition, ...]:
    return (
        Prompt.group_id == group_id,
        Prompt.withdrawn_at.is_(None),
        Prompt.opens_at <= moment,
        Prompt.closes_at > moment,
    )


def unfinished(book: BookFacts) -> list[Unfinished]:
    """What the child can go on with, the newest first; drafts without anything are left out."""
    picture = (
        select(MediaAsset.public_id)
        .join(PostPicture, PostPicture.asset_id == MediaAsset.id)
        .where(PostPicture.post_id == Post.id, PostPicture.removed_at.is_(None))
        .where(MediaAsset.ready_at.is_not(None))
        .order_by(PostPicture.position)
        .limit(1)
        .scalar_subquery()
    )
    has_picture = exists().where(PostPicture.post_id == Post.id, PostPicture.removed_at.is_(None))
    begun = and_(Post.placed_at.is_(None), or_(Post.title != "", Post.text != "", has_picture))
    rows = db.session.execute(
        select(
            Post.public_id,
            Post.question,
            Post.title,
            func.substr(Post.text, 1, 80).label("text"),
            Post.hint,
            Post.sent_back_at.is_not(None).label("is_back"),
            picture.label("picture"),
        )
        .where(
            Post.book_id == book.id,
            Post.author_id == book.child_id,
            Post.deleted_at.is_(None),
            or_(begun, Post.sent_back_at.is_not(None), Post.pending.is_not(None)),
        )
        .order_by(Post.changed_at.desc())
        .limit(MOST_UNFINISHED)
    )
    return [Unfinished(**row._mapping) for row in rows]


def news(book: BookFacts, who: Viewer) -> Counter[str]:
    """How many new things stand under each question since this visitor last looked there.

    For the child: reactions, prompts and posts of others. For a reader: posts.
    """
    placed = and_(
        Post.book_id == book.id,
        Post.author_id != who.person_id,
        Post.placed_at.is_not(None),
        Post.deleted_at.is_(None),
        condition(Need.READ_POST, who),
    )
    told = [_new(Post.question, Post.place, Post.placed_at, book, who).where(placed)]
    if who.person_id == book.child_id:
        reacted = _new(Post.question, Post.place, Comment.written_at, book, who)
        told += [
            reacted.join(Comment, Comment.post_id == Post.id).where(
                Post.book_id == book.id,
                Post.deleted_at.is_(None),
                Comment.author_id != who.person_id,
                Comment.removed_at.is_(None),
            ),
            _new(Prompt.question, Prompt.place, Prompt.opens_at, book, who).where(
                *_open_prompts(book.group_id, clock.now())
            ),
        ]
    counted: Counter[str] = Counter()
    for question, count in db.session.execute(union_all(*told)):
        counted[question] += count
    return counted


def _new(question: Any, place: Any, at: Any, book: BookFacts, who: Viewer) -> Any:
    """Counts, per question, what came after this visitor's last look at that place."""
    last_look = and_(
        Visit.person_id == who.person_id,
        Visit.book_id == book.id,
        Visit.question == question,
        Visit.place == place,
    )
    return (
        select(question, func.count())
        .select_from(question.class_)
        .outerjoin(Visit, last_look)
        .where(or_(Visit.seen_at.is_(None), at > Visit.seen_at))
        .group_by(question)
    )
