"""What every test stands on: an application, the twin schools, and visitors."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from kindportfolio import create_app
from kindportfolio.core import config, migrate
from kindportfolio.core.cache import pieces
from kindportfolio.core.db import db
from kindportfolio.media.models import MediaAsset
from tests import cast as people
from tests import databases, scenery
from tests.visitor import Visitor


@dataclass
class Made:
    """A database with the twin schools in it, made once and copied for every test."""

    settings: config.Settings
    twins: dict[str, people.Cast]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=databases.NAMES, default="sqlite", help="what the tests run on"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On another database only the tests that ask something of a database run again."""
    if config.getoption("--database") == "sqlite":
        return
    asks = [item for item in items if "database" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=[item for item in items if item not in asks])
    items[:] = asks


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest) -> Iterator[databases.Database]:
    with databases.started(request.config.getoption("--database")) as found:
        yield found


@pytest.fixture(scope="session")
def made(database: databases.Database, tmp_path_factory: pytest.TempPathFactory) -> Made:
    settings = database.empty(tmp_path_factory.mktemp("made"))
    migrate.upgrade(settings)
    app = create_app(settings)
    with app.app_context():
        twins = people.build_twins()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return Made(settings, twins)


@pytest.fixture
def settings(database: databases.Database, made: Made, tmp_path: Path) -> Iterator[config.Settings]:
    settings = database.copy(made.settings, tmp_path)
    yield settings
    database.drop(settings)


class Compiled(BytecodeCache):
    """Templates that were compiled for one test serve the next."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session")
def compiled() -> BytecodeCache:
    return Compiled()


@pytest.fixture
def app(settings: config.Settings, compiled: BytecodeCache) -> Iterator[Flask]:
    app = create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled
    pieces.clear()
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
def photo(app: Flask, cast: people.Cast) -> MediaAsset:
    """A photo on Noor's post for readers, ready, with its files."""
    return scenery.add_photo(app, cast, cast.for_readers)


@pytest.fixture
def visit(app: Flask) -> Callable[..., Visitor]:
    """``visit(cast.noor)`` is Noor's browser; ``visit()`` is a stranger's."""

    def open_browser(person: people.Person | None = None) -> Visitor:
        return Visitor(app, person)

    return open_browser
