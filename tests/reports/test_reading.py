"""Reading a report: who, what it shows, and what is written down about it."""

import pytest

from kindportfolio.core import clock
from kindportfolio.reports.models import Report, ReportSection
from kindportfolio.schools.models import Period
from tests.rows import at_school, change, put, traces


@pytest.fixture
def report(cast):
    return f"/rapport/{cast.report.public_id}"


@pytest.fixture
def letter(app, cast):
    """Noor's report has a letter."""
    row = ReportSection(
        report_id=cast.report.id, key="brief", text="EIK-eerste alinea\nregel\n\nEIK-tweede"
    )
    return put(app, cast, row)


def text(answer) -> str:
    return answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "person", ["noor", "mama", "papa", "anouk", "leader", "coach", "colleague"]
)
def test_who_may_read_finds_the_letter(person, letter, visit, cast, report):
    page = text(visit(getattr(cast, person)).get(report))

    assert "Lieve Noor," in page
    assert "EIK-eerste alinea\nregel" in page
    assert "EIK-tweede</p>" in page
    assert "juf Anouk" in page


@pytest.mark.parametrize("person", ["sem", "bas", "oma", "fatma", "bram", "office"])
def test_others_find_nothing(person, visit, cast, report):
    answer = visit(getattr(cast, person)).get(report)

    assert answer.status_code == 404
    assert not cast.marked(text(answer))


@pytest.mark.parametrize(
    ("person", "status"),
    [("sem", 404), ("fatma", 404), ("anouk", 200), ("leader", 200), ("bas", 404), ("noor", 404)],
)
def test_a_draft_is_for_staff(person, status, visit, cast):
    page = visit(getattr(cast, person)).get(f"/rapport/{cast.report_draft.public_id}")

    assert page.status_code == status


def test_every_read_is_written_down_but_not_of_the_teacher_or_the_child(app, visit, cast, report):
    for person in (cast.anouk, cast.noor, cast.mama, cast.leader, cast.colleague):
        visit(person).get(report)
    found = traces(app, cast, "report read")

    assert [row.actor_id for row in found] == [cast.mama.id, cast.leader.id, cast.colleague.id]
    assert {row.object_id for row in found} == {cast.report.id}
    assert all(row.detail == {} for row in found)


def test_the_child_sees_who_read_it_and_a_guardian_does_not_see_the_other(visit, cast, report):
    visit(cast.papa).post(f"{report}/gelezen")
    visit(cast.anouk).post(f"{report}/gelezen")
    noor, mama = text(visit(cast.noor).get(report)), text(visit(cast.mama).get(report))

    assert "Gelezen door papa en juf Anouk" in noor
    for sign in ("papa", "Peter", "elezen door"):
        assert sign not in mama
    assert "U liet weten dat u dit las" in text(visit(cast.papa).get(report))


def test_saying_that_one_read_it_twice_is_once(app, visit, cast, report):
    noor = visit(cast.noor)
    noor.post(f"{report}/gelezen")
    noor.post(f"{report}/gelezen")

    assert "Jij las dit" in text(noor.get(report))
    assert text(visit(cast.anouk).get(report)).count("gelezen door Noor") == 1


@pytest.mark.parametrize("person", ["sem", "oma", "bas"])
def test_who_may_not_read_cannot_say_so(person, visit, cast, report):
    assert visit(getattr(cast, person)).post(f"{report}/gelezen").status_code == 404


def test_the_pots_of_an_earlier_report_stand_beside_it_only_when_it_may_be_read(app, visit, cast):
    """Periods are numbered; the cast's own may be the first, so the earlier one is made here."""
    with at_school(app, cast) as session:
        year = session.get_one(type(cast.this_year), cast.this_year.id)
        last = max(year.periods, key=lambda one: one.number)
        row = session.get_one(Report, cast.report.id)
        row.period_id = last.id
        first = min(year.periods, key=lambda one: one.number)
        old = Report(
            book_id=cast.noors_book.id,
            period_id=first.id,
            begun_by_id=cast.anouk.id,
            changed_at=clock.now(),
        )
        session.add(old)
        session.flush()
        for report, step in ((old, 1), (row, 3)):
            session.add(ReportSection(report_id=report.id, key="spelen", step=step, text=""))
        assert isinstance(first, Period)
    address = f"/rapport/{cast.report.public_id}"
    pots = {person: pots_of(visit, cast, person, address) for person in ("noor", "mama", "anouk")}

    assert pots["anouk"] == ["Ik begin", "Ik kan het met hulp"]
    assert pots["noor"] == pots["mama"] == ["Ik kan het met hulp"]


def pots_of(visit, cast, person, address) -> list[str]:
    page = text(visit(getattr(cast, person)).get(address))
    row = page.split('<th scope="row" lang="nl">Spelen</th>')[1].split("</tr>")[0]
    return [part.split('"')[0] for part in row.split('alt="')[1:]]


XSS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "</textarea><script>alert(1)</script>",
    "<a href='//evil.example'>x</a>",
    "<math><mi//xlink:href='data:x'>",
    "{{7*7}}",
    "%(x)s {0.__class__} {time}",
]


@pytest.mark.parametrize("bad", XSS)
def test_what_looks_like_code_is_shown_as_text(bad, app, visit, cast):
    change(app, cast, cast.report, child_from=None, guardians_from=None)
    anouk, address = visit(cast.anouk), f"/rapport/{cast.report.public_id}"
    anouk.post(f"{address}/schrijven", {"text-brief": bad, "text-spelen": bad})
    for page in (text(anouk.get(f"{address}/schrijven")), text(anouk.get(address))):
        assert page.count(escaped(bad)) >= 2
        assert bad == escaped(bad) or bad not in page


def escaped(words: str) -> str:
    for sign, name in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("'", "&#39;"),
        ('"', "&#34;"),
    ):
        words = words.replace(sign, name)
    return words


def test_thousands_of_nested_tags_are_text_like_any_other(app, visit, cast, letter):
    change(app, cast, letter, text="<b>" * 2000)
    page = text(visit(cast.anouk).get(f"/rapport/{cast.report.public_id}"))

    assert page.count("&lt;b&gt;") == 2000
    assert "<b><b>" not in page
