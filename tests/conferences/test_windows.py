"""Teachers open, change and close windows; readers notice on their next request."""

from datetime import UTC, datetime, timedelta

import pytest
from babel.dates import format_date
from sqlalchemy import select

from kindportfolio.core import clock
from kindportfolio.core.forms import local_value
from kindportfolio.schools.models import ReadingWindow
from tests.rows import at_school, change, kept, put, traces

SHUT = "Het boek is nu dicht voor lezers."


@pytest.fixture
def shut(app, cast):
    """The window of Rood is closed."""
    change(app, cast, cast.window, withdrawn_at=clock.now())


@pytest.fixture
def page(cast):
    return f"/groep/{cast.rood.public_id}/leesvenster"


@pytest.fixture
def book(cast):
    return f"/lezen/{cast.noors_book.public_id}"


def moments(opens: timedelta, closes: timedelta) -> dict[str, str]:
    now = clock.now()
    return {"opens_at": local_value(now + opens), "closes_at": local_value(now + closes)}


TODAY = (timedelta(hours=-1), timedelta(days=2))


def text(answer) -> str:
    return answer.get_data(as_text=True)


def test_a_window_for_the_group_lets_its_guardians_read(shut, visit, cast, page, book):
    mama = visit(cast.mama)
    before = text(mama.get(book))
    answer = visit(cast.anouk).post(page, moments(*TODAY) | {"reader": ""})

    assert SHUT in before
    assert answer.location == page
    assert "EIK-woorden" in text(mama.get(book))


def test_a_window_opens_and_closes_by_the_clock(shut, app, visit, cast, page, book):
    visit(cast.anouk).post(page, moments(timedelta(hours=1), timedelta(hours=3)) | {"reader": ""})
    now = clock.now()

    assert SHUT in text(visit(cast.mama).get(book))
    with clock.travelled_to(now + timedelta(hours=3, minutes=-2)):
        mama = visit(cast.mama)
        assert "EIK-woorden" in text(mama.get(book))
    with clock.travelled_to(now + timedelta(hours=3, minutes=2)):
        assert SHUT in text(mama.get(book))


def test_an_own_window_is_for_one_guardian_and_leaves_no_sign(shut, visit, cast, page, book):
    reader = f"{cast.noor.public_id}.{cast.papa.public_id}"
    visit(cast.anouk).post(page, moments(*TODAY) | {"reader": reader})
    mama = visit(cast.mama)

    assert "EIK-woorden" in text(visit(cast.papa).get(book))
    assert SHUT in text(mama.get(book))
    assert "papa" not in text(mama.get("/mijn-kinderen"))
    assert "U kunt lezen vanaf" not in text(mama.get("/mijn-kinderen"))


def test_only_guardians_who_may_read_can_get_an_own_window(shut, app, visit, cast, page):
    anouk = visit(cast.anouk)
    offered = text(anouk.get(page)).split("<select", 1)[1].split("</select>")[0]
    for who in (cast.oma, cast.jan, cast.bram):
        reader = f"{cast.noor.public_id}.{who.public_id}"
        answer = anouk.post(page, moments(*TODAY) | {"reader": reader})

        assert answer.status_code == 422
    assert "Peter Das" in offered
    assert "Greet Haas" not in offered
    with at_school(app, cast) as session:
        assert len(session.scalars(select(ReadingWindow)).all()) == 1


@pytest.mark.parametrize(
    ("opens", "closes", "told"),
    [
        (timedelta(days=2), timedelta(days=1), "na het begin"),
        (timedelta(days=-3), timedelta(days=-2), "al voorbij"),
        (timedelta(days=1), timedelta(days=500), "eindigt voor"),
    ],
)
def test_a_window_that_makes_no_sense_is_told_and_keeps_what_was_typed(
    opens, closes, told, visit, cast, page
):
    typed = moments(opens, closes)
    answer = visit(cast.anouk).post(page, typed | {"reader": ""})

    assert answer.status_code == 422
    assert told in text(answer)
    assert typed["closes_at"] in text(answer)


def test_times_are_those_of_a_dutch_clock_also_in_the_nights_it_changes(app, visit, cast, page):
    with clock.travelled_to(datetime(2027, 3, 1, 12, tzinfo=UTC)):
        anouk = visit(cast.anouk)
        skipped = anouk.post(
            page,
            {"reader": "", "opens_at": "2027-03-28T02:30", "closes_at": "2027-03-29T12:00"},
        )
        fine = anouk.post(
            page,
            {"reader": "", "opens_at": "2027-03-27T08:00", "closes_at": "2027-03-28T08:00"},
        )
    with at_school(app, cast) as session:
        window = session.scalars(select(ReadingWindow).order_by(ReadingWindow.id.desc())).first()

    assert skipped.status_code == 422
    assert "een uur vooruit" in text(skipped)
    assert fine.status_code == 302
    assert window.closes_at - window.opens_at == timedelta(hours=23)


def test_an_hour_shown_twice_is_inside_the_window_from_its_first_to_its_second_time(
    app, visit, cast, book
):
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    with clock.travelled_to(first - timedelta(days=1)):
        change(app, cast, cast.window, withdrawn_at=clock.now())
        visit(cast.anouk).post(
            f"/groep/{cast.rood.public_id}/leesvenster",
            {"reader": "", "opens_at": "2026-10-25T02:30", "closes_at": "2026-10-25T02:30"},
        )
    with clock.travelled_to(first + timedelta(minutes=30)):
        assert "EIK-woorden" in text(visit(cast.mama).get(book))
    with clock.travelled_to(first + timedelta(minutes=61)):
        assert SHUT in text(visit(cast.mama).get(book))


def test_closing_ends_the_reading_of_who_is_reading(app, visit, cast, page, book):
    mama = visit(cast.mama)
    assert "EIK-woorden" in text(mama.get(book))

    answer = visit(cast.anouk).post(f"/leesvenster/{cast.window.public_id}/dicht")

    assert answer.location == page
    assert SHUT in text(mama.get(book))
    assert [row.object_id for row in traces(app, cast, "window closed")] == [cast.window.id]


def test_a_window_can_be_changed_and_leaves_a_trace(app, visit, cast, page):
    later = moments(timedelta(hours=-1), timedelta(days=3))
    address = f"/leesvenster/{cast.window.public_id}"
    anouk = visit(cast.anouk)
    form = text(anouk.get(address))
    answer = anouk.post(address, later)
    window = kept(app, cast, cast.window)

    assert local_value(cast.window.opens_at) in form
    assert answer.location == page
    assert local_value(window.closes_at) == later["closes_at"]
    assert traces(app, cast, "window changed")[0].detail["before"]["closes"]


def test_opening_leaves_a_trace_without_names(app, visit, cast, page):
    visit(cast.anouk).post(page, moments(*TODAY) | {"reader": ""})
    (trace,) = traces(app, cast, "window opened")

    assert trace.actor_id == cast.anouk.id
    assert set(trace.detail) == {"opens", "closes"}


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("leader", 200),
        ("noor", 403),
        ("mama", 403),
        ("oma", 404),
        ("bas", 404),
        ("colleague", 404),
        ("office", 404),
        ("bram", 403),
        ("lars", 404),
    ],
)
def test_only_staff_of_the_group_plans_windows(person, status, visit, cast, page):
    visitor = visit(getattr(cast, person))

    assert visitor.get(page).status_code == status
    if status != 200:
        assert visitor.post(page, moments(*TODAY)).status_code == status
        assert visitor.post(f"/leesvenster/{cast.window.public_id}/dicht").status_code == status


def test_an_own_window_is_not_there_for_anybody_else(app, visit, cast):
    row = ReadingWindow(
        group_id=cast.rood.id,
        reader_id=cast.papa.id,
        child_id=cast.noor.id,
        opens_at=clock.now(),
        closes_at=clock.now() + timedelta(days=1),
        opened_by_id=cast.anouk.id,
    )
    put(app, cast, row)
    address = f"/leesvenster/{row.public_id}"

    assert visit(cast.mama).get(address).status_code == 404
    assert visit(cast.sem).get(address).status_code == 404
    assert visit(cast.papa).get(address).status_code == 403
    assert visit(cast.anouk).get(address).status_code == 200


def test_the_overview_says_per_child_who_may_read_and_who_did(visit, cast, page, book):
    visit(cast.papa).get(book)
    visit(cast.papa).post(f"/rapport/{cast.report.public_id}/gelezen")
    overview = text(visit(cast.anouk).get(page))
    rows = {name: overview.split(name, 1)[1].split("</tr>")[0] for name in ("Peter", "Sanne")}

    assert rows["Peter"].count(day()) == 2
    assert rows["Sanne"].count(day()) == 0
    assert "afgeschermd" in overview.split("Greet Haas", 1)[1].split("</tr>")[0]


def day() -> str:
    return format_date(clock.today(), "d MMM", locale="nl")
