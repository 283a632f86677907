"""The pages of this room."""

from kindportfolio.access.room import Room
from kindportfolio.schools import access as access
from kindportfolio.schools import viewers as viewers

room = Room("schools", __name__, template_folder="templates")
