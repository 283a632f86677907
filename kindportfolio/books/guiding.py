"""What teachers do with their group: ask, and furnish the places of its books."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select, update

from kindportfolio.access.viewer import Viewer
from kindportfolio.books.models import Book, Prompt
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.core.errors import Closed
from kindportfolio.schools.models import Group


@dataclass(frozen=True)
class Question:
    """What a prompt asks, where, and when. ``asset_id``: its picture."""

    question: str
    place: str
    text: str
    period_id: int | None
    opens_at: datetime
    closes_at: datetime
    asset_id: int | None = None


def check_open(group: Group) -> None:
    """Raise unless books of this group can still be changed.

    :raises Closed: its books are closed, every one of them.
    """
    books = exists().where(Book.group_id == group.id)
    still_open = exists().where(Book.group_id == group.id, Book.closed_at.is_(None))
    has_books, is_open = db.session.execute(select(books, still_open)).one()
    if has_books and not is_open:
        raise Closed


def ask(group: Group, said: Question, by: Viewer) -> Prompt:
    """Put a prompt in all books of the group at once.

    :raises Closed: the books of the group are closed.
    """
    check_open(group)
    prompt = Prompt(group_id=group.id, author_id=by.person_id, **vars(said))
    db.session.add(prompt)
    raise_group(group.id)
    return prompt


def change_prompt(prompt: Prompt, group: Group, said: Question) -> None:
    """Ask it differently; what children already placed for it stays.

    :raises Closed: the books of the group are closed.
    """
    check_open(group)
    for name, value in vars(said).items():
        setattr(prompt, name, value)
    raise_group(group.id)


def withdraw_prompt(prompt: Prompt, group: Group) -> None:
    """Take a prompt out of the books. The answers of children stay where they are."""
    check_open(group)
    prompt.withdrawn_at = clock.now()
    raise_group(group.id)


def restore_prompt(prompt: Prompt, group: Group) -> None:
    """Put a withdrawn prompt back."""
    check_open(group)
    prompt.withdrawn_at = None
    raise_group(group.id)


def raise_group(group_id: int) -> None:
    """Tell every kept piece of page about this group that it is out of date."""
    raised = update(Group).where(Group.id == group_id).values(version=Group.version + 1)
    db.session.execute(raised, execution_options={"synchronize_session": False})
