"""Statements that every request asks: compiled once, then run with their parameters alone.

Building and compiling a statement costs SQLAlchemy several times what the database needs to
answer it. These statements name their school themselves, as ``bindparam("school")``.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Dialect, Select, TextClause, bindparam, column, select, text
from sqlalchemy.sql.selectable import CompoundSelect, TextualSelect

from kindportfolio.core.db import Base, Unscoped, across_schools, current_school_id, db

Statement = Select[Any] | CompoundSelect[Any]


class Prepared:
    """One statement; ``make`` builds it the first time it is asked.

    A list of values for ``IN`` cannot be prepared, but see :mod:`kindportfolio.core.ids`.
    ``entity``: the model whose rows it selects whole. ``crossing`` is for the one statement
    that finds out which school a visitor belongs to.
    """

    def __init__(
        self,
        make: Callable[[], Statement],
        *,
        entity: type[Base] | None = None,
        crossing: bool = False,
    ) -> None:
        self._make = make
        self._entity = entity
        self._crossing = crossing
        self._ready: dict[str, tuple[TextualSelect, dict[str, Any]]] = {}

    def rows(self, **values: Any) -> Sequence[Any]:
        """Every row, for these parameters; ``school`` is filled in, and what it does not ask
        for is left out."""
        connection = db.session.connection()
        statement, given = self._with(connection.dialect, values)
        return connection.execute(statement, given).all()

    def first(self, **values: Any) -> Any:
        """The first row, or none."""
        found = self.rows(**values)
        return found[0] if found else None

    def entities(self, **values: Any) -> Sequence[Any]:
        """Every row as an object of the ``entity``."""
        statement, given = self._with(db.session.connection().dialect, values)
        entity: Any = self._entity
        asked = select(entity).from_statement(statement)
        with across_schools():  # The statement names its school itself.
            return db.session.scalars(asked, given).all()

    def _with(
        self, dialect: Dialect, values: dict[str, Any]
    ) -> tuple[TextualSelect, dict[str, Any]]:
        if dialect.name not in self._ready:
            self._ready[dialect.name] = self._prepare(dialect)
        statement, defaults = self._ready[dialect.name]
        if not self._crossing:
            values["school"] = current_school_id()
        return statement, {name: values.get(name, kept) for name, kept in defaults.items()}

    def _prepare(self, dialect: Dialect) -> tuple[TextualSelect, dict[str, Any]]:
        statement = self._make()
        named: Any = type(dialect)
        compiled = statement.compile(dialect=named(paramstyle="named"))
        if "POSTCOMPILE" in compiled.string:
            raise TypeError("A list of values cannot be prepared; say each of them.")
        params = dict(compiled.params)
        if not self._crossing and "school" not in params:
            raise Unscoped("A prepared statement must name its school.")
        kinds = {name: bound.type for bound, name in compiled.bind_names.items()}
        typed = [bindparam(name, type_=kind) for name, kind in kinds.items()]
        ready = _text(compiled.string).bindparams(*typed).columns(*self._columns(statement))
        return ready, params

    def _columns(self, statement: Statement) -> Sequence[Any]:
        if self._entity is not None:
            table = self._entity.__table__
            return [table.c[one.name] for one in statement.selected_columns]
        return [column(one.key or "", one.type) for one in statement.selected_columns]


def _text(sql: str) -> TextClause:
    """The statement as text; a cast must not touch the name of its parameter."""
    return text(re.sub(r":(\w+)::", r":\1 ::", sql))
