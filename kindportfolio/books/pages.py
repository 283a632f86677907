"""What each page of a book shows, gathered in a few statements before the template prints it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import url_for
from markupsafe import Markup

from kindportfolio.access.viewer import Viewer
from kindportfolio.books import actions, compass_queries, post_queries, queries
from kindportfolio.books.compass_queries import Asked, Unfinished
from kindportfolio.books.models import Book
from kindportfolio.books.queries import BookFacts, Seen, ShownPlace
from kindportfolio.books.shown import Sight, show_page
from kindportfolio.books.voice_queries import Eyes, eyes
from kindportfolio.core import clock
from kindportfolio.core.cache import pieces
from kindportfolio.core.errors import NotThere
from kindportfolio.core.render import current_theme, piece
from kindportfolio.core.slots import filled
from kindportfolio.core.text import language
from kindportfolio.packs.queries import content_of, image_path
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
    petals: Sequence[Petal]
    points: int
    asked: Asked | None
    unfinished: Sequence[Unfinished]
    shelf: Sequence[BookFacts]


def compass(book: BookFacts, books: Sequence[BookFacts], who: Viewer) -> CompassPage:
    own = who.person_id == book.child_id
    writable = own and book.closed_at is None
    asked = compass_queries.asked_of(book)[:1] if writable else []
    fresh = compass_queries.news(book, who)
    for told in filled("book.news", book):
        fresh.update(told)
    start = url_for("books.book", book_id=book.public_id)
    return CompassPage(
        book=book,
        own=own,
        writable=writable,
        petals=[
            Petal(f"{start}/{one.key}", one.title, fresh[one.key]) for one in book.content.questions
        ],
        points=book.content.question(asked[0].question).number if asked else 1,
        asked=asked[0] if asked else None,
        unfinished=compass_queries.unfinished(book) if writable else [],
        shelf=books if own else [one for one in books if one.id == book.id],
    )


@dataclass(frozen=True)
class PlacePage:
    """One place of one question. ``more`` are parts that higher rooms put on this page; each
    names its own ``template``."""

    book: BookFacts
    own: bool
    writable: bool
    eyes: Eyes
    shown: ShownPlace
    image: str
    tabs: Sequence[tuple[str, str, bool]]
    asked: Asked | None
    posts: "Posts"
    before: str
    after: str
    more: Sequence[Any]
    note_visit: Callable[[], None]

    @property
    def question(self) -> Question:
        return self.shown.question


def place(found: Book, question: str, place: str, number: int, who: Viewer) -> PlacePage:
    """:raises NotThere: the pack of this book has no such question or place."""
    pack_question, pack_place = _in_pack(found, question, place)
    book, seen = queries.book_at(found.id, who, question, pack_place.key)
    own = who.person_id == book.child_id
    asked = compass_queries.asked_of(book, question, pack_place.key)[:1]
    shown_to = eyes(who, book)
    posts = _posts(book, question, pack_place.key, number, who, seen)
    if number > 1 and not posts.count:
        raise NotThere
    start = url_for("books.book", book_id=book.public_id) + f"/{question}"
    here = f"{start}/{pack_place.key}"
    more = filled(f"book.question.{question}", book)

    def note_visit() -> None:
        prompted = any(seen is None or one.opens_at > seen.at for one in asked)
        if prompted or more or not _just_looked(book, seen):
            actions.note_visit(book, who, question, pack_place.key)

    return PlacePage(
        book=book,
        own=own,
        writable=own and book.closed_at is None,
        eyes=shown_to,
        shown=queries.show_place(book, pack_question, pack_place),
        image=image_path(book.content, pack_place.image),
        tabs=[
            (f"{start}/{one.key}", one.title, one.key == pack_place.key)
            for one in pack_question.places_for(book.year_level)
        ],
        asked=asked[0] if asked and own else None,
        posts=posts,
        before=f"{here}?blad={number - 1}" if number > 1 else "",
        after=f"{here}?blad={number + 1}" if posts.has_next else "",
        more=more,
        note_visit=note_visit,
    )


def _in_pack(book: Book, question: str, place: str) -> Any:
    found = queries.place_in(book.pack_id, book.year_level, question, place)
    if found is None:
        raise NotThere
    return found


def _just_looked(book: BookFacts, seen: Seen | None) -> bool:
    """Whether nothing changed since the last look, and that was not long ago."""
    return seen is not None and seen.version == book.version and clock.now() - seen.at < LOOK_AGAIN


@dataclass(frozen=True)
class Posts:
    """A page of posts as a kept piece. ``settled``: no picture in it will still change."""

    html: Markup
    count: int
    has_next: bool
    settled: bool

    def __len__(self) -> int:
        return len(self.html)


def _posts(
    book: BookFacts, question: str, place: str, number: int, who: Viewer, seen: Seen | None
) -> Posts:
    """The posts at a place, as this person sees them; made again only when the book changed."""
    own = who.person_id == book.child_id
    changed = seen is None or seen.version != book.version
    sight = Sight(eyes(who, book), who.person_id, seen.at if seen else None, own and changed)
    fresh = (sight.since, sight.marks_new) if sight.marks_new else None
    look = (who.person_id, sight.eyes, fresh, book.closed_at is None, language())
    key = ("posts", book.id, book.version, question, place, number, *look, current_theme().name)

    def make() -> Posts:
        page = post_queries.posts_at(book, question, place, number, who)
        return _made(page, show_page(page, book.content, sight), sight, book.closed_at is None)

    return _kept(key, make)


def _kept(key: tuple[Any, ...], make: Callable[[], Posts]) -> Posts:
    found: Posts = pieces.get(key, make)
    if not found.settled:
        pieces.drop(key)
    return found


def _made(page: post_queries.PostPage, posts: Any, sight: Sight, is_open: bool) -> Posts:
    post_at = url_for("books.post", post_id="-").removesuffix("-")
    html = piece(
        "books/_posts.html", posts=posts, eyes=sight.eyes, is_open=is_open, post_at=post_at
    )
    settled = all(post.is_settled for post in page.posts)
    return Posts(html, len(page.posts), page.has_next, settled)


@dataclass(frozen=True)
class GroupBookPage:
    posts: Posts
    before: str
    after: str


def group_book(number: int, who: Viewer) -> GroupBookPage:
    """What children let their group see; made again when any book of the group changed."""
    state = post_queries.state_of_groups(who)
    key = ("group", who.person_id, state, number, language(), current_theme().name)

    def make() -> Posts:
        page = post_queries.posts_of_group(number, who)
        sight = Sight(Eyes.CLASSMATE, who.person_id)
        return _made(page, show_page(page, content_of(state.pack_id), sight), sight, False)

    posts = _kept(key, make)
    if number > 1 and not posts.count:
        raise NotThere
    start = url_for("books.group_book")
    return GroupBookPage(
        posts=posts,
        before=f"{start}?blad={number - 1}" if number > 1 else "",
        after=f"{start}?blad={number + 1}" if posts.has_next else "",
    )
