"""Opening the books of a year."""

from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book
from kindportfolio.core.db import db
from kindportfolio.packs.models import Pack
from kindportfolio.schools.models import Group

COVERS = 7
NEXT_COVER = 3  # A year later the book has quite another colour.


def open_book(child: Person, group: Group, year_level: int, pack: Pack) -> Book:
    """A child's book of the year of this group, with the pack the school works with now."""
    book = Book(
        child_id=child.id,
        school_year_id=group.school_year_id,
        group_id=group.id,
        pack_id=pack.id,
        year_level=year_level,
        cover=(child.id + group.school_year_id * NEXT_COVER) % COVERS + 1,
    )
    db.session.add(book)
    return book
