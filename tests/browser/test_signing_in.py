"""Coming in and going out with fingers, keys, or no script at all, and what stays behind."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from kindportfolio.accounts.models import SignIn
from kindportfolio.core.db import across_schools, db
from kindportfolio.schools.models import Group
from tests.browser.axe import findings
from tests.browser.looking import PHONE, TABLET
from tests.cast import PASSWORD, PICTURES

OWN = "/mijn/apparaten"


@pytest.fixture(autouse=True)
def at_home(house):
    """Names stand at every door, until a test says otherwise."""
    let_sign_in_at_home(house, True)


def let_sign_in_at_home(house, allowed: bool) -> None:
    with house.app.app_context(), across_schools():
        db.session.execute(update(Group).values(home_sign_in=allowed))
        db.session.commit()


def sit_still(house, seconds: int) -> None:
    """Everybody who is signed in may sit still this long."""
    with house.app.app_context(), across_schools():
        db.session.execute(update(SignIn).values(idle_seconds=seconds))
        db.session.commit()


def to_the_pictures(page: Page, child: str) -> None:
    page.get_by_role("link", name="Eikenhof").click()
    page.get_by_role("link", name="juf Anouk").click()
    page.get_by_role("link", name=child, exact=True).click()


def inside(url: str) -> bool:
    """Whether this is a page beyond the door."""
    return "/inloggen" not in url


def tap(page: Page, *pictures: str) -> None:
    for picture in pictures:
        page.get_by_role("button", name=picture, exact=True).click()


@pytest.mark.parametrize("screen", [TABLET, PHONE], ids=["tablet", "phone"])
@pytest.mark.parametrize("scripts", [True, False], ids=["with script", "without"])
def test_noor_taps_her_way_in(look, cast, screen, scripts):
    looker = look(screen=screen, scripts=scripts)
    page = looker.go("/inloggen")
    to_the_pictures(page, "Noor")

    tap(page, "boom")
    page.get_by_role("button", name="Terug").click()
    tap(page, *PICTURES)
    page.get_by_role("button", name="Naar binnen").click()

    page.wait_for_url(inside)
    assert looker.go(OWN).url.endswith(OWN)


def test_a_wrong_code_is_said_and_the_pictures_are_there_again(look, cast):
    looker = look()
    page = looker.go("/inloggen")
    to_the_pictures(page, "Sem")
    looker.expect(422)

    tap(page, "boom", "vis", "zon")
    page.get_by_role("button", name="Naar binnen").click()

    expect(page.get_by_role("alert")).to_contain_text("Dat klopt niet. Probeer het nog eens.")
    expect(page.get_by_role("button", name="Naar binnen")).to_be_disabled()
    assert findings(page) == []


def test_with_keys_alone_a_child_comes_in(look, cast):
    looker = look()
    page = looker.go("/inloggen")
    for name in ("Eikenhof", "juf Anouk", "Yara"):
        reach(page, name)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    for picture in PICTURES:
        reach(page, picture)
        page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text("Klaar!")
    reach(page, "Naar binnen")
    page.keyboard.press("Enter")

    page.wait_for_url(inside)
    assert looker.go(OWN).url.endswith(OWN)


def reach(page: Page, name: str) -> None:
    """Press Tab until the thing with this name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        there = page.evaluate(
            "(document.activeElement.textContent + ' ' +"
            " (document.activeElement.querySelector('img')?.alt ?? '')).trim()"
        )
        if re.search(rf"\b{name}\b", there):
            return
    raise AssertionError(f"{name} cannot be reached")


def test_a_grown_up_pastes_and_comes_in_where_they_wanted_to_be(look, cast):
    looker = look(screen=PHONE)
    page = looker.go(OWN)
    page.get_by_role("link", name="Ben je juf, meester, papa of mama?").click()
    page.get_by_label("School").select_option("Eikenhof")
    page.get_by_label("E-mailadres").fill("sanne@eikenhof.example")
    page.get_by_label("Wachtwoord").evaluate(
        "(field, words) => { field.focus(); document.execCommand('insertText', false, words); }",
        PASSWORD,
    )
    assert page.get_by_label("Wachtwoord").get_attribute("autocomplete") == "current-password"

    page.get_by_role("button", name="Inloggen").click()

    page.wait_for_url(f"**{OWN}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw account")


def test_after_klaar_nothing_of_the_child_is_left(house, look, cast):
    let_sign_in_at_home(house, False)
    looker = look(cast.anouk)
    page = looker.go("/tablet")
    page.get_by_role("button", name="Maak hier een klastablet van").click()
    page.wait_for_url("**/inloggen/groep/*")
    page.get_by_role("link", name="Noor", exact=True).click()
    tap(page, *PICTURES)
    looker.expect(401)
    page.get_by_role("button", name="Naar binnen").click()
    page.wait_for_url(inside)
    page = looker.go(OWN)

    page.get_by_role("button", name="Uitloggen").first.click()

    page.wait_for_url("**/inloggen/groep/*")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie ben jij?")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("caches.keys()") == []
    again = looker.context.new_page()
    again.goto(OWN)
    assert "/inloggen" in again.url


def test_who_sits_still_is_warned_and_stays_with_one_press(house, look, cast):
    looker = look(cast.sem)
    looker.go(OWN)
    sit_still(house, 77)
    page = looker.go(OWN)
    expect(page.get_by_role("dialog")).to_be_visible()
    assert findings(page) == []

    sit_still(house, 600)
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_be_hidden()


def test_when_the_time_is_over_the_page_leaves_by_itself(house, look, cast):
    looker = look(cast.sem)
    sit_still(house, 3)
    looker.expect(401)

    page = looker.go(OWN)

    page.wait_for_url("**/inloggen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hallo! Wat is jouw school?")
