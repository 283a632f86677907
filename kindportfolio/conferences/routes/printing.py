"""A book on paper."""

from flask import url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.books.models import Book
from kindportfolio.books.queries import book_at
from kindportfolio.conferences import sheets, spread
from kindportfolio.conferences.queries.spreads import leaves_of
from kindportfolio.conferences.room import room
from kindportfolio.core.render import render


@room.page("/boek/<book_id>/print", need=Need.READ_BOOK)
def print_book(book_id: str) -> ResponseReturnValue:
    """The whole book on A4 sheets, for who may read it."""
    found, who = load(Book, book_id), viewer()
    book, _ = book_at(found, who, "", "")
    leaves = leaves_of(book, who)
    own = found.child_id == who.person_id
    return render(
        "conferences/print_book.html",
        book=book,
        chapters=sheets.chapters_of(book, leaves, spread.posts_of(book, leaves, who)),
        back=url_for("books.book" if own else "conferences.read_book", book_id=book_id),
    )
