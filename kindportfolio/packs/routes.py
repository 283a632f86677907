"""The pages of this room."""

from kindportfolio.access.room import Room
from kindportfolio.packs import models as models

room = Room("packs", __name__, template_folder="templates")
