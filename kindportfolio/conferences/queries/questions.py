"""Questions that guardians bring to the talk."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import condition
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book
from kindportfolio.conferences.models import TalkQuestion
from kindportfolio.core.db import db
from kindportfolio.schools.models import Group, Guardianship


@dataclass(frozen=True)
class Question:
    public_id: str
    text: str
    shared_at: datetime | None
    who: str


def shared_in(group: Group, who: Viewer) -> dict[int, list[Question]]:
    """The questions shared with the teachers of this group, by the book they are about."""
    linked = and_(
        Guardianship.guardian_id == TalkQuestion.author_id,
        Guardianship.child_id == Book.child_id,
    )
    rows = db.session.execute(
        select(
            TalkQuestion.book_id,
            TalkQuestion.public_id,
            TalkQuestion.text,
            TalkQuestion.shared_at,
            func.coalesce(Guardianship.called, Person.first_name).label("who"),
        )
        .join(Book, Book.id == TalkQuestion.book_id)
        .join(Person, Person.id == TalkQuestion.author_id)
        .outerjoin(Guardianship, linked)
        .where(
            Book.group_id == group.id,
            TalkQuestion.shared_at.is_not(None),
            TalkQuestion.removed_at.is_(None),
            condition(Need.READ_TALK_QUESTION, who),
        )
        .order_by(TalkQuestion.shared_at)
    )
    found: dict[int, list[Question]] = defaultdict(list)
    for row in rows:
        found[row.book_id].append(Question(row.public_id, row.text, row.shared_at, row.who))
    return found


def own_about(book_id: int, who: Viewer) -> list[Question]:
    """What this guardian wrote down for the talk, in the order of writing."""
    rows = db.session.execute(
        select(TalkQuestion.public_id, TalkQuestion.text, TalkQuestion.shared_at)
        .where(
            TalkQuestion.book_id == book_id,
            TalkQuestion.author_id == who.person_id,
            TalkQuestion.removed_at.is_(None),
        )
        .order_by(TalkQuestion.written_at, TalkQuestion.id)
    )
    return [Question(*row, who="") for row in rows]
