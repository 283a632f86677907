"""The prompts of a group in a period."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, and_, bindparam, func, or_, select

from kindportfolio.access.rules import facts
from kindportfolio.access.viewer import Viewer
from kindportfolio.books.models import Book, Post, Prompt
from kindportfolio.books.waiting_queries import GROUP, SCHOOL, placed_by_child
from kindportfolio.core.db import Moment
from kindportfolio.core.prepared import Prepared
from kindportfolio.media.models import MediaAsset
from kindportfolio.schools.queries import Stretch

BEGINS: Any = bindparam("begins", type_=Moment())
ENDS: Any = bindparam("ends", type_=Moment())


@dataclass(frozen=True)
class Asked:
    """A prompt of the group, and how many children placed something for it."""

    prompt: str
    question: str
    place: str
    text: str
    opens_at: datetime
    closes_at: datetime
    withdrawn: bool
    picture: str | None
    answered: int


def asked_in(
    group_id: int, stretch: Stretch, who: Viewer, *, withdrawn: bool = False
) -> list[Asked]:
    """The prompts of a period, in the order in which they open; those taken back if wanted."""
    found = _ASKED.rows(
        group=group_id,
        period=stretch.id,
        begins=stretch.begins_at,
        ends=stretch.ends_at,
        **facts(who),
    )
    asked = [Asked(**row._mapping) for row in found]
    return asked if withdrawn else [prompt for prompt in asked if not prompt.withdrawn]


def _asked() -> Any:
    picture = select(MediaAsset.public_id).where(
        MediaAsset.id == Prompt.asset_id, MediaAsset.ready_at.is_not(None)
    )
    answered = (
        select(func.count(Post.book_id.distinct()))
        .join(Book, Book.id == Post.book_id)
        .where(Post.prompt_id == Prompt.id, placed_by_child())
        .scalar_subquery()
    )
    return (
        select(
            Prompt.public_id.label("prompt"),
            Prompt.question,
            Prompt.place,
            Prompt.text,
            Prompt.opens_at,
            Prompt.closes_at,
            Prompt.withdrawn_at.is_not(None).label("withdrawn"),
            picture.scalar_subquery().label("picture"),
            answered.label("answered"),
        )
        .where(
            Prompt.group_id == GROUP,
            Prompt.school_id == SCHOOL,
            or_(
                Prompt.period_id == bindparam("period", type_=Integer()),
                and_(Prompt.opens_at >= BEGINS, Prompt.opens_at < ENDS),
            ),
        )
        .order_by(Prompt.opens_at, Prompt.id)
    )


_ASKED = Prepared(_asked)
