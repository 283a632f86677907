"""A real browser on a real server: Chromium in front of ``kindportfolio serve --with-worker``."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import cast as people
from tests.browser.looking import Looker
from tests.living import House

GIVEN = "KINDPORTFOLIO_TEST_CHROMIUM"
CALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-prefers-reduced-motion",
]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder drives a browser, and takes its time."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get(GIVEN) or next(filter(None, map(shutil.which, CALLED)), None)
    if path is None:
        message = f"No Chromium is here. Install it, or say where it is as {GIVEN}=/path/to/it."
        assert not os.environ.get("CI"), message
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def house(database, made, tmp_path_factory) -> Iterator[House]:
    """The twin schools, served; the tests of one file share them."""
    settings = database.copy(made.settings, tmp_path_factory.mktemp("house"))
    house = House(settings)
    house.start()
    yield house
    house.stop()
    database.drop(settings)


@pytest.fixture
def look(chromium: Browser, house: House) -> Iterator[Callable[..., Looker]]:
    """``look(cast.noor)`` opens Noor's browser; what went wrong in it shows when the test ends."""
    lookers: list[Looker] = []

    def open_browser(person: people.Person | None = None, **how: object) -> Looker:
        lookers.append(Looker(chromium, house, person, **how))
        return lookers[-1]

    yield open_browser
    for looker in lookers:
        looker.close()
    faults = [fault for looker in lookers for fault in looker.faults]
    assert not faults, "\n".join(faults)
