"""The pages of this room."""

from kindportfolio.access.room import Room
from kindportfolio.media import models as models

room = Room("media", __name__, template_folder="templates")
