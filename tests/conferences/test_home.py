"""Where everybody begins, and the switch of who wears several hats."""

import pytest

from kindportfolio.core import clock
from kindportfolio.schools.models import Guardianship, Teaching
from tests.rows import put


@pytest.mark.parametrize(
    ("person", "start"),
    [
        ("noor", "/kompas"),
        ("mama", "/mijn-kinderen"),
        ("leader", "/lezen"),
        ("coach", "/lezen"),
        ("colleague", "/lezen"),
        ("office", "/beheer"),
    ],
)
def test_everybody_with_one_hat_is_led_to_its_page(person, start, visit, cast):
    assert visit(getattr(cast, person)).get("/").location == start


def test_a_teacher_of_one_group_begins_in_that_group(visit, cast):
    assert visit(cast.anouk).get("/").location == f"/groep/{cast.rood.public_id}"


def test_a_teacher_of_several_groups_begins_with_the_list(app, visit, cast):
    row = Teaching(person_id=cast.anouk.id, group_id=cast.blauw.id, since=clock.today())
    put(app, cast, row)

    assert visit(cast.anouk).get("/").location == "/groepen"


def test_a_stranger_is_led_to_the_front_door(visit):
    answer = visit().get("/")

    assert answer.status_code == 302
    assert answer.location.startswith("/deur") or "next=" in answer.location


def test_a_teacher_who_is_a_parent_chooses_and_switches_in_the_bar(app, visit, cast):
    put(app, cast, Guardianship(guardian_id=cast.anouk.id, child_id=cast.lars.id, called="mama"))
    anouk = visit(cast.anouk)
    start = anouk.get("/").get_data(as_text=True)
    own = anouk.get("/mijn-kinderen").get_data(as_text=True)

    assert "Mijn groep" in start
    assert "Mijn kinderen" in start
    assert 'aria-label="Wissel van rol"' in own
    assert 'href="/mijn-kinderen" aria-current="page"' in own


def test_who_wears_one_hat_sees_no_switch(visit, cast):
    assert "Wissel van rol" not in visit(cast.mama).get("/mijn-kinderen").get_data(as_text=True)


def test_the_office_finds_names_groups_and_counts_and_nothing_a_child_made(visit, cast):
    page = visit(cast.office).get("/beheer").get_data(as_text=True)

    assert cast.rood.name in page
    assert "juf Anouk" in page
    assert "6 kinderen" in page
    for hidden in ("Noor", "EIK-woorden", "EIK-notitie", "EIK-rapportwoorden", "Sanne"):
        assert hidden not in page


@pytest.mark.parametrize("person", ["noor", "mama", "anouk", "leader", "coach"])
def test_the_office_is_for_the_office_alone(person, visit, cast):
    assert visit(getattr(cast, person)).get("/beheer").status_code == 404


@pytest.mark.parametrize("thing", ["lezen/{noors_book}", "rapport/{report}", "notitie/{note}"])
def test_the_office_opens_no_book_report_or_note(thing, visit, cast):
    ids = {name: row.public_id for name, row in vars(cast).items() if hasattr(row, "public_id")}

    assert visit(cast.office).get("/" + thing.format(**ids)).status_code == 404


def test_a_group_of_last_year_is_not_counted(visit, cast):
    assert visit(cast.office).get("/beheer").get_data(as_text=True).count("Rood EIK") == 1
