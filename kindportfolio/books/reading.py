"""What the page of one post shows."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import url_for

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import allows
from kindportfolio.access.viewer import Viewer
from kindportfolio.books import post_queries, queries
from kindportfolio.books.forms import ReactForm
from kindportfolio.books.models import Post
from kindportfolio.books.queries import BookFacts
from kindportfolio.books.shown import ShownPost, Sight, show
from kindportfolio.books.voice_queries import Eyes, eyes
from kindportfolio.packs.queries import image_path
from kindportfolio.packs.reader import Place, Question


@dataclass(frozen=True)
class PostPage:
    """``author``: the visitor may change it. ``removable``: reactions that may be taken away."""

    post: ShownPost
    book: BookFacts
    eyes: Eyes
    question: Question
    place: Place
    back: str
    is_open: bool
    in_bin: bool
    author: bool
    may_react: bool
    may_say_read: bool
    removable: Collection[str]
    stickers: dict[str, str]


def page(found: Post, form: ReactForm, who: Viewer) -> PostPage:
    book, seen = queries.book_at(found.book, who, found.question, found.place)
    seen_as = eyes(who, book)
    whole = post_queries.one_post(found, who, seen_as)
    news = seen_as is Eyes.CHILD
    sight = Sight(seen_as, who.person_id, seen.at if seen else None, news)
    pack, shown = book.content, show(whole, book.content, sight)
    author, alive = found.author_id == who.person_id, found.deleted_at is None
    is_open = book.closed_at is None and alive and found.placed_at is not None
    form.sticker.choices = [(one.key, one.title) for one in pack.stickers]
    question, place = queries.place_in(
        book.pack_id, book.year_level, found.question, found.place
    ) or queries.first_place(book)
    return PostPage(
        post=shown,
        book=book,
        eyes=seen_as,
        question=question,
        place=place,
        back=_back(book, found, seen_as),
        is_open=is_open,
        in_bin=not alive,
        author=author,
        may_react=is_open and allows(who, Need.REACT_TO_POST, found),
        may_say_read=is_open and not author and not shown.has_read,
        removable={
            one.comment_id
            for one in whole.comments
            if book.guides or one.author_id == who.person_id
        },
        stickers={one.key: image_path(pack, one.image) for one in pack.stickers},
    )


def _back(book: BookFacts, found: Post, seen_as: Eyes) -> str:
    if seen_as is Eyes.CLASSMATE:
        return url_for("books.group_book")
    return url_for(
        "books.place", book_id=book.public_id, question=found.question, place=found.place
    )
