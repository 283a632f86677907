"""The database: one metadata, rules for SQLite, and the wall between schools."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    MetaData,
    String,
    TypeDecorator,
    event,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    UOWTransaction,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.sql.visitors import iterate


class Moment(TypeDecorator[datetime]):
    """A moment, stored in UTC, always read back with its zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment}


def new_public_id() -> str:
    """128 random bits as 22 characters that are safe in a URL."""
    return secrets.token_urlsafe(16)


class Named:
    """A row that pages may point at: a short key inside, a random name outside."""

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True, default=new_public_id)


class OfSchool:
    """A row that belongs to exactly one school; no query can reach it from another."""

    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)


class Unscoped(RuntimeError):
    """A query on rows of a school was made while no school was chosen."""


db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})

_school: ContextVar[int | None] = ContextVar("school", default=None)
_crossing: ContextVar[bool] = ContextVar("crossing", default=False)
_writing: ContextVar[bool] = ContextVar("writing", default=True)


def enter_school(school_id: int | None) -> None:
    """From here on, in this request or job, every query keeps to this school."""
    _school.set(school_id)


def current_school_id() -> int:
    """The school of this request or job.

    :raises Unscoped: none was entered.
    """
    school_id = _school.get()
    if school_id is None:
        raise Unscoped("No school was entered.")
    return school_id


@contextmanager
def inside_school(school_id: int) -> Iterator[None]:
    token = _school.set(school_id)
    try:
        yield
    finally:
        _school.reset(token)


@contextmanager
def across_schools() -> Iterator[None]:
    """For the few queries that come before a school is known: signing in, the worker."""
    token = _crossing.set(True)
    try:
        yield
    finally:
        _crossing.reset(token)


@contextmanager
def writing(wants_to_write: bool) -> Iterator[None]:
    """Whether transactions begun here take SQLite's write lock at once."""
    token = _writing.set(wants_to_write)
    try:
        yield
    finally:
        _writing.reset(token)


@event.listens_for(Session, "do_orm_execute")
def _keep_to_school(state: ORMExecuteState) -> None:
    if _crossing.get() or state.is_column_load or state.is_relationship_load or state.is_insert:
        return
    if not _asks_of_schools(state):
        return
    school_id = current_school_id()
    state.statement = state.statement.options(
        with_loader_criteria(
            OfSchool, lambda model: model.school_id == school_id, include_aliases=True
        )
    )


def _asks_of_schools(state: ORMExecuteState) -> bool:
    """Unions, and selects of nothing but subqueries, do not name their models on the outside."""
    if any(issubclass(mapper.class_, OfSchool) for mapper in state.all_mappers):
        return True
    statement: Any = state.statement
    return state.is_select and any(part in _tables_of_schools() for part in iterate(statement))


@cache
def _tables_of_schools() -> frozenset[Any]:
    return frozenset(
        mapper.local_table
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, OfSchool)
    )


@event.listens_for(Session, "before_flush")
def _stamp_school(session: Session, context: UOWTransaction, instances: Any) -> None:
    """New rows belong to the school at hand, also when a look across schools flushes them."""
    entered = _school.get()
    for row in session.new:
        if not isinstance(row, OfSchool):
            continue
        if row.school_id is None and entered is not None:
            row.school_id = entered
        if not _crossing.get() and row.school_id != current_school_id():
            raise Unscoped(f"{row!r} belongs to another school.")


def _prepare_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's own begin event opens transactions.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=15000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def connect_rules(engine: Engine) -> None:
    """Make an SQLite engine keep its promises: WAL, full sync, foreign keys, early write lock."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def init_app(app: Flask) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = app.config["SETTINGS"].database_url
    db.init_app(app)
    with app.app_context():
        connect_rules(db.engine)
