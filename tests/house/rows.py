"""What stands in the database, to see whether it changed."""

from flask import Flask
from sqlalchemy import select

from kindportfolio.core.db import Base, across_schools, db


def everything(app: Flask, but: set[str]) -> dict[str, list[str]]:
    """All rows of all tables, those in ``but`` left out."""
    with app.app_context(), across_schools():
        return {
            table.name: sorted(map(repr, db.session.execute(select(table)).all()))
            for table in Base.metadata.sorted_tables
            if table.name not in but
        }
