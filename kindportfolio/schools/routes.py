"""The pages of this room. Those at the door are in a file of their own."""

from kindportfolio.schools import access as access
from kindportfolio.schools import front_routes as front_routes
from kindportfolio.schools import help_routes as help_routes
from kindportfolio.schools import viewers as viewers
from kindportfolio.schools.room import room as room
