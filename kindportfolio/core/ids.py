"""A set of row ids as one parameter, so that a statement is the same for one id and for thirty."""

import json
from typing import Any

from sqlalchemy import Boolean, Dialect, Integer, String, TypeDecorator, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine


class Ids(TypeDecorator[frozenset[int]]):
    """Row ids: an array for PostgreSQL, JSON for SQLite."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: Any = ARRAY(Integer) if dialect.name == "postgresql" else String()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: frozenset[int] | None, dialect: Dialect) -> Any:
        ids = sorted(value or ())
        return ids if dialect.name == "postgresql" else json.dumps(ids)


class among(FunctionElement[bool]):
    """Whether a column holds one of the ids in a parameter of type :class:`Ids`."""

    type = Boolean()
    inherit_cache = True


@compiles(among)
def _among(element: among, compiler: Any, **how: Any) -> str:
    column, ids = (compiler.process(one, **how) for one in element.clauses)
    return f"({column} IN (SELECT value FROM json_each({ids})))"  # noqa: S608 - compiled parts.


@compiles(among, "postgresql")
def _among_postgresql(element: among, compiler: Any, **how: Any) -> str:
    column, ids = (compiler.process(one, **how) for one in element.clauses)
    return f"({column} = ANY ({ids}))"


# The ids that a prepared statement is asked about: ``among(Post.id, THESE)``.
THESE = bindparam("ids", type_=Ids())
