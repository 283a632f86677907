"""Outside the window a guardian meets a friendly page, and nothing of the child."""

from datetime import timedelta

import pytest
from babel.dates import format_date

from kindportfolio.core import clock
from kindportfolio.schools.models import Guardianship, ReadingWindow
from tests.rows import change, put

SHUT = "Het boek is nu dicht voor lezers."
PAGES = ["/lezen/{noors_book}", "/boek/{noors_book}", "/boek/{noors_book}/print"]
PAGES += ["/boek/{noors_book}/wie-ben-ik", "/rapport/{report}", "/bericht/{for_readers}"]
PAGES += ["/lezen/{noors_old_book}", "/lezen/{noors_book}/vraag"]


@pytest.fixture
def shut(app, cast):
    """The window of Rood is closed."""
    change(app, cast, cast.window, withdrawn_at=clock.now())


@pytest.fixture
def at(cast, photo):
    """The address of something of the cast."""
    ids = {name: row.public_id for name, row in vars(cast).items() if hasattr(row, "public_id")}
    return lambda path: path.format(photo=photo.public_id, **ids)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_the_book_is_the_friendly_page(path, shut, visit, cast, at):
    answer = visit(cast.mama).get(at(path))
    page = answer.get_data(as_text=True)

    assert answer.status_code == 200
    assert SHUT in page
    assert "Noor" not in page
    assert not cast.marked(page.replace(MAMA, ""))


MAMA = "Sanne Mol EIK"


@pytest.mark.parametrize("size", ["klein", "midden", "groot"])
def test_pictures_are_not_there(size, shut, visit, cast, at):
    address = at("/m/{photo}/") + size
    fetched = {"Sec-Fetch-Dest": "image"}

    assert visit(cast.mama).get(address, headers=fetched).status_code == 404
    assert visit(cast.mama).get(address).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/rapport/{report}/gelezen", "/bericht/{for_readers}/gelezen", "/vraag/{talk_question}/weg"],
)
def test_what_is_sent_does_nothing(path, shut, visit, cast, at):
    assert visit(cast.mama).post(at(path)).status_code == 404


@pytest.mark.parametrize("person", ["oma", "bram", "fatma"])
def test_who_has_no_right_to_read_is_not_told_that_there_is_a_book(person, shut, visit, cast, at):
    for path in ("/lezen/{noors_book}", "/rapport/{report}"):
        assert visit(getattr(cast, person)).get(at(path)).status_code == 404


def test_a_report_that_is_not_handed_out_is_not_there(shut, visit, cast, at):
    assert visit(cast.fatma).get(at("/rapport/{report_draft}")).status_code == 404


def test_the_next_date_stands_there_in_words(shut, app, visit, cast, at):
    opens = clock.start_of(clock.today() + timedelta(days=10)) + timedelta(hours=8)
    row = ReadingWindow(
        group_id=cast.rood.id,
        opens_at=opens,
        closes_at=opens + timedelta(days=5),
        opened_by_id=cast.anouk.id,
    )
    put(app, cast, row)
    words = f"U kunt lezen vanaf {words_of(opens)}."

    for path in ("/lezen/{noors_book}", "/mijn-kinderen"):
        assert words in visit(cast.mama).get(at(path)).get_data(as_text=True)


def words_of(moment) -> str:
    local = clock.amsterdam(moment)
    return f"{format_date(local, 'EEEE d MMMM', locale='nl')} om {local:%H.%M} uur"


def test_a_guardian_who_teaches_the_group_keeps_reading(shut, app, visit, cast, at):
    put(app, cast, Guardianship(guardian_id=cast.anouk.id, child_id=cast.noor.id, called="tante"))

    assert SHUT not in visit(cast.anouk).get(at("/lezen/{noors_book}")).get_data(as_text=True)
