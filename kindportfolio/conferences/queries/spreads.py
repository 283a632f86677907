"""A book as pages to leaf through: one post a page, two pages a spread."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import condition
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, Post, Prompt
from kindportfolio.books.queries import BookFacts
from kindportfolio.core.db import db
from kindportfolio.packs.reader import PackContent
from kindportfolio.schools.models import SchoolYear

FIRST_PAGE = 2  # The cover is page 1, so that left pages have even numbers, as in any book.


@dataclass(frozen=True)
class Leaf:
    """One page of the book: which post stands on it, and what a teacher asked for it.
    ``number`` is printed at its foot."""

    id: int
    public_id: str
    question: str
    place: str
    title: str
    opening: str
    placed_at: datetime
    asked: str
    asked_by: str
    number: int


@dataclass(frozen=True)
class OtherBook:
    public_id: str
    year: str
    year_level: int


def other_books(book: BookFacts, who: Viewer) -> list[OtherBook]:
    """The books of other years of the same child that this visitor may read, newest first."""
    rows = db.session.execute(
        select(Book.public_id, SchoolYear.name.label("year"), Book.year_level)
        .join(SchoolYear, SchoolYear.id == Book.school_year_id)
        .where(Book.child_id == book.child_id, Book.id != book.id, condition(Need.READ_BOOK, who))
        .order_by(SchoolYear.first_day.desc())
    )
    return [OtherBook(**row._mapping) for row in rows]


def leaves_of(book: BookFacts, who: Viewer) -> list[Leaf]:
    """Every page this visitor may read, by question, then place, then day."""
    rows = db.session.execute(
        select(
            Post.id,
            Post.public_id,
            Post.question,
            Post.place,
            Post.title,
            func.substr(Post.text, 1, 60).label("opening"),
            Post.placed_at,
            func.coalesce(Prompt.text, "").label("asked"),
            func.coalesce(func.nullif(Person.called, ""), Person.first_name, "").label("asked_by"),
        )
        .outerjoin(Prompt, Prompt.id == Post.prompt_id)
        .outerjoin(Person, Person.id == Prompt.author_id)
        .where(
            Post.book_id == book.id,
            Post.placed_at.is_not(None),
            Post.deleted_at.is_(None),
            Post.hidden_at.is_(None),
            condition(Need.READ_POST, who),
        )
    ).all()
    order = {names: at for at, names in enumerate(_places(book.content))}
    last = len(order)
    rows = sorted(
        rows, key=lambda row: (order.get((row.question, row.place), last), row.placed_at, row.id)
    )
    return [Leaf(**row._mapping, number=at) for at, row in enumerate(rows, FIRST_PAGE)]


def _places(content: PackContent) -> list[tuple[str, str]]:
    return [(one.key, place.key) for one in content.questions for place in one.places]
