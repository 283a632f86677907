"""The pages of this room."""

from kindportfolio.access.room import Room

room = Room("media", __name__, template_folder="templates")
