"""The pages of this room."""

from kindportfolio.reports import access as access
from kindportfolio.reports import elsewhere as elsewhere
from kindportfolio.reports.room import room as room
from kindportfolio.reports.routes import group as group
from kindportfolio.reports.routes import notes as notes
from kindportfolio.reports.routes import reading as reading
from kindportfolio.reports.routes import writing as writing
