"""Writing a report: sections, saved while typing, two teachers at once, on to the next child."""

from typing import Any

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.room import keep_anyway
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.books.group_nav import group_nav
from kindportfolio.books.models import Book
from kindportfolio.core import clock
from kindportfolio.core.render import render
from kindportfolio.core.text import gettext as _
from kindportfolio.reports import actions, forms
from kindportfolio.reports.models import Report
from kindportfolio.reports.names import names_in, others
from kindportfolio.reports.queries import group as lines
from kindportfolio.reports.queries import writing as queries
from kindportfolio.reports.queries.writing import Around
from kindportfolio.reports.room import room


@room.page("/rapport/<report_id>/schrijven", need=Need.WRITE_REPORT, methods=["GET", "POST"])
def write_report(report_id: str) -> ResponseReturnValue:
    report = load(Report, report_id)
    actions.check_writable(report)
    here = queries.around(report)
    form = forms.report_form(here.sections, here.steps).filled()
    if not form.sent():
        return _page(here, form), 422 if form.errors else 200
    if actions.save(report, form.changes(here.sections), by=viewer()):
        keep_anyway()
        return _page(here, None), 409
    return redirect(_next_page(here))


@room.page("/rapport/<report_id>/bewaren", need=Need.WRITE_REPORT, methods=["POST"], json=True)
def keep_report(report_id: str) -> ResponseReturnValue:
    """Saves while somebody types. 409 names the sections another teacher changed meanwhile."""
    report = load(Report, report_id)
    here = queries.around(report)
    changes = forms.changes_in(request.get_json(), here.sections, here.steps)
    clashes = actions.save(report, changes, by=viewer())
    written = queries.written_in(here)
    answer: dict[str, Any] = {
        "saved": clock.amsterdam(clock.now()).strftime("%H.%M"),
        "versions": {change.key: written[change.key].version for change in changes},
    }
    if clashes:
        keep_anyway()
        answer["theirs"] = {key: written[key].text for key in clashes}
        return jsonify(answer), 409
    return jsonify(answer)


def _next_page(here: Around) -> str:
    """Where the button that was pressed leads, after all was saved."""
    report, sent = here.report, request.form
    if "ready" in sent or "not_ready" in sent:
        actions.mark_ready(report, "ready" in sent)
    for name, choose in (("take", actions.take_aside), ("drop", actions.drop_aside)):
        if name in sent:
            choose(report, sent[name])
    if book := _other_book(here):
        report = actions.begin(book, here.period.id, by=viewer())
    elif "next" in sent:
        flash(_("Dit was het laatste kind van de groep."), "ok")
    return url_for("reports.write_report", report_id=report.public_id)


def _other_book(here: Around) -> Book | None:
    """The book of the child to go on with: the one that was pressed, or the next one."""
    if wanted := request.form.get("to"):
        return load(Book, wanted, need=Need.BEGIN_REPORT)
    if "next" not in request.form:
        return None
    found = lines.next_to_write(here.group, here.period.id, here.book)
    return load(Book, found, need=Need.BEGIN_REPORT) if found else None


def _page(here: Around, form: forms.ReportForm | None) -> str:
    written, who = queries.written_in(here), viewer()
    children = lines.lines_of(here.group, here.period.id)
    other_names = others((line.name for line in children), here.child.first_name)
    if form is None or request.method == "GET":
        form = _kept(here, written)
    rows = form.rows(here.sections)
    return render(
        "reports/write.html",
        here=here,
        nav=group_nav(here.group),
        form=form,
        rows=rows,
        written=written,
        children=children,
        scale=here.scale,
        names=other_names,
        warned={row.section.key: names_in(row.text.data or "", other_names) for row in rows},
        notes=queries.own_notes(here.child.id, who),
        recent=queries.recent_posts(here, who),
        guardians=queries.guardians_of(here.child.id),
    )


def _kept(here: Around, written: dict[str, queries.Written]) -> forms.ReportForm:
    """The form with what is kept now."""
    values: dict[str, Any] = {}
    for section in here.sections:
        one = written[section.key]
        values[f"text-{section.key}"] = one.text
        values[f"version-{section.key}"] = one.version
        values[f"step-{section.key}"] = None if one.step is None else str(one.step)
    return forms.report_form(here.sections, here.steps)(None, **values)
