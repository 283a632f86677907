"""A worker that is in a hurry, or whose darkroom is broken."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from flask import Flask
from sqlalchemy import update

from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.jobs.models import Job
from kindportfolio.jobs.worker import Worker
from kindportfolio.media import limits


def hasten(app: Flask) -> None:
    """Let everything that waits for a later moment be due now."""
    with app.app_context():
        due = update(Job).where(Job.state == "queued").values(run_after=clock.now())
        db.session.execute(due)
        db.session.commit()


@contextmanager
def broken_darkroom(folder: Path) -> Iterator[None]:
    """While it lasts, the process that develops photos crashes on each of them."""
    script = folder / "crashing.py"
    script.write_text("import sys; sys.exit(1)")
    with patch.object(limits, "SCRIPT", script):
        yield


def give_up(app: Flask, folder: Path) -> None:
    """Let every photo that waits fail for good."""
    with broken_darkroom(folder):
        for _ in range(3):
            Worker(app).drain()
            hasten(app)
