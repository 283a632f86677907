"""Reading a book: the compass, a question with its places, and what the group shows."""

from flask import request
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.room import after_reading
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.books import access as access
from kindportfolio.books import group_routes as group_routes
from kindportfolio.books import jobs as jobs
from kindportfolio.books import keeping_routes as keeping_routes
from kindportfolio.books import making_routes as making_routes
from kindportfolio.books import pages, post_pages, queries, shown
from kindportfolio.books import photos as photos
from kindportfolio.books import reacting_routes as reacting_routes
from kindportfolio.books.models import Book
from kindportfolio.books.room import room as room
from kindportfolio.core.errors import NotThere
from kindportfolio.core.render import render

room.app_template_global("capital")(shown.capital)
room.app_template_global("heading")(shown.heading)


@room.page("/kompas", need=Need.SIGNED_IN)
def compass() -> ResponseReturnValue:
    """A child's own book of this year; without one, the earlier books still stand there."""
    who = viewer()
    if not who.is_child:
        raise NotThere
    books = queries.shelf(who.person_id, who)
    book = queries.current_book(books)
    if book is None:
        return render("books/no_book.html", books=books)
    return _open(book, books)


@room.page("/boek/<book_id>", need=Need.READ_BOOK)
def book(book_id: str) -> ResponseReturnValue:
    """A book by itself: an earlier one of the child, or any for a reader."""
    found = load(Book, book_id)
    books = queries.shelf(found.child_id, viewer())
    return _open(next(one for one in books if one.id == found.id), books)


def _open(book: queries.BookFacts, books: list[queries.BookFacts]) -> str:
    page = pages.compass(book, books, viewer())
    if page.note_visit:
        after_reading(page.note_visit)
    return render("books/compass.html", page=page, on_q=None)


@room.page("/boek/<book_id>/<question>", need=Need.READ_BOOK)
def question(book_id: str, question: str) -> ResponseReturnValue:
    return _place(book_id, question, "")


@room.page("/boek/<book_id>/<question>/<place>", need=Need.READ_BOOK)
def place(book_id: str, question: str, place: str) -> ResponseReturnValue:
    return _place(book_id, question, place)


def _place(book_id: str, question: str, place: str) -> str:
    found = load(Book, book_id)
    page = pages.place(found, question, place, _page_number(), viewer())
    if page.note_visit:
        after_reading(page.note_visit)
    return render("books/place.html", page=page, on_q=page.question.number)


@room.page("/groepsboek", need=Need.SIGNED_IN)
def group_book() -> ResponseReturnValue:
    """What children let their group see and the teacher released."""
    if not viewer().sits_in:
        raise NotThere
    page = post_pages.group_book(_page_number(), viewer())
    return render("books/group_book.html", page=page)


def _page_number() -> int:
    """:raises NotThere: no page has that number."""
    given = request.args.get("blad", "1")
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:5]) <= 9999):
        raise NotThere
    return int(given[:5])
