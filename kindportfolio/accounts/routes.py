"""The pages of this room."""

from kindportfolio.access.room import Room

room = Room("accounts", __name__, template_folder="templates")
