"""A book as an open book: for guardians in their window and readers of the school."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.room import after_reading
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.books import actions as book_actions
from kindportfolio.books.models import Book
from kindportfolio.books.queries import book_at
from kindportfolio.conferences import spread
from kindportfolio.conferences.bar import book_nav
from kindportfolio.conferences.forms import QuestionForm
from kindportfolio.conferences.queries import questions, shelves
from kindportfolio.conferences.queries.spreads import FIRST_PAGE, leaves_of, other_books
from kindportfolio.conferences.room import room
from kindportfolio.core.errors import NotThere
from kindportfolio.core.render import render
from kindportfolio.reports.queries.reading import reports_of

AT_ONCE = 40


@room.page("/lezen", need=Need.SIGNED_IN)
def reading() -> ResponseReturnValue:
    """The books the school gave this reader, by group; many groups are opened one by one."""
    who = viewer()
    groups = shelves.groups_to_read(who)
    if not groups:
        return redirect(url_for("conferences.home")) if who.wards else _nothing_given()
    asked = request.args.get("groep")
    if asked:
        groups = [one for one in groups if one.public_id == asked]
        if not groups:
            raise NotThere
    open_groups = sum(one.children for one in groups) <= AT_ONCE or asked
    books = shelves.books_to_read(who, [one.id for one in groups]) if open_groups else []
    return render(
        "conferences/reading.html",
        groups=groups,
        books=books,
        one=asked,
        overviews=who.manages | who.coaches_groups | who.reads_groups,
    )


def _nothing_given() -> str:
    return render("conferences/reading.html", groups=[], books=[], one="", overviews=frozenset())


@room.page("/lezen/<book_id>", need=Need.READ_BOOK)
def read_book(book_id: str) -> ResponseReturnValue:
    found, who = load(Book, book_id), viewer()
    if found.child_id == who.person_id:
        return redirect(url_for("books.book", book_id=book_id))
    book, seen = book_at(found, who, "", "")
    if spread.begins_sitting(seen):
        after_reading(lambda: book_actions.note_visit(book, who, "", ""))
    leaves, since = leaves_of(book, who), spread.since_when(seen)
    guards = book.child_id in who.reads_posts
    return render(
        "conferences/read_book.html",
        book=book,
        nav=book_nav(book.public_id, book.child_id, book.child_name),
        open=spread.open_at(book, leaves, _page_asked(), since, who) if leaves else None,
        news=spread.news(book, leaves, since),
        since=since,
        reports=reports_of(book.id, who),
        ward=who.wards.get(book.child_id) if guards else None,
        form=QuestionForm.filled() if guards and not book.closed_at else None,
        questions=questions.own_about(book.id, who) if guards else [],
        others=other_books(book, who) if not guards else [],
    )


def _page_asked() -> int:
    asked = request.args.get("blad", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else FIRST_PAGE
