"""The pages of this room."""

from kindportfolio.access.room import Room
from kindportfolio.books import access as access

room = Room("books", __name__, template_folder="templates")
