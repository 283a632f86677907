"""What each page of a book shows, gathered in a few statements before the template prints it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from flask import url_for
from markupsafe import Markup

from kindportfolio.access.viewer import Viewer
from kindportfolio.books import actions, compass_queries, queries
from kindportfolio.books.compass_queries import Asked, Unfinished
from kindportfolio.books.models import Book
from kindportfolio.books.post_pages import Posts, posts_of_place
from kindportfolio.books.queries import BookFacts, Seen, ShownPlace
from kindportfolio.core import clock
from kindportfolio.core.cache import pieces
from kindportfolio.core.errors import NotThere
from kindportfolio.core.render import current_theme, piece
from kindportfolio.core.slots import filled
from kindportfolio.core.text import language
from kindportfolio.packs.queries import image_path
from kindportfolio.packs.reader import Question

LOOK_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Petal:
    href: str
    title: str
    news: int


@dataclass(frozen=True)
class CompassPage:
    """``writable``: the visitor is the child and this book is still open."""

    book: BookFacts
    own: bool
    writable: bool
    points: int
    asked: Asked | None
    unfinished: Sequence[Unfinished]
    petals_and_shelf: Markup
    note_visit: Callable[[], None] | None


def compass(book: BookFacts, books: Sequence[BookFacts], who: Viewer) -> CompassPage:
    own = who.person_id == book.child_id
    writable = own and book.closed_at is None
    asked = compass_queries.asked_of(book) if writable else None
    fresh = compass_queries.news(book, who)
    for told in filled("book.news", book):
        fresh.update(told)
    points = book.content.question(asked.question).number if asked else 1
    shown = books if own else [book]
    counts = tuple(fresh[one.key] for one in book.content.questions)
    seen = queries.last_look(book, who)

    key = ("compass", book, tuple(shown), own, counts, points, language(), current_theme().name)
    return CompassPage(
        book=book,
        own=own,
        writable=writable,
        points=points,
        asked=asked,
        unfinished=compass_queries.unfinished(book) if writable else [],
        petals_and_shelf=pieces.get(
            key, lambda: _petals_and_shelf(book, shown, counts, points, own)
        ),
        note_visit=None if _just_looked(book, seen) else _noting(book, who),
    )


def _petals_and_shelf(
    book: BookFacts, books: Sequence[BookFacts], counts: Sequence[int], points: int, own: bool
) -> Markup:
    start = url_for("books.book", book_id=book.public_id)
    petals = [
        Petal(f"{start}/{one.key}", one.title, count)
        for one, count in zip(book.content.questions, counts, strict=True)
    ]
    return piece(
        "books/_compass.html", petals=petals, book=book, books=books, points=points, own=own
    )


@dataclass(frozen=True)
class PlacePage:
    """One place of one question. ``teaches``: the visitor is a teacher of the child's group.
    ``more`` are parts that higher rooms put on this page; each names its own ``template``."""

    book: BookFacts
    own: bool
    writable: bool
    teaches: bool
    shown: ShownPlace
    head: Markup
    asked: Asked | None
    posts: Posts
    before: str
    after: str
    more: Sequence[Any]
    note_visit: Callable[[], None] | None

    @property
    def question(self) -> Question:
        return self.shown.question


def place(found: Book, question: str, place: str, number: int, who: Viewer) -> PlacePage:
    """:raises NotThere: the pack of this book has no such question or place."""
    place = place or queries.latest_place(found, question, who)
    pack_question, pack_place = _in_pack(found, question, place)
    book, seen, made = queries.place_at(found, who, question, pack_place.key)
    own = who.person_id == book.child_id
    asked = compass_queries.asked_at(book, question, pack_place.key) if own else None
    teaches = book.guides and book.group_id in who.manages
    posts = posts_of_place(book, question, pack_place.key, number, who, seen)
    if number > 1 and not posts.count:
        raise NotThere
    here = url_for("books.place", book_id=book.public_id, question=question, place=pack_place.key)
    shown = queries.show_place(book, pack_question, pack_place, made)
    more = filled(f"book.question.{question}", book)

    prompted = asked is not None and (seen is None or asked.opens_at > seen.at)
    stale = prompted or more or not _just_looked(book, seen)
    return PlacePage(
        book=book,
        own=own,
        writable=own and book.closed_at is None,
        teaches=teaches,
        shown=shown,
        head=_head(book, shown, asked, edit=teaches and book.closed_at is None),
        asked=asked,
        posts=posts,
        before=f"{here}?blad={number - 1}" if number > 1 else "",
        after=f"{here}?blad={number + 1}" if posts.has_next else "",
        more=more,
        note_visit=_noting(book, who, question, pack_place.key) if stale else None,
    )


def _head(book: BookFacts, shown: ShownPlace, asked: Asked | None, *, edit: bool) -> Markup:
    """The head of the page: question, places, the place itself and what is asked there."""
    here = (book.public_id, book.pack_id, book.year_level, shown.question.key, shown.place.key)
    key = ("place", *here, shown.text, shown.picture, asked, edit, language(), current_theme().name)
    start = url_for("books.book", book_id=book.public_id) + f"/{shown.question.key}"

    def make() -> Markup:
        tabs = [
            (f"{start}/{one.key}", one.title, one.key == shown.place.key)
            for one in shown.question.places_for(book.year_level)
        ]
        return piece(
            "books/_place.html",
            shown=shown,
            tabs=tabs,
            image=image_path(book.content, shown.place.image),
            asked=asked,
            edit=_edit_address(book, shown) if edit else "",
        )

    head: Markup = pieces.get(key, make)
    return head


def _edit_address(book: BookFacts, shown: ShownPlace) -> str:
    return url_for(
        "books.edit_place",
        group_id=book.group_public_id,
        question=shown.question.key,
        place=shown.place.key,
        boek=book.public_id,
    )


def _in_pack(book: Book, question: str, place: str) -> Any:
    found = queries.place_in(book.pack_id, book.year_level, question, place)
    if found is None:
        raise NotThere
    return found


def _noting(
    book: BookFacts, who: Viewer, question: str = "", place: str = ""
) -> Callable[[], None]:
    return partial(actions.note_visit, book, who, question, place)


def _just_looked(book: BookFacts, seen: Seen | None) -> bool:
    """Whether nothing changed since the last look, and that was not long ago."""
    return seen is not None and seen.version == book.version and clock.now() - seen.at < LOOK_AGAIN
