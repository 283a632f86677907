"""What the pages of a book want to know first: which book it is, its shelf, and its places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import ANYBODY, facts, one_of, permitted
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, PlaceText, Post, Visit
from kindportfolio.core import clock
from kindportfolio.core.prepared import Prepared
from kindportfolio.media.models import MediaAsset
from kindportfolio.packs.queries import content_of
from kindportfolio.packs.reader import PackContent, Place, Question
from kindportfolio.schools.models import Group, SchoolYear


class BookFacts(NamedTuple):
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
    group_public_id: str
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
    """The last look of this visitor at a place of a book, and the look before that."""

    at: datetime
    version: int
    before: datetime | None = None


@dataclass(frozen=True)
class OwnPlace:
    """What the teachers of the group made of a place: their words, and their picture."""

    text: str = ""
    picture: str | None = None


def shelf(child_id: int, who: Viewer) -> list[BookFacts]:
    """The books of one child that this visitor may read, oldest first."""
    return [BookFacts._make(row) for row in _SHELF.rows(child=child_id, **facts(who))]


def book_at(book: Book, who: Viewer, question: str, place: str) -> tuple[BookFacts, Seen | None]:
    """The facts of a book that was loaded, and when this visitor last saw this place of it."""
    row = _BOOK.first(book=book.id, question=question, place=place, **facts(who))
    *found, seen_at, version, before = row
    return BookFacts._make(found), Seen(seen_at, version, before) if seen_at else None


def place_at(
    book: Book, who: Viewer, question: str, place: str
) -> tuple[BookFacts, Seen | None, OwnPlace]:
    """The same, and what the teachers of its group made of this place."""
    row = _PLACE.first(book=book.id, question=question, place=place, **facts(who))
    *found, seen_at, version, before, text, picture = row
    seen = Seen(seen_at, version, before) if seen_at else None
    return BookFacts._make(found), seen, OwnPlace(text or "", picture)


def latest_place(book: Book, question: str, who: Viewer) -> str:
    """Where the newest post under a question is that this visitor may read; else nothing."""
    row = _LATEST.first(book=book.id, question=question, **facts(who))
    known = row and place_in(book.pack_id, book.year_level, question, row.place)
    return row.place if row and known else ""


def _latest() -> Any:
    newest = select(Post.place).where(
        Post.school_id == bindparam("school"),
        Post.book_id == bindparam("book"),
        Post.question == bindparam("question"),
        Post.placed_at.is_not(None),
        Post.deleted_at.is_(None),
        permitted(Need.READ_POST),
    )
    return newest.order_by(Post.placed_at.desc()).limit(1)


_LATEST = Prepared(_latest)


def last_look(book: BookFacts, who: Viewer) -> Seen | None:
    """When this visitor last saw the compass of a book."""
    row = _LOOK.first(book=book.id, person=who.person_id)
    return Seen(*row) if row else None


def _look() -> Any:
    return select(Visit.seen_at, Visit.version, Visit.before_at).where(
        Visit.school_id == bindparam("school"),
        Visit.book_id == bindparam("book"),
        Visit.person_id == bindparam("person"),
        Visit.question == "",
        Visit.place == "",
    )


def _facts() -> Any:
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
            Group.public_id.label("group_public_id"),
            Group.name.label("group_name"),
            SchoolYear.name.label("year"),
            SchoolYear.first_day,
            SchoolYear.last_day,
            permitted(Need.GUIDE_BOOK).label("guides"),
        )
        .join(Person, Person.id == Book.child_id)
        .join(Group, Group.id == Book.group_id)
        .join(SchoolYear, SchoolYear.id == Book.school_year_id)
        .where(Book.school_id == bindparam("school"))
    )


def _shelf() -> Any:
    theirs = Book.child_id == bindparam("child")
    return _facts().where(theirs, permitted(Need.READ_BOOK)).order_by(SchoolYear.first_day)


def _book() -> Any:
    last_look = and_(
        Visit.book_id == Book.id,
        Visit.person_id == ANYBODY.person_id,
        Visit.question == bindparam("question"),
        Visit.place == bindparam("place"),
    )
    asked = _facts().add_columns(
        Visit.seen_at, Visit.version.label("seen_version"), Visit.before_at
    )
    return asked.outerjoin(Visit, last_look).where(Book.id == bindparam("book"))


def _place() -> Any:
    own = and_(
        PlaceText.group_id == Book.group_id,
        PlaceText.question == bindparam("question"),
        PlaceText.place == bindparam("place"),
    )
    picture = ready_picture(PlaceText.asset_id)
    return _book().add_columns(PlaceText.text, picture.label("picture")).outerjoin(PlaceText, own)


_SHELF, _BOOK, _LOOK = Prepared(_shelf), Prepared(_book), Prepared(_look)
_PLACE = Prepared(_place)


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


def show_place(book: BookFacts, question: Question, place: Place, own: OwnPlace) -> ShownPlace:
    """The place with what the teachers of the group made of it."""
    return ShownPlace(question, place, own.text or place.text_for(book.year_level), own.picture)


@dataclass(frozen=True)
class GroupState:
    """Other numbers as soon as any book of these groups changed. ``pack_id`` is of the newest."""

    books: int
    changes: int
    pack_id: int


def state_of_groups(who: Viewer) -> GroupState:
    return GroupState(*_GROUPS.first(**facts(who)))


def _groups() -> Any:
    return select(
        func.count(Book.id).label("books"),
        func.coalesce(func.sum(Book.version), 0).label("changes"),
        func.coalesce(func.max(Book.pack_id), 0).label("pack"),
    ).where(Book.school_id == bindparam("school"), one_of(Book.group_id, ANYBODY.sits_in))


_GROUPS = Prepared(_groups)


def current_book(books: Sequence[BookFacts]) -> BookFacts | None:
    """The book of this school year."""
    return next((book for book in books if book.is_current), None)


def ready_picture(asset_id: Any) -> Any:
    ready = select(MediaAsset.public_id).where(
        MediaAsset.id == asset_id, MediaAsset.ready_at.is_not(None)
    )
    return ready.scalar_subquery()
