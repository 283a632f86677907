"""Teachers write a report: kept while typing, never lost, never by anybody else."""

import re

import pytest
from sqlalchemy import select

from kindportfolio.core import clock
from kindportfolio.reports.models import Report, ReportSection
from kindportfolio.schools.models import Teaching
from tests.rows import at_school, change, kept, put


@pytest.fixture
def report(cast):
    return f"/rapport/{cast.report_draft.public_id}"


@pytest.fixture
def write(report):
    return f"{report}/schrijven"


@pytest.fixture
def section(app, cast):
    """What is kept under one heading of the draft."""

    def find(key: str) -> ReportSection | None:
        with at_school(app, cast) as session:
            asked = select(ReportSection).where(
                ReportSection.report_id == cast.report_draft.id, ReportSection.key == key
            )
            return session.scalars(asked).one_or_none()

    return find


@pytest.fixture
def colleague(app, cast):
    """Meester Bas teaches Rood as well."""
    row = Teaching(person_id=cast.bas.id, group_id=cast.rood.id, since=clock.today())
    put(app, cast, row)
    return cast.bas


def text(answer) -> str:
    return answer.get_data(as_text=True)


def saved(**sections) -> dict:
    return {"sections": sections}


def said(words: str, version: int = 0, step: int | None = None) -> dict:
    return {"text": words, "version": version, "step": step}


def test_beginning_makes_the_report_once(app, visit, cast):
    anouk = visit(cast.anouk)
    address = f"/boek/{cast.yaras_book.public_id}/rapport"
    first = anouk.post(address, {"periode": cast.period.public_id})
    again = anouk.post(address, {"periode": cast.period.public_id})

    assert first.location == again.location
    assert anouk.get(first.location).status_code == 200
    with at_school(app, cast) as session:
        asked = select(Report).where(Report.book_id == cast.yaras_book.id)
        assert len(session.scalars(asked).all()) == 1


def test_looking_at_the_list_makes_nothing(app, visit, cast):
    visit(cast.anouk).get(f"/groep/{cast.rood.public_id}/rapporten")

    with at_school(app, cast) as session:
        assert len(session.scalars(select(Report)).all()) == 2


@pytest.mark.parametrize(
    ("person", "status"),
    [("bas", 404), ("leader", 403), ("coach", 404), ("mama", 404), ("yara", 404), ("office", 404)],
)
def test_only_teachers_of_the_group_begin_a_report(person, status, visit, cast):
    answer = visit(getattr(cast, person)).post(
        f"/boek/{cast.yaras_book.public_id}/rapport", {"periode": cast.period.public_id}
    )

    assert answer.status_code == status


def test_a_period_of_another_year_or_school_is_not_there(visit, cast, neighbours):
    anouk = visit(cast.anouk)
    for period in (neighbours.period.public_id, "", "x"):
        answer = anouk.post(f"/boek/{cast.yaras_book.public_id}/rapport", {"periode": period})

        assert answer.status_code == 404


def test_words_and_steps_are_kept_without_a_script(visit, cast, write, section):
    anouk = visit(cast.anouk)
    form = text(anouk.get(write))
    answer = anouk.post(write, {"text-brief": "Dag Sem", "step-spelen": "3", "version-brief": "0"})

    assert 'name="text-brief"' in form
    assert answer.location == write
    assert section("brief").text == "Dag Sem"
    assert section("spelen").step == 3
    assert "Dag Sem" in text(anouk.get(write))
    assert re.search(
        r'<input[^>]*checked[^>]*name="step-spelen"[^>]*value="3"', text(anouk.get(write))
    )


def test_words_are_kept_while_typing(visit, cast, report, section):
    anouk = visit(cast.anouk)
    first = anouk.send_json(f"{report}/bewaren", saved(brief=said("Dag")))
    second = anouk.send_json(f"{report}/bewaren", saved(brief=said("Dag Sem", 1)))

    assert first.json["versions"] == {"brief": 1}
    assert second.json["versions"] == {"brief": 2}
    assert second.json["saved"] == f"{clock.amsterdam(clock.now()):%H.%M}"
    assert section("brief").text == "Dag Sem"


@pytest.mark.parametrize(
    "payload",
    [
        [],
        {},
        {"sections": []},
        saved(onbekend=said("x")),
        saved(brief="x"),
        saved(brief={"text": 3, "version": 0}),
        saved(brief={"text": "x", "version": "0"}),
        saved(brief=said("x" * 6001)),
        saved(brief=said("x\0")),
        saved(spelen=said("", step=5)),
        saved(spelen=said("", step=True)),
    ],
)
def test_what_is_no_report_is_refused(payload, visit, cast, report, section):
    answer = visit(cast.anouk).send_json(f"{report}/bewaren", payload)

    assert answer.status_code == 422
    assert section("brief") is None


def test_two_teachers_at_once_keep_both_texts(visit, cast, colleague, report, write, section):
    anouk, bas = visit(cast.anouk), visit(colleague)
    anouk.send_json(f"{report}/bewaren", saved(brief=said("van Anouk")))
    answer = bas.send_json(f"{report}/bewaren", saved(brief=said("van Bas"), spelen=said("ook")))
    page = text(bas.get(write))

    assert answer.status_code == 409
    assert answer.json["theirs"] == {"brief": "van Anouk"}
    assert section("brief").text == "van Anouk"
    assert section("brief").aside == "van Bas"
    assert section("spelen").text == "ook"
    assert "van Anouk" in page
    assert "van Bas" in page
    assert "meester Bas schreef:" in page


def test_going_on_typing_after_a_conflict_loses_nothing(visit, cast, colleague, report, section):
    anouk, bas = visit(cast.anouk), visit(colleague)
    anouk.send_json(f"{report}/bewaren", saved(brief=said("van Anouk")))
    bas.send_json(f"{report}/bewaren", saved(brief=said("van Bas")))
    bas.send_json(f"{report}/bewaren", saved(brief=said("van Bas, langer")))
    anouk.send_json(f"{report}/bewaren", saved(brief=said("oud venster van Anouk")))

    assert section("brief").text == "van Anouk"
    assert "van Bas, langer" in section("brief").aside
    assert "oud venster van Anouk" in section("brief").aside


def test_the_form_shows_both_texts_and_lets_choose(visit, cast, colleague, report, write, section):
    anouk, bas = visit(cast.anouk), visit(colleague)
    anouk.send_json(f"{report}/bewaren", saved(brief=said("van Anouk")))
    answer = bas.post(write, {"text-brief": "van Bas", "version-brief": "0"})
    taken = {"text-brief": "van Anouk", "version-brief": "1", "take": "brief"}

    assert answer.status_code == 409
    assert "van Anouk" in text(answer)
    assert "van Bas" in text(answer)
    bas.post(write, taken)
    assert section("brief").text == "van Bas"
    assert section("brief").aside == "van Anouk"
    bas.post(write, {"text-brief": "van Bas", "version-brief": "2", "drop": "brief"})
    assert section("brief").aside == ""


def test_other_sections_do_not_get_in_each_others_way(visit, cast, colleague, report, section):
    one = visit(cast.anouk).send_json(f"{report}/bewaren", saved(brief=said("brief")))
    other = visit(colleague).send_json(f"{report}/bewaren", saved(spelen=said("spel", step=2)))

    assert one.status_code == other.status_code == 200
    assert (section("brief").text, section("spelen").step) == ("brief", 2)


def test_a_teacher_who_left_the_group_finds_nothing_and_the_text_stays(
    app, visit, cast, colleague, report, write
):
    anouk = visit(cast.anouk)
    anouk.send_json(f"{report}/bewaren", saved(brief=said("half af")))
    with at_school(app, cast) as session:
        asked = select(Teaching).where(Teaching.person_id == cast.anouk.id)
        session.scalars(asked).one().ended_at = clock.now()

    page = anouk.get(write, headers={"Sec-Fetch-Dest": "document"})
    sent = anouk.send_json(f"{report}/bewaren", saved(brief=said("half af en meer", 1)))
    assert page.status_code in (302, 404)
    assert sent.status_code in (401, 404)
    assert "half af" in text(visit(colleague).get(write))
    assert "half af" in text(visit(cast.leader).get(report))


@pytest.mark.parametrize(
    ("person", "status"),
    [("bas", 404), ("leader", 403), ("sem", 404), ("fatma", 404), ("office", 404), ("coach", 404)],
)
def test_nobody_else_writes(person, status, visit, cast, report, write, section):
    visitor = visit(getattr(cast, person))

    assert visitor.get(write).status_code == status
    assert visitor.post(write, {"text-brief": "x"}).status_code == status
    assert visitor.send_json(f"{report}/bewaren", saved(brief=said("x"))).status_code == status
    assert section("brief") is None


def test_a_report_that_is_read_changes_no_more(visit, cast):
    report = f"/rapport/{cast.report.public_id}"
    anouk = visit(cast.anouk)

    assert anouk.get(f"{report}/schrijven").status_code == 409
    assert anouk.send_json(f"{report}/bewaren", saved(brief=said("x"))).status_code == 409
    assert "Trek het eerst in" in text(anouk.get(f"{report}/schrijven"))


def test_a_report_in_a_closed_book_changes_no_more(app, visit, cast, write):
    change(app, cast, cast.sems_book, closed_at=clock.now())

    assert visit(cast.anouk).get(write).status_code == 409
    assert visit(cast.anouk).post(write, {"text-brief": "x"}).status_code == 409


def test_ready_and_not_ready_again(app, visit, cast, write):
    anouk = visit(cast.anouk)
    anouk.post(write, {"text-brief": "af", "ready": "1"})
    ready = kept(app, cast, cast.report_draft).ready_at
    anouk.post(write, {"text-brief": "af", "version-brief": "1", "not_ready": "1"})

    assert ready
    assert kept(app, cast, cast.report_draft).ready_at is None


def test_the_next_child_is_the_next_by_name_that_is_not_done(app, visit, cast, write):
    anouk = visit(cast.anouk)
    answer = anouk.post(write, {"text-brief": "voor Sem", "next": "1"})
    page = text(anouk.get(answer.location))
    last = anouk.post(answer.location, {"text-brief": "voor Yara", "next": "1"})

    assert "Hoe gaat het met Yara?" in page
    assert last.location == answer.location
    assert "laatste kind" in text(anouk.get(answer.location))
    assert "voor Sem" in text(anouk.get(write))


def test_a_name_in_the_list_saves_and_goes_to_that_child(visit, cast, write, section):
    anouk = visit(cast.anouk)
    form = {"text-brief": "voor Sem", "to": cast.yaras_book.public_id}
    answer = anouk.post(write, form)
    other = anouk.post(write, form | {"version-brief": "1", "to": cast.lars_book.public_id})

    assert "Hoe gaat het met Yara?" in text(anouk.get(answer.location))
    assert section("brief").text == "voor Sem"
    assert other.status_code == 404


def test_the_name_of_another_child_is_warned_about_and_kept(visit, cast, write, section):
    anouk = visit(cast.anouk)
    anouk.post(write, {"text-brief": "Sem en Yara bouwden een hut."})
    page = text(anouk.get(write))
    warning = page.split('data-section="brief"')[1].split("data-warning")[1].split("</p>")[0]

    assert section("brief").text == "Sem en Yara bouwden een hut."
    assert "<b data-names>Yara</b>" in warning
    assert "hidden" not in warning.split(">")[0]
    assert 'names="Noor|Yara"' in page


def test_last_time_and_own_notes_stand_beside_it(app, visit, cast):
    with at_school(app, cast) as session:
        period = next(
            one
            for one in session.get_one(type(cast.this_year), cast.this_year.id).periods
            if one.number != cast.period.number
        )
        earlier = period.number < cast.period.number
        old = Report(
            book_id=cast.noors_book.id,
            period_id=period.id,
            begun_by_id=cast.anouk.id,
            changed_at=clock.now(),
        )
        session.add(old)
        session.flush()
        session.add(ReportSection(report_id=old.id, key="brief", text="EIK-van vorige keer"))
    change(app, cast, cast.report, child_from=None, guardians_from=None)
    page = text(visit(cast.anouk).get(f"/rapport/{cast.report.public_id}/schrijven"))

    assert ("EIK-van vorige keer" in page) is earlier
    assert cast.note.text in page
    assert "lezers EIK" in page
    assert "klad EIK" not in page


def test_a_stale_page_keeps_every_word(visit, cast, write, section):
    answer = visit(cast.anouk).post(write, {"text-brief": "EIK-getypt"}, forged=True)

    assert answer.status_code == 400
    assert "EIK-getypt" in text(answer)
    assert section("brief") is None


def test_too_many_words_are_shown_again(visit, cast, write):
    long = "woord " * 1100
    answer = visit(cast.anouk).post(write, {"text-brief": long})

    assert answer.status_code == 422
    assert long.strip() in text(answer)
