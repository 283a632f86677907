"""The pages of this room."""

from kindportfolio.conferences import access as access
from kindportfolio.conferences import bar as bar
from kindportfolio.conferences import closed as closed
from kindportfolio.conferences.room import room as room
from kindportfolio.conferences.routes import guardians as guardians
from kindportfolio.conferences.routes import home as home
from kindportfolio.conferences.routes import printing as printing
from kindportfolio.conferences.routes import questions as questions
from kindportfolio.conferences.routes import reading as reading
from kindportfolio.conferences.routes import windows as windows
