"""Every page in a real browser: nothing from elsewhere, nothing said aloud, nothing in the way."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from sqlalchemy import update

from kindportfolio.accounts.models import Person
from kindportfolio.core.db import across_schools, db
from kindportfolio.schools.models import School
from tests import scenery
from tests.browser.axe import OF_COLOUR, findings
from tests.browser.looking import PHONE, TABLET, Looker
from tests.house.addresses import address, pages, things_of
from tests.visitor import Visitor

VISITORS = (None, "noor", "mama", "anouk", "leader", "office")
NO_PAGE = {"text/plain", "application/json", "image/svg+xml", "image/jpeg", "image/webp"}


@pytest.fixture(scope="module")
def furnished(house, made) -> None:
    """Both schools with pictures; Beukenhof in the look of the sea."""
    for twin in made.twins.values():
        scenery.add_photo(house.app, twin, twin.for_readers)
    with house.app.app_context(), across_schools():
        beukenhof = made.twins["BEU"].school.id
        db.session.execute(update(School).where(School.id == beukenhof).values(theme="zeester"))
        db.session.commit()


def contrast(house, wanted: bool) -> None:
    """Everybody chooses more, or less, contrast."""
    with house.app.app_context(), across_schools():
        db.session.execute(update(Person).values(contrast=wanted))
        db.session.commit()


def open_to(house, people, person: str | None) -> Iterator[str]:
    """The addresses of all pages that this person may look at."""
    photo = scenery.add_photo(house.app, people, people.released)
    things = things_of(people, photo=photo)
    visitor = Visitor(house.app, getattr(people, person) if person else None)
    for page in pages(house.app):
        path = address(house.app, page, things)
        answer = visitor.client.get(path, headers=FROM_HERE, buffered=True)
        if answer.status_code == 200 and answer.mimetype not in NO_PAGE:
            yield path


FROM_HERE = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"}


def visited(looker: Looker, house, people, person: str | None) -> Iterator[tuple[str, Page]]:
    """Each of these pages in the browser, one after the other."""
    for path in open_to(house, people, person):
        page = looker.go(path)
        assert page.url == house.address + path, "it led elsewhere"
        yield path, page


@pytest.mark.parametrize("person", VISITORS)
def test_nothing_stands_in_the_way_on_any_page(person, house, look, cast, furnished):
    looker = look(getattr(cast, person) if person else None, screen=TABLET)
    faults = []
    for path, page in visited(looker, house, cast, person):
        faults += [f"{path}: {found}" for found in findings(page)]
        page.set_viewport_size(PHONE)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        faults += [f"{path} is {wide} pixels wider than a phone"] if wide > 0 else []
        faults += [f"{path} on a phone: {found}" for found in findings(page, ["target-size"])]
        page.set_viewport_size(TABLET)

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("person", VISITORS[:4])
@pytest.mark.parametrize(
    ("twin", "strong"),
    [("EIK", True), ("BEU", False), ("BEU", True)],
    ids=["of the house, high contrast", "of the sea", "of the sea, high contrast"],
)
def test_the_colours_can_be_read(person, twin, strong, house, look, made, furnished):
    people = made.twins[twin]
    contrast(house, strong)
    looker = look(getattr(people, person) if person else None, screen=PHONE)
    faults = [
        f"{path}: {found}"
        for path, page in visited(looker, house, people, person)
        for found in findings(page, OF_COLOUR)
    ]
    contrast(house, False)

    assert not faults, "\n".join(faults)
