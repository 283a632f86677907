"""Migrations build exactly what the models say, and know the way back."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import Engine

from kindportfolio import create_app
from kindportfolio.core import migrate
from kindportfolio.core.db import Base, connect_rules


@pytest.fixture
def blank(database, tmp_path):
    """The settings of an installation whose database is empty."""
    settings = database.empty(tmp_path)
    yield settings
    database.drop(settings)


@pytest.fixture
def engine(blank):
    engine = create_engine(blank.database_url)
    connect_rules(engine)
    yield engine
    engine.dispose()


def tables(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_migrations_build_exactly_what_the_models_say(blank, engine):
    assert create_app

    migrate.upgrade(blank)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_migration_goes_up_down_and_up_again(blank, engine):
    steps = list(ScriptDirectory(str(migrate.migrations_folder())).walk_revisions())
    migrate.upgrade(blank)
    whole = tables(engine)

    for step in steps:
        migrate.downgrade(blank, step.down_revision or "base")
        migrate.upgrade(blank, step.revision)
        migrate.downgrade(blank, step.down_revision or "base")

    assert tables(engine) == set()
    migrate.upgrade(blank)
    assert tables(engine) == whole


def test_the_road_of_migrations_has_one_end():
    assert len(ScriptDirectory(str(migrate.migrations_folder())).get_heads()) == 1


def test_migrations_import_nothing_of_ours_and_say_what_they_do():
    for step in ScriptDirectory(str(migrate.migrations_folder())).walk_revisions():
        with open(step.path, encoding="utf-8") as file:
            text = file.read()

        assert "kindportfolio" not in text, step.path
        assert step.doc.strip(), step.path


def test_running_them_again_changes_nothing(blank, engine):
    migrate.upgrade(blank)
    migrate.upgrade(blank)

    with engine.connect() as connection:
        assert migrate.current(connection) == migrate.newest()


def test_a_database_full_of_people_and_posts_takes_the_last_steps_again(settings, cast):
    head = migrate.newest()
    script = ScriptDirectory(str(migrate.migrations_folder()))
    before = [step.revision for step in script.walk_revisions()][3]

    migrate.downgrade(settings, before)
    migrate.upgrade(settings)

    engine = create_engine(settings.database_url)
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM post").scalar_one()
        at = migrate.current(connection)
    engine.dispose()
    assert kept > 10
    assert at == head
