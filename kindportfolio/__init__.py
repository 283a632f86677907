"""kindportfolio: a child portfolio for Dutch primary schools."""

from flask import Flask

from kindportfolio.access import door
from kindportfolio.accounts import sessions
from kindportfolio.accounts.routes import room as accounts
from kindportfolio.books.routes import room as books
from kindportfolio.conferences.routes import room as conferences
from kindportfolio.core import config, db, headers, render, text
from kindportfolio.media.routes import room as media
from kindportfolio.operations.routes import room as operations
from kindportfolio.packs.routes import room as packs
from kindportfolio.reports.routes import room as reports
from kindportfolio.schools.routes import room as schools

ROOMS = (accounts, schools, media, packs, books, reports, conferences, operations)


def create_app(settings: config.Settings | None = None) -> Flask:
    """The application with these settings, or with those of this installation.

    :raises config.BadSettings: a setting is unknown or impossible.
    """
    app = Flask(__name__, static_folder=None)
    app.config["SETTINGS"] = settings or config.load()
    for part in (door, db, text, headers, render, sessions):
        part.init_app(app)
    for room in ROOMS:
        app.register_blueprint(room)
    return app
