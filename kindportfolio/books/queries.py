"""What the pages of a book want to know first: which book it is, its shelf, and its places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import condition
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, PlaceText, Post, Visit
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.media.models import MediaAsset
from kindportfolio.packs.queries import content_of
from kindportfolio.packs.reader import PackContent, Place, Question
from kindportfolio.schools.models import Group, SchoolYear


@dataclass(frozen=True)
class BookFacts:
    """A book on the shelf or in somebody's hands. ``guides``: this visitor guides its child."""

    id: int
    public_id: str
    child_id: int
    group_id: int
    pack_id: int
    year_level: int
    cover: int
    cover_picture: str
    closed_at: datetime | None
    version: int
    child_name: str
    child_face: str
    group_name: str
    year: str
    first_day: date
    last_day: date
    guides: bool

    @property
    def content(self) -> PackContent:
        return content_of(self.pack_id)

    @property
    def is_current(self) -> bool:
        return self.first_day <= clock.today() <= self.last_day

    @property
    def is_young(self) -> bool:
        return self.year_level <= 3


@dataclass(frozen=True)
class Seen:
    """The last look of this visitor at a place of a book."""

    at: datetime
    version: int


def shelf(child_id: int, who: Viewer) -> list[BookFacts]:
    """The books of one child that this visitor may read, oldest first."""
    return [
        BookFacts(**row._mapping)
        for row in db.session.execute(
            _facts(who)
            .where(Book.child_id == child_id, condition(Need.READ_BOOK, who))
            .order_by(SchoolYear.first_day)
        )
    ]


def book_at(book_id: int, who: Viewer, question: str, place: str) -> tuple[BookFacts, Seen | None]:
    """The facts of a book that was loaded, and when this visitor last saw this place of it."""
    last_look = and_(
        Visit.book_id == Book.id,
        Visit.person_id == who.person_id,
        Visit.question == question,
        Visit.place == place,
    )
    asked = _facts(who).add_columns(Visit.seen_at, Visit.version.label("seen_version"))
    asked = asked.outerjoin(Visit, last_look).where(Book.id == book_id)
    row = dict(db.session.execute(asked).one()._mapping)
    seen_at, seen_version = row.pop("seen_at"), row.pop("seen_version")
    return BookFacts(**row), Seen(seen_at, seen_version) if seen_at else None


def _facts(who: Viewer) -> Any:
    return (
        select(
            Book.id,
            Book.public_id,
            Book.child_id,
            Book.group_id,
            Book.pack_id,
            Book.year_level,
            Book.cover,
            Book.cover_picture,
            Book.closed_at,
            Book.version,
            Person.first_name.label("child_name"),
            Person.face.label("child_face"),
            Group.name.label("group_name"),
            SchoolYear.name.label("year"),
            SchoolYear.first_day,
            SchoolYear.last_day,
            condition(Need.GUIDE_BOOK, who).label("guides"),
        )
        .join(Person, Person.id == Book.child_id)
        .join(Group, Group.id == Book.group_id)
        .join(SchoolYear, SchoolYear.id == Book.school_year_id)
    )


@dataclass(frozen=True)
class ShownPlace:
    """A place as this book shows it: the teacher's own words and picture over the pack's."""

    question: Question
    place: Place
    text: str
    picture: str | None


def place_in(
    pack_id: int, year_level: int, question: str, place: str = ""
) -> tuple[Question, Place] | None:
    """A question of a book's pack and one of its places, the first when none is named."""
    try:
        found = content_of(pack_id).question(question)
        return found, found.place(place) if place else found.places_for(year_level)[0]
    except KeyError:
        return None


def first_place(book: BookFacts) -> tuple[Question, Place]:
    """Where a post goes whose own place is not in this book's pack."""
    question = book.content.questions[0]
    return question, question.places_for(book.year_level)[0]


def all_places(book: Book) -> list[tuple[Question, tuple[Place, ...]]]:
    """Every question of this book with its places."""
    questions = content_of(book.pack_id).questions
    return [(question, question.places_for(book.year_level)) for question in questions]


def pack_of(post: Post) -> PackContent:
    return content_of(post.book.pack_id)


def show_place(book: BookFacts, question: Question, place: Place) -> ShownPlace:
    """The place with what the teachers of the group made of it."""
    own = db.session.execute(
        select(PlaceText.text, ready_picture(PlaceText.asset_id).label("picture")).where(
            PlaceText.group_id == book.group_id,
            PlaceText.question == question.key,
            PlaceText.place == place.key,
        )
    ).first()
    words = own.text if own and own.text else place.text_for(book.year_level)
    return ShownPlace(question, place, words, own.picture if own else None)


def current_book(books: Sequence[BookFacts]) -> BookFacts | None:
    """The book of this school year."""
    return next((book for book in books if book.is_current), None)


def ready_picture(asset_id: Any) -> Any:
    ready = select(MediaAsset.public_id).where(
        MediaAsset.id == asset_id, MediaAsset.ready_at.is_not(None)
    )
    return ready.scalar_subquery()
