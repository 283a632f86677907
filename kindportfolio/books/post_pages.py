"""Pages of posts as kept pieces: those at a place of a book, and those a group sees."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup

from kindportfolio.access.viewer import Viewer
from kindportfolio.books import post_queries
from kindportfolio.books.phrases import phrases
from kindportfolio.books.queries import BookFacts, Seen, state_of_groups
from kindportfolio.books.shown import ShownPost, Sight, show_page
from kindportfolio.books.voice_queries import Eyes, eyes
from kindportfolio.core.cache import pieces
from kindportfolio.core.errors import NotThere
from kindportfolio.core.render import current_theme, piece
from kindportfolio.core.text import language
from kindportfolio.core.theme import asset
from kindportfolio.packs.queries import content_of


@dataclass(frozen=True)
class Posts:
    """A page of posts as a kept piece. ``settled``: no picture in it will still change."""

    html: Markup
    count: int
    has_next: bool
    settled: bool

    def __len__(self) -> int:
        return len(self.html)


def posts_of_place(
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


def _made(
    page: post_queries.PostPage, posts: Sequence[ShownPost], sight: Sight, is_open: bool
) -> Posts:
    html = piece(
        "books/_posts.html",
        posts=posts,
        eyes=sight.eyes,
        is_open=is_open,
        say=phrases(),
        post_at=url_for("books.post", post_id="-").removesuffix("-"),
        faces=asset("avatars/vos.svg").removesuffix("vos.svg"),
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
    state = state_of_groups(who)
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
