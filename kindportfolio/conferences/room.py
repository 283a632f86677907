"""The room itself; every file with pages of it hangs them here."""

from kindportfolio.access.room import Room

room = Room("conferences", "kindportfolio.conferences", template_folder="templates")
