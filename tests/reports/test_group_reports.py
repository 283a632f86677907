"""Handing out: first to the child, then to the guardians; and taking back."""

from datetime import timedelta

import pytest

from kindportfolio.core import clock
from kindportfolio.core.forms import local_value
from tests.rows import at_school, change, kept, traces


@pytest.fixture
def page(cast):
    return f"/groep/{cast.rood.public_id}/rapporten"


@pytest.fixture
def hand_out(cast, page):
    """What the form of the page sends to hand out reports."""

    def fields(to: str, *reports, whole: bool = False, at: str = "") -> dict:
        sent = {"to": to, "at": at, "periode": cast.period.public_id}
        sent["reports"] = [report.public_id for report in reports]
        return sent | ({"whole": "1"} if whole else {"ticked": "1"})

    return lambda visitor, *args, **more: visitor.post(f"{page}/uitdelen", fields(*args, **more))


@pytest.fixture
def ready(app, cast):
    """Sem's report is ready."""
    change(app, cast, cast.report_draft, ready_at=clock.now())
    return cast.report_draft


def text(answer) -> str:
    return answer.get_data(as_text=True)


def status(visitor, report) -> int:
    return visitor.get(f"/rapport/{report.public_id}").status_code


def test_the_list_says_of_every_child_how_far_it_is(visit, cast, page):
    shown = text(visit(cast.anouk).get(page))
    rows = {name: shown.split(f">{name}</a></th>")[1].split("</tr>")[0] for name in NAMES}

    assert "bij het kind en de ouders" in rows["Noor"]
    assert "begonnen" in rows["Sem"]
    assert "nog niet begonnen" in rows["Yara"]
    assert "Nog niet begonnen: Yara." in shown
    assert "1 van 3 klaar" in shown


NAMES = ("Noor", "Sem", "Yara")


def test_a_report_goes_to_the_child_first_and_later_to_the_guardians(ready, visit, cast, hand_out):
    anouk, sem, fatma = visit(cast.anouk), visit(cast.sem), visit(cast.fatma)
    before = status(sem, ready), status(fatma, ready)
    hand_out(anouk, "child", ready)
    between = status(sem, ready), status(fatma, ready)
    hand_out(anouk, "guardians", ready)

    assert before == (404, 404)
    assert between == (200, 404)
    assert (status(sem, ready), status(fatma, ready)) == (200, 200)


def test_a_moment_later_on_a_dutch_clock_is_kept_to(ready, visit, cast, hand_out):
    now = clock.now()
    hand_out(visit(cast.anouk), "child", ready, at=local_value(now + timedelta(hours=2)))

    assert status(visit(cast.sem), ready) == 404
    with clock.travelled_to(now + timedelta(hours=3)):
        assert status(visit(cast.sem), ready) == 200


def test_guardians_never_read_before_the_child(ready, app, visit, cast, hand_out):
    anouk, now = visit(cast.anouk), clock.now()
    hand_out(anouk, "child", ready, at=local_value(now + timedelta(days=2)))
    hand_out(anouk, "guardians", ready)
    report = kept(app, cast, ready)

    assert report.guardians_from >= report.child_from > now


def test_the_whole_group_gets_what_is_ready(ready, app, visit, cast, hand_out, page):
    anouk = visit(cast.anouk)
    answer = hand_out(anouk, "child", whole=True)

    assert answer.location.startswith(page)
    assert "1 rapport staat klaar." in text(anouk.get(answer.location))
    assert kept(app, cast, ready).child_from


def test_what_is_not_ready_is_named_and_stays(app, visit, cast, hand_out):
    anouk = visit(cast.anouk)
    answer = hand_out(anouk, "child", cast.report_draft)

    assert "Niet uitgedeeld: Sem" in text(anouk.get(answer.location))
    assert kept(app, cast, cast.report_draft).child_from is None


def test_a_report_of_another_group_cannot_be_slipped_in(app, visit, cast, hand_out):
    bas = visit(cast.bas)
    fields = {"to": "child", "reports": [cast.report.public_id], "ticked": "1"}
    answer = bas.post(f"/groep/{cast.blauw.public_id}/rapporten/uitdelen", fields)

    assert answer.status_code == 422
    assert hand_out(bas, "child", cast.report).status_code == 404


@pytest.mark.parametrize(
    ("person", "status"),
    [("leader", 403), ("bas", 404), ("noor", 404), ("mama", 404), ("office", 404), ("coach", 404)],
)
def test_only_teachers_of_the_group_hand_out(person, status, ready, app, visit, cast, hand_out):
    assert hand_out(visit(getattr(cast, person)), "child", ready).status_code == status
    assert kept(app, cast, ready).child_from is None


@pytest.mark.parametrize(
    ("person", "status"),
    [("leader", 403), ("coach", 403), ("noor", 403), ("mama", 403), ("bas", 404), ("oma", 404)],
)
def test_only_teachers_of_the_group_take_back(person, status, app, visit, cast):
    answer = visit(getattr(cast, person)).post(f"/rapport/{cast.report.public_id}/intrekken")

    assert answer.status_code == status
    assert kept(app, cast, cast.report).withdrawn_at is None


def test_taken_back_nobody_but_staff_reads_it_and_it_can_be_written_again(app, visit, cast):
    anouk, mama, noor = visit(cast.anouk), visit(cast.mama), visit(cast.noor)
    anouk.post(f"/rapport/{cast.report.public_id}/intrekken")

    assert (status(mama, cast.report), status(noor, cast.report)) == (404, 404)
    assert status(visit(cast.leader), cast.report) == 200
    assert anouk.get(f"/rapport/{cast.report.public_id}/schrijven").status_code == 200


def test_handed_out_again_it_begins_with_the_child_again(app, visit, cast, hand_out):
    change(app, cast, cast.report, ready_at=clock.now())
    anouk = visit(cast.anouk)
    anouk.post(f"/rapport/{cast.report.public_id}/intrekken")
    hand_out(anouk, "child", cast.report)

    assert status(visit(cast.noor), cast.report) == 200
    assert status(visit(cast.mama), cast.report) == 404


def test_handing_out_and_taking_back_leave_traces(ready, app, visit, cast, hand_out):
    anouk = visit(cast.anouk)
    hand_out(anouk, "child", ready)
    hand_out(anouk, "guardians", ready)
    anouk.post(f"/rapport/{ready.public_id}/intrekken")
    published = traces(app, cast, "report published")

    assert [row.detail["to"] for row in published] == ["child", "guardians"]
    assert {row.actor_id for row in published} == {cast.anouk.id}
    assert [row.object_id for row in traces(app, cast, "report withdrawn")] == [ready.id]


def test_the_password_is_asked_again_after_a_while(ready, app, visit, cast, hand_out):
    anouk, now = visit(cast.anouk), clock.now()
    with clock.travelled_to(now + timedelta(minutes=16)):
        published = hand_out(anouk, "child", ready)
        withdrawn = anouk.post(f"/rapport/{cast.report.public_id}/intrekken")

    for answer in (published, withdrawn):
        assert answer.status_code == 302
        assert "rapport" not in answer.location.split("?")[0]
    assert kept(app, cast, ready).child_from is None
    assert kept(app, cast, cast.report).withdrawn_at is None


def test_in_a_closed_book_nothing_is_handed_out_or_taken_back(app, visit, cast, ready, hand_out):
    for book in (cast.sems_book, cast.noors_book):
        change(app, cast, book, closed_at=clock.now())
    anouk = visit(cast.anouk)

    assert hand_out(anouk, "child", ready).status_code == 409
    assert anouk.post(f"/rapport/{cast.report.public_id}/intrekken").status_code == 409


def test_the_list_says_who_read_it(visit, cast, page):
    visit(cast.mama).post(f"/rapport/{cast.report.public_id}/gelezen")
    visit(cast.mama).post(f"/rapport/{cast.report.public_id}/gelezen")
    shown = text(visit(cast.anouk).get(page))

    assert shown.split(">Noor</a></th>")[1].split("</tr>")[0].count("mama") == 1


def test_another_period_is_another_list(app, visit, cast, page):
    with at_school(app, cast) as session:
        year = session.get_one(type(cast.this_year), cast.this_year.id)
        other = next(one for one in year.periods if one.id != cast.period.id)
    shown = text(visit(cast.anouk).get(f"{page}?periode={other.public_id}"))

    assert "0 van 3 klaar" in shown


def test_the_leader_looks_and_finds_no_button(visit, cast, page):
    shown = text(visit(cast.leader).get(page))

    assert "bij het kind en de ouders" in shown
    assert "Uitdelen" not in shown
    assert "Trek in" not in shown
