"""What every test stands on: an application, the twin schools, and visitors."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from kindportfolio import create_app
from kindportfolio.core import config, migrate
from kindportfolio.core.db import db
from tests import cast as people
from tests.visitor import Visitor


@dataclass
class Made:
    """A database with the twin schools in it, made once and copied for every test."""

    folder: Path
    twins: dict[str, people.Cast]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    settings = config.load(folder, free_bytes=0)
    migrate.upgrade(settings)
    app = create_app(settings)
    with app.app_context():
        twins = people.build_twins()
        db.session.commit()
        db.engine.dispose()
    return Made(folder, twins)


@pytest.fixture
def settings(made: Made, tmp_path: Path) -> config.Settings:
    for path in made.folder.iterdir():
        if path.is_file():
            shutil.copy(path, tmp_path / path.name)
    return config.load(tmp_path, free_bytes=0)


@pytest.fixture
def app(settings: config.Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.testing = True
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def cast(made: Made) -> people.Cast:
    """The people of Eikenhof."""
    return made.twins["EIK"]


@pytest.fixture
def neighbours(made: Made) -> people.Cast:
    """The people of Beukenhof, who have nothing to do with Eikenhof."""
    return made.twins["BEU"]


@pytest.fixture
def visit(app: Flask) -> Callable[..., Visitor]:
    """``visit(cast.noor)`` is Noor's browser; ``visit()`` is a stranger's."""

    def open_browser(person: people.Person | None = None) -> Visitor:
        return Visitor(app, person)

    return open_browser
