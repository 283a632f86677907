"""Bringing the database to the shape this version needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from kindportfolio.core.config import Settings
from kindportfolio.core.db import connect_rules, writing


def migrations_folder() -> Path:
    """Where the migrations are: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).parent.parent
    inside = package / "migrations"
    return inside if inside.exists() else package.parent / "migrations"


def _config(settings: Settings) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    config.attributes["settings"] = settings
    return config


def upgrade(settings: Settings, revision: str = "head") -> None:
    """Run every migration that this database has not seen."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    command.upgrade(_config(settings), revision)


def downgrade(settings: Settings, revision: str) -> None:
    """Take migrations back to this revision."""
    command.downgrade(_config(settings), revision)


def newest() -> str:
    """The revision this version of the program needs."""
    head = ScriptDirectory(str(migrations_folder())).get_current_head()
    return head or ""


def current(connection: Connection) -> str:
    """The revision this database is at; empty for a new one."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def is_up_to_date(settings: Settings) -> bool:
    """Whether the database of this installation has the shape this version needs."""
    engine = create_engine(settings.database_url)
    connect_rules(engine)
    with writing(False), engine.connect() as connection:
        found = current(connection)
    engine.dispose()
    return found == newest()
