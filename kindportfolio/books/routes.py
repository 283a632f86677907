"""The pages of this room: reading the book. The others hang theirs in files of their own."""

from kindportfolio.books import access as access
from kindportfolio.books import photos as photos
from kindportfolio.books.room import room as room
