"""What the tests of pictures share."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from kindportfolio.core.db import across_schools, db
from kindportfolio.jobs.worker import Worker
from kindportfolio.media.models import MediaAsset
from tests.media import working


@pytest.fixture
def work(app: Flask) -> Callable[[], int]:
    """Does everything that waits, and says how many jobs that was."""
    return Worker(app).drain


@pytest.fixture
def asset_of(app: Flask) -> Callable[[str], MediaAsset]:
    """The row behind a public name, with its files, as it is now."""

    def look(public_id: str) -> MediaAsset:
        with app.app_context(), across_schools():
            asked = select(MediaAsset).where(MediaAsset.public_id == public_id)
            asset = db.session.execute(asked).scalar_one()
            assert asset.renditions is not None
            return asset

    return look


@pytest.fixture
def hasten(app: Flask) -> Callable[[], None]:
    return lambda: working.hasten(app)


@pytest.fixture
def give_up(app: Flask, tmp_path: Path) -> Callable[[], None]:
    return lambda: working.give_up(app, tmp_path)


@pytest.fixture
def broken_darkroom(tmp_path: Path) -> Callable[[], AbstractContextManager[None]]:
    return lambda: working.broken_darkroom(tmp_path)
