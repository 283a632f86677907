"""Runs the migrations on the database of this installation."""

from typing import Any

from alembic import context
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection

from kindportfolio import create_app
from kindportfolio.core import config
from kindportfolio.core.db import Base, Moment, connect_rules


def render_type(kind: str, thing: object, autogen: object) -> str | bool:
    """Migrations use plain types and import nothing of ours."""
    return "sa.DateTime()" if kind == "type" and isinstance(thing, Moment) else False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_type,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        run(given)
        return
    settings = context.config.attributes.get("settings") or config.load()
    engine = create_engine(settings.database_url)
    connect_rules(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", let_tables_be_rebuilt)
    with engine.connect() as connection:
        run(connection)
        check_links(connection)
        connection.commit()
    engine.dispose()


def let_tables_be_rebuilt(connection: Any, record: Any) -> None:
    """SQLite changes a table by making it anew; while it is gone, rows may point at nothing."""
    connection.execute("PRAGMA foreign_keys=OFF")


def check_links(connection: Connection) -> None:
    """Nothing is kept when a row points at nothing in the end."""
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if lost:
            raise RuntimeError(f"{len(lost)} rows point at nothing, the first in {lost[0][0]}.")


assert create_app  # Importing the house makes every model known.  # noqa: S101
main()
