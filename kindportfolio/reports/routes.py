"""The pages of this room."""

from kindportfolio.access.room import Room
from kindportfolio.reports import access as access

room = Room("reports", __name__, template_folder="templates")
