"""A teacher writes a report in a real browser; a guardian leafs through the book."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from kindportfolio.core import clock
from kindportfolio.core.db import across_schools, db
from kindportfolio.reports.models import ReportSection
from kindportfolio.schools.models import Teaching
from tests.rows import put


@pytest.fixture
def write(cast):
    return f"/rapport/{cast.report_draft.public_id}/schrijven"


def kept(house, cast, key: str = "brief") -> str:
    """What the database has under this heading now."""
    with house.app.app_context(), across_schools():
        asked = select(ReportSection.text).where(
            ReportSection.report_id == cast.report_draft.id, ReportSection.key == key
        )
        words = db.session.scalars(asked).one_or_none()
        db.session.rollback()
        return words or ""


def test_what_is_typed_is_kept_within_seconds_and_names_are_noticed(look, house, cast, write):
    page = look(cast.anouk).go(write)
    page.get_by_label("Brief").fill("Sem, met Yara bouwde je een hut.")

    expect(page.locator("[data-saved]")).to_contain_text("Bewaard om", timeout=8_000)
    expect(page.locator("[data-section=brief] [data-warning]")).to_contain_text("Yara")
    assert kept(house, cast) == "Sem, met Yara bouwde je een hut."

    page.get_by_label("Brief").fill("Sem bouwde een hut.")
    expect(page.locator("[data-section=brief] [data-warning]")).to_be_hidden()


def test_leaving_the_page_at_once_keeps_what_was_typed(look, house, cast, write):
    page = look(cast.anouk).go(write)
    page.get_by_label("Hier gaan we samen mee verder").fill("Net getypt")
    page.get_by_role("link", name="Vragen").click()
    page.wait_for_url("**/vragen")
    page.wait_for_timeout(500)

    assert kept(house, cast, "samen-verder") == "Net getypt"


def test_the_next_child_comes_after_everything_is_kept(look, house, cast, write):
    page = look(cast.anouk).go(write)
    page.get_by_label("Brief").fill("Voor Sem, tot het laatste woord")
    page.get_by_role("button", name="Volgende kind").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Hoe gaat het met Yara?")
    assert kept(house, cast) == "Voor Sem, tot het laatste woord"


def test_two_teachers_at_once_both_find_both_texts(look, house, cast, write):
    row = Teaching(person_id=cast.bas.id, group_id=cast.rood.id, since=clock.today())
    put(house.app, cast, row)
    anouk, bas = look(cast.anouk), look(cast.bas)
    bas.expect(409)
    one, other = anouk.go(write), bas.go(write)
    one.get_by_label("Brief").fill("Van Anouk")
    expect(one.locator("[data-saved]")).to_contain_text("Bewaard om", timeout=8_000)
    other.get_by_label("Brief").fill("Van Bas")

    clash = other.locator("[data-section=brief] [data-clash]")
    expect(clash).to_be_visible(timeout=8_000)
    clash.get_by_role("link").click()
    expect(other.get_by_label("Brief")).to_have_value("Van Anouk")
    expect(other.locator("[data-section=brief] .versions")).to_contain_text("Van Bas")
    other.get_by_role("button", name="Zet deze tekst erin").click()
    expect(other.get_by_label("Brief")).to_have_value("Van Bas")


def test_a_dropped_line_is_said_and_tried_again(look, house, cast, write):
    anouk = look(cast.anouk)
    page = anouk.go(write)
    anouk.context.set_offline(True)
    page.get_by_label("Brief").fill("Zonder lijn")
    expect(page.locator("[data-saved]")).to_contain_text("Nog niet bewaard", timeout=8_000)
    anouk.faults.clear()
    anouk.context.set_offline(False)

    expect(page.locator("[data-saved]")).to_contain_text("Bewaard om", timeout=15_000)
    assert kept(house, cast) == "Zonder lijn"


def test_who_is_out_of_the_group_is_told_and_the_text_stays_on_the_screen(look, house, cast, write):
    put(house.app, cast, Teaching(person_id=cast.anouk.id, group_id=cast.blauw.id, since=TODAY))
    anouk = look(cast.anouk)
    anouk.expect(404)
    page = anouk.go(write)
    with house.app.app_context(), across_schools():
        db.session.execute(
            update(Teaching)
            .where(Teaching.person_id == cast.anouk.id, Teaching.group_id == cast.rood.id)
            .values(ended_at=clock.now())
        )
        db.session.commit()
    page.get_by_label("Brief").fill("Te laat getypt")

    expect(page.locator("[data-saved]")).to_contain_text("niet meer bewaard", timeout=8_000)
    expect(page.get_by_label("Brief")).to_have_value("Te laat getypt")


TODAY = clock.today()


def test_the_arrow_keys_turn_the_pages_of_the_book(look, cast):
    page = look(cast.mama).go(f"/lezen/{cast.noors_book.public_id}")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**?blad=4")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**?blad=2")

    question = page.get_by_label("Uw eigen vraag")
    question.fill("woord")
    question.press("ArrowLeft")
    page.wait_for_timeout(300)
    assert page.url.endswith("?blad=2")


def test_without_scripts_a_report_is_written_too(look, house, cast):
    put(house.app, cast, Teaching(person_id=cast.bas.id, group_id=cast.rood.id, since=TODAY))
    page = look(cast.bas, scripts=False).go(f"/rapport/{cast.report_draft.public_id}/schrijven")
    page.get_by_label("Brief").fill("Zonder script")
    page.get_by_role("button", name="Bewaar").click()

    assert kept(house, cast) == "Zonder script"
