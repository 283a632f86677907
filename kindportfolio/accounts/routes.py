"""The pages of this room."""

from kindportfolio.access.room import Room
from kindportfolio.accounts import models as models
from kindportfolio.jobs import mail as mail

room = Room("accounts", __name__, template_folder="templates")
