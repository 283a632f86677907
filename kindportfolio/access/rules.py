"""Permission is one idea: a need, answered by a room as an SQL condition over one model."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from flask import g
from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    false,
    select,
    true,
)

from kindportfolio.access.needs import Need
from kindportfolio.access.viewer import Viewer, viewer
from kindportfolio.core.db import Base, Moment, db
from kindportfolio.core.errors import NotAllowed, NotThere
from kindportfolio.core.ids import Ids, among
from kindportfolio.core.prepared import Prepared

Condition = ColumnElement[bool]
Answer = Callable[[Viewer], Condition]
Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True)
class Denied:
    """What :func:`load` refused, for the trail and for who has better words than "not there"."""

    need: Need
    model: type[Base]
    public_id: str


@dataclass(frozen=True)
class Rule:
    """One need over one model. ``beyond`` is the wider need it narrows; ``told`` names
    who, of those inside the wider need, hears "you may not" instead of "not there"."""

    model: type[Base]
    answer: Answer
    beyond: Need | None
    told: Need | None


_rules: dict[Need, Rule] = {}

# Every fact that a rule may ask of a visitor, and what kind of parameter it is.
KINDS: dict[str, Any] = {
    "person_id": Integer(),
    "moment": Moment(),
    **dict.fromkeys(
        (
            *("manages", "sits_in", "custody", "reads_posts", "reads_reports"),
            *("reads_children", "reads_groups", "coaches_children", "coaches_groups"),
        ),
        Ids(),
    ),
    **dict.fromkeys(
        (
            *("is_child", "leads", "office", "drafts_open"),
            *("guardians_react", "classmates_react", "readers_react"),
        ),
        Boolean(),
    ),
}
# Stands for whoever asks: each of its facts is a parameter.
ANYBODY: Any = SimpleNamespace(
    **{name: bindparam(f"viewer_{name}", type_=kind) for name, kind in KINDS.items()}
)


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


def model_of(need: Need) -> Any:
    """The model whose rows a need is about."""
    return _rules[need].model


def condition(need: Need, who: Viewer) -> Condition:
    """The rows on which this visitor has this need met. Lists start from it."""
    found = _rules[need]
    own = found.answer(who)
    return and_(own, condition(found.beyond, who)) if found.beyond else own


def permitted(need: Need) -> Condition:
    """The rows on which whoever asks has this need met, for a prepared statement.

    The visitor's facts are parameters of it; give them with :func:`facts`.
    """
    return condition(need, ANYBODY)


def facts(who: Viewer) -> dict[str, Any]:
    """The facts of this visitor as the parameters that :func:`permitted` leaves open."""
    return {f"viewer_{name}": getattr(who, name) for name in KINDS}


def one_of(column: Any, ids: frozenset[int]) -> Condition:
    """Whether a column holds one of these ids; no ids means no row, without asking SQL."""
    if isinstance(ids, BindParameter):
        return among(column, ids)
    return column.in_(ids) if ids else false()


def either(fact: bool) -> Condition:
    """A plain fact of the visitor as a condition."""
    if isinstance(fact, BindParameter):
        return fact == true()
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
    row = _fetch(asked, public_id, viewer(), told=False)
    if row is not None:
        return cast(Row, row)
    g.denied = Denied(asked, model, public_id)
    if found.beyond and _fetch(asked, public_id, viewer(), told=True) is not None:
        raise NotAllowed
    raise NotThere


def would_allow(who: Viewer, denied: Denied) -> bool:
    """Whether this visitor, had they these facts, would not have been refused."""
    return _fetch(denied.need, denied.public_id, who, told=False) is not None


def _fetch(need: Need, public_id: str, who: Viewer, *, told: bool) -> Base | None:
    found = _prepared(need, told).entities(name=public_id, **facts(who))
    return found[0] if found else None


@cache
def _prepared(need: Need, told: bool) -> Prepared:
    """Fetches one row by its name through this need, or for those who are told "you may not"."""
    found = _rules[need]
    model: Any = found.model

    def make() -> Select[Any]:
        allowed = _told(found) if told else permitted(need)
        return select(model).where(
            model.public_id == bindparam("name"), model.school_id == bindparam("school"), allowed
        )

    return Prepared(make, entity=found.model)


def _told(found: Rule) -> Condition:
    wider = permitted(found.beyond) if found.beyond else false()
    return and_(wider, permitted(found.told)) if found.told else wider
