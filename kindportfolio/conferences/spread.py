"""The spread that lies open: two posts, the tabs at the edge, what is new in the book."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kindportfolio.access.viewer import Viewer
from kindportfolio.books.post_queries import posts_named
from kindportfolio.books.queries import BookFacts, Seen
from kindportfolio.books.shown import ShownPost, Sight, heading, show
from kindportfolio.books.voice_queries import eyes
from kindportfolio.conferences.queries.spreads import FIRST_PAGE, Leaf
from kindportfolio.core import clock
from kindportfolio.packs.reader import Question

SITTING = timedelta(hours=4)
MOST_NEWS = 8


@dataclass(frozen=True)
class OpenPage:
    """One side of the spread. ``begins``: another question begins here."""

    leaf: Leaf
    post: ShownPost
    question: Question
    begins: bool
    is_new: bool


@dataclass(frozen=True)
class Tab:
    """The edge of one question; without a page when nothing stands there."""

    question: Question
    page: int | None
    here: bool


@dataclass(frozen=True)
class Piece:
    """Something new: where it stands and what it is called."""

    leaf: Leaf
    question: Question
    title: str


@dataclass(frozen=True)
class Spread:
    pages: Sequence[OpenPage]
    tabs: Sequence[Tab]
    before: int | None
    after: int | None
    last: int


def open_at(
    book: BookFacts, leaves: Sequence[Leaf], number: int, since: datetime | None, who: Viewer
) -> Spread:
    """The two pages of which one has this number; past the end, the last ones."""
    last = leaves[-1].number if leaves else FIRST_PAGE
    left = min(max(number, FIRST_PAGE), last) // 2 * 2
    here = [leaf for leaf in leaves if leaf.number in (left, left + 1)]
    posts = posts_of(book, here, who)
    return Spread(
        pages=[
            OpenPage(
                leaf=leaf,
                post=posts[leaf.public_id],
                question=book.content.question(leaf.question),
                begins=at == 0 or here[at - 1].question != leaf.question,
                is_new=since is not None and leaf.placed_at > since,
            )
            for at, leaf in enumerate(here)
        ],
        tabs=[
            Tab(
                question=question,
                page=_first_page(leaves, question),
                here=any(leaf.question == question.key for leaf in here),
            )
            for question in book.content.questions
        ],
        before=left - 2 if left > FIRST_PAGE else None,
        after=left + 2 if left + 2 <= last else None,
        last=last,
    )


def posts_of(book: BookFacts, leaves: Sequence[Leaf], who: Viewer) -> dict[str, ShownPost]:
    """The posts on these pages, by public name, as far as the eyes of this visitor see."""
    seen_as = eyes(who, book)
    found = posts_named([leaf.id for leaf in leaves], who, seen_as)
    sight = Sight(seen_as, who.person_id)
    return {post.public_id: show(post, book.content, sight) for post in found}


def _first_page(leaves: Sequence[Leaf], question: Question) -> int | None:
    return next((leaf.number for leaf in leaves if leaf.question == question.key), None)


def since_when(seen: Seen | None) -> datetime | None:
    """The end of the visit before this one. Looks within one sitting are one visit."""
    if seen is None:
        return None
    return seen.before if clock.now() - seen.at < SITTING else seen.at


def begins_sitting(seen: Seen | None) -> bool:
    """Whether this look is a new visit, to be written down."""
    return seen is None or clock.now() - seen.at >= SITTING


def news(book: BookFacts, leaves: Sequence[Leaf], since: datetime | None) -> list[Piece]:
    """What was placed after the last visit, the newest first; at a first visit, the newest."""
    fresh = [leaf for leaf in leaves if since is None or leaf.placed_at > since]
    fresh.sort(key=lambda leaf: leaf.placed_at, reverse=True)
    return [
        Piece(leaf, book.content.question(leaf.question), heading(leaf.title, leaf.opening, True))
        for leaf in fresh[:MOST_NEWS]
    ]
