"""What the page shows on which a child makes a post."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from wtforms import Field

from kindportfolio.access.viewer import Viewer
from kindportfolio.books import actions, compass_queries, queries
from kindportfolio.books.compass_queries import Asked
from kindportfolio.books.forms import PostForm, post_form
from kindportfolio.books.models import Post, PostPicture
from kindportfolio.books.queries import BookFacts
from kindportfolio.books.words import Words
from kindportfolio.core import clock
from kindportfolio.media.refusals import words as photo_words
from kindportfolio.media.sizes import Size, sizes_of
from kindportfolio.media.status import can_retry
from kindportfolio.packs.queries import image_path
from kindportfolio.packs.reader import Place, Question


@dataclass(frozen=True)
class ComposePicture:
    asset_id: str
    alt: str
    sizes: dict[str, Size]
    words: str
    can_retry: bool
    caption: Field | None


@dataclass(frozen=True)
class ComposePage:
    """``theirs``: words kept meanwhile from elsewhere, to choose from."""

    post: Post
    book: BookFacts
    form: PostForm
    question: Question
    place: Place
    asked: Asked | None
    pictures: Sequence[ComposePicture]
    removed: Sequence[ComposePicture]
    feelings: dict[str, str]
    starters: Sequence[str]
    kept_at: str
    theirs: Words | None = None


def form_of(post: Post, payload: Any = None) -> PostForm:
    """The form of this post, with what was posted or else what is kept."""
    pack = queries.pack_of(post)
    return post_form(pack, actions.words_of(post), post.version, payload=payload)


def page(post: Post, form: PostForm, who: Viewer, theirs: Words | None = None) -> ComposePage:
    book, _seen = queries.book_at(post.book, who, post.question, post.place)
    found = queries.place_in(book.pack_id, book.year_level, post.question, post.place)
    question, place = found or queries.first_place(book)
    return ComposePage(
        post=post,
        book=book,
        form=form,
        question=question,
        place=place,
        asked=compass_queries.prompt_of(post, book),
        pictures=[_picture(one, form) for one in post.pictures if one.removed_at is None],
        removed=[_picture(one, form) for one in post.pictures if one.removed_at],
        feelings={one.key: image_path(book.content, one.image) for one in book.content.feelings},
        starters=question.starters_for(book.year_level),
        kept_at=time_of(post),
        theirs=theirs,
    )


def _picture(picture: PostPicture, form: PostForm) -> ComposePicture:
    asset = picture.asset
    ready = asset.ready_at and asset.width and asset.height
    return ComposePicture(
        asset_id=asset.public_id,
        alt=picture.caption,
        sizes=sizes_of(asset.public_id, asset.width or 1, asset.height or 1) if ready else {},
        words=str(photo_words(asset.state, asset.failure)),
        can_retry=can_retry(asset),
        caption=form.caption_of(asset.public_id),
    )


def time_of(post: Post) -> str:
    """When its words were last kept, on a Dutch clock, for its author alone."""
    return clock.amsterdam(post.changed_at).strftime("%H:%M")


def place_address(post: Post) -> str:
    return url_for(
        "books.place", book_id=post.book.public_id, question=post.question, place=post.place
    )


@dataclass(frozen=True)
class ClosedPage:
    """``begin``: where the words can become a draft; none while there is no open book."""

    post: Post
    begin: str


def closed_page(post: Post, book: BookFacts | None) -> ClosedPage:
    if book is None or book.closed_at:
        return ClosedPage(post, "")
    found = queries.place_in(book.pack_id, book.year_level, post.question, post.place)
    question, place = found or queries.first_place(book)
    return ClosedPage(
        post,
        url_for("books.begin_post", book_id=book.public_id, question=question.key, place=place.key),
    )
