"""What happens around the talk: windows open and close, questions are brought along."""

from datetime import datetime

from sqlalchemy import select

from kindportfolio.access.trail import trace
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book
from kindportfolio.conferences.models import TalkQuestion
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.schools.models import Group, ReadingWindow


def open_window(
    group: Group, opens_at: datetime, closes_at: datetime, *, by: Viewer, reader: str = ""
) -> None:
    """Let guardians read from one moment until another.

    :param reader: the public names of a child and one of its guardians with a dot between, or
        nothing for the whole group. Who may be named was checked by the form.
    """
    child_id, _, reader_id = reader.partition(".")
    window = ReadingWindow(
        group_id=group.id,
        child_id=_person(child_id),
        reader_id=_person(reader_id),
        opens_at=opens_at,
        closes_at=closes_at,
        opened_by_id=by.person_id,
    )
    db.session.add(window)
    db.session.flush()
    trace("window opened", window, **_moments(window))


def change_window(window: ReadingWindow, opens_at: datetime, closes_at: datetime) -> None:
    before = _moments(window)
    window.opens_at, window.closes_at = opens_at, closes_at
    trace("window changed", window, before=before, **_moments(window))


def close_window(window: ReadingWindow) -> None:
    """Close it now. A reader loses access on the next request."""
    if window.withdrawn_at is None:
        window.withdrawn_at = clock.now()
        trace("window closed", window)


def _moments(window: ReadingWindow) -> dict[str, str]:
    return {"opens": window.opens_at.isoformat(), "closes": window.closes_at.isoformat()}


def _person(public_id: str) -> int | None:
    if not public_id:
        return None
    return db.session.execute(select(Person.id).where(Person.public_id == public_id)).scalar_one()


def bring_question(book: Book, text: str, *, by: Viewer, share: bool) -> None:
    """Write a question down for the talk: for oneself, or at once for the teacher too."""
    moment = clock.now()
    question = TalkQuestion(
        book_id=book.id,
        author_id=by.person_id,
        text=text,
        written_at=moment,
        shared_at=moment if share else None,
    )
    db.session.add(question)


def share_question(question: TalkQuestion, share: bool) -> None:
    """Show the question to the teachers of the child, or take it back."""
    question.shared_at = clock.now() if share else None


def remove_question(question: TalkQuestion) -> None:
    question.removed_at = clock.now()
