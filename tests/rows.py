"""Rows put into the database of one test, and looked up again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import select

from kindportfolio.access.models import Trace
from kindportfolio.core.db import db, inside_school
from tests.cast import Cast


@contextmanager
def at_school(app: Flask, cast: Cast) -> Iterator[Any]:
    """The database as the school of this cast sees it; what is changed there stays."""
    with app.app_context(), inside_school(cast.school.id):
        yield db.session
        db.session.commit()


def put(app: Flask, cast: Cast, row: Any) -> Any:
    """One more row at this school."""
    with at_school(app, cast) as session:
        session.add(row)
    return row


def change(app: Flask, cast: Cast, thing: Any, **values: Any) -> None:
    """Other values for a row of the cast, in the database of this test."""
    with at_school(app, cast) as session:
        row = session.get_one(type(thing), thing.id)
        for name, value in values.items():
            setattr(row, name, value)


def kept(app: Flask, cast: Cast, thing: Any) -> Any:
    """The row as it is in the database now."""
    with at_school(app, cast) as session:
        return session.get_one(type(thing), thing.id)


def traces(app: Flask, cast: Cast, event: str) -> list[Trace]:
    """What the trail of this school says of an event."""
    with at_school(app, cast) as session:
        asked = select(Trace).where(Trace.event == event).order_by(Trace.id)
        return list(session.scalars(asked))
