"""Permission is one idea: a need, answered by a room as an SQL condition over one model."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import g
from sqlalchemy import ColumnElement, and_, false, select, true

from kindportfolio.access.needs import Need
from kindportfolio.access.viewer import Viewer, viewer
from kindportfolio.core.db import Base, db
from kindportfolio.core.errors import NotAllowed, NotThere

Condition = ColumnElement[bool]
Answer = Callable[[Viewer], Condition]
Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True)
class Rule:
    """One need over one model. ``beyond`` is the wider need it narrows; ``told`` names
    who, of those inside the wider need, hears "you may not" instead of "not there"."""

    model: type[Base]
    answer: Answer
    beyond: Need | None
    told: Need | None


_rules: dict[Need, Rule] = {}


def rule(
    need: Need, model: type[Base], beyond: Need | None = None, told: Need | None = None
) -> Callable[[Answer], Answer]:
    """Let the decorated function answer ``need`` for rows of ``model``."""

    def remember(answer: Answer) -> Answer:
        if need in _rules and _rules[need].answer.__module__ != answer.__module__:
            raise RuntimeError(f"{need} already has a rule.")
        _rules[need] = Rule(model, answer, beyond, told)
        return answer

    return remember


def has_rule(need: Need) -> bool:
    return need in _rules


def condition(need: Need, who: Viewer) -> Condition:
    """The rows on which this visitor has this need met. Lists start from it."""
    found = _rules[need]
    own = found.answer(who)
    return and_(own, condition(found.beyond, who)) if found.beyond else own


def one_of(column: Any, ids: frozenset[int]) -> Condition:
    """Whether a column holds one of these ids; no ids means no row, without asking SQL."""
    return column.in_(ids) if ids else false()


def either(fact: bool) -> Condition:
    """A plain fact of the visitor as a condition."""
    return true() if fact else false()


def allows(who: Viewer, need: Need, thing: Base) -> bool:
    """Whether this visitor has this need met on this row, asked of the database now."""
    found = _rules[need]
    if not isinstance(thing, found.model):
        raise TypeError(f"{need} is about {found.model.__name__}, not {type(thing).__name__}.")
    key: Any = found.model.id  # type: ignore[attr-defined]
    asked = select(key).where(key == thing.id, condition(need, who))  # type: ignore[attr-defined]
    return db.session.execute(asked).first() is not None


def load(model: type[Row], public_id: str, need: Need | None = None) -> Row:
    """The row with this public name, if the visitor has the page's need met on it.

    :raises NotThere: it is not there, or not for this visitor.
    :raises NotAllowed: the visitor may know it, but may not do this.
    """
    asked: Need = need or g.need
    found = _rules[asked]
    if found.model is not model:
        raise TypeError(f"{asked} is about {found.model.__name__}, not {model.__name__}.")
    who = viewer()
    row = _fetch(model, public_id, condition(asked, who))
    if row is not None:
        return row
    g.denied = (asked, model.__tablename__)
    if found.beyond and _fetch(model, public_id, _told(found, who)) is not None:
        raise NotAllowed
    raise NotThere


def _told(found: Rule, who: Viewer) -> Condition:
    wider = condition(found.beyond, who) if found.beyond else false()
    return and_(wider, condition(found.told, who)) if found.told else wider


def _fetch(model: type[Row], public_id: str, allowed: Condition) -> Row | None:
    name: Any = model.public_id  # type: ignore[attr-defined]
    return db.session.execute(select(model).where(name == public_id, allowed)).scalar_one_or_none()
