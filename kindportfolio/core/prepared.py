"""Statements that every request asks: compiled once, then run with their parameters alone.

Building and compiling a statement costs SQLAlchemy several times what the database needs to
answer it. These statements name their school themselves, as ``bindparam("school")``.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Dialect, Row, Select, TextClause, bindparam, column, text
from sqlalchemy.sql.selectable import CompoundSelect, TextualSelect

from kindportfolio.core.db import Unscoped, current_school_id, db

Statement = Select[Any] | CompoundSelect[Any]


class Prepared:
    """One statement; ``make`` builds it the first time it is asked.

    Lists of values for ``IN`` cannot be prepared. ``crossing`` is for the one statement that
    finds out which school a visitor belongs to.
    """

    def __init__(self, make: Callable[[], Statement], *, crossing: bool = False) -> None:
        self._make = make
        self._crossing = crossing
        self._ready: dict[str, tuple[TextualSelect, dict[str, Any]]] = {}

    def rows(self, **values: Any) -> Sequence[Row[Any]]:
        """Every row, for these parameters; ``school`` is filled in."""
        connection = db.session.connection()
        dialect = connection.dialect
        if dialect.name not in self._ready:
            self._ready[dialect.name] = self._prepare(dialect)
        statement, defaults = self._ready[dialect.name]
        if not self._crossing:
            values["school"] = current_school_id()
        return connection.execute(statement, defaults | values).all()

    def first(self, **values: Any) -> Row[Any] | None:
        """The first row, or none."""
        found = self.rows(**values)
        return found[0] if found else None

    def _prepare(self, dialect: Dialect) -> tuple[TextualSelect, dict[str, Any]]:
        statement = self._make()
        named: Any = type(dialect)
        compiled = statement.compile(dialect=named(paramstyle="named"))
        if not self._crossing and "school" not in compiled.params:
            raise Unscoped("A prepared statement must name its school.")
        if "POSTCOMPILE" in compiled.string:
            raise TypeError("A list of values cannot be prepared.")
        kinds = {name: bound.type for bound, name in compiled.bind_names.items()}
        typed = [bindparam(name, type_=kind) for name, kind in kinds.items()]
        given = [column(one.key or "", one.type) for one in statement.selected_columns]
        ready = _text(compiled.string).bindparams(*typed).columns(*given)
        return ready, dict(compiled.params)


def _text(sql: str) -> TextClause:
    """The statement as text; a cast must not touch the name of its parameter."""
    return text(re.sub(r":(\w+)::", r":\1 ::", sql))
