"""No page asks the database more when there is more to show."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from kindportfolio.core.cache import pieces
from kindportfolio.core.db import db
from tests import scenery
from tests.house.addresses import address, pages, things_of

MOST = 12
VISITORS = ("noor", "sem", "mama", "anouk", "coach", "colleague", "leader", "office")
NO_STATEMENTS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")
# Once a minute it is noted that somebody is still there, whatever the page shows.
STILL_THERE = "UPDATE sign_in SET seen_at"


@contextmanager
def statements(app) -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile."""
    said: list[str] = []

    def listen(connection, cursor, statement, *more) -> None:
        if not statement.lstrip().startswith((*NO_STATEMENTS, STILL_THERE)):
            said.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", listen)
    yield said
    event.remove(engine, "before_cursor_execute", listen)


@pytest.fixture
def count(app, cast, photo, visit):
    """Who asks how many statements on which page: the second time, with nothing kept."""
    visitors = {name: visit(getattr(cast, name)) for name in VISITORS} | {"stranger": visit()}
    things = things_of(cast, photo=photo)
    paths = {page.endpoint: address(app, page, things) for page in pages(app)}

    def walk() -> dict[tuple[str, str], list[str]]:
        found = {}
        for endpoint, path in paths.items():
            for name, visitor in visitors.items():
                if visitor.client.get(path, headers=FROM_HERE, buffered=True).status_code != 200:
                    continue
                pieces.clear()
                with statements(app) as said:
                    visitor.client.get(path, headers=FROM_HERE, buffered=True)
                found[endpoint, name] = said
        return found

    return walk


FROM_HERE = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"}


def test_no_page_asks_more_when_there_are_more_children_and_posts(app, cast, count):
    few = count()
    scenery.fill(app, cast, children=25, posts=20)
    many = count()

    assert few
    too_many = {key: len(said) for key, said in (few | many).items() if len(said) > MOST}
    assert not too_many, f"more than {MOST} statements"
    for key, said in many.items():
        more = Counter(said) - Counter(few[key])
        assert len(said) <= len(few[key]), f"{key} asks more: {list(more)}"
