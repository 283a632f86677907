"""The pages of this room."""

from kindportfolio.access.room import Room
from kindportfolio.conferences import access as access

room = Room("conferences", __name__, template_folder="templates")
