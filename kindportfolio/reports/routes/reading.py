"""Reading a report as a letter, and saying that one did."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.room import after_reading
from kindportfolio.access.rules import load
from kindportfolio.access.trail import trace
from kindportfolio.access.viewer import Viewer, viewer
from kindportfolio.books.shown import joined
from kindportfolio.core.render import render
from kindportfolio.core.text import gettext as _
from kindportfolio.reports import actions
from kindportfolio.reports.letter import letter_of
from kindportfolio.reports.models import Report
from kindportfolio.reports.queries import reading as queries
from kindportfolio.reports.room import room


@room.page("/rapport/<report_id>", need=Need.READ_REPORT)
def report(report_id: str) -> ResponseReturnValue:
    found = load(Report, report_id)
    who = viewer()
    facts = queries.facts_of(found, who)
    writes, own = facts.group_id in who.manages, facts.child_id == who.person_id
    if not writes and not own:
        after_reading(lambda: trace("report read", found))
    reads = queries.reads_of(found, facts)
    guardians = queries.called_guardians(facts.child_id) if own else []
    return render(
        "reports/report_child.html" if own else "reports/report.html",
        report=found,
        facts=facts,
        letter=letter_of(facts, queries.steps_until(facts, who)),
        readers=joined(_others(reads, who)) if own or facts.guided else "",
        has_read=any(read.person_id == who.person_id for read in reads),
        together=joined([_("Jij"), *guardians]) if guardians else "",
        writes=writes,
    )


def _others(reads: list[queries.Read], who: Viewer) -> list[str]:
    return [read.name for read in reads if read.person_id != who.person_id]


@room.page("/rapport/<report_id>/gelezen", need=Need.READ_REPORT, methods=["POST"])
def read_report(report_id: str) -> ResponseReturnValue:
    actions.confirm_read(load(Report, report_id), by=viewer())
    return redirect(url_for("reports.report", report_id=report_id))
