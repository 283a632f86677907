"""The reports of a group in one period: how far they are, handing out, withdrawing."""

from datetime import datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.books.group_nav import group_nav
from kindportfolio.books.models import Book
from kindportfolio.core import clock
from kindportfolio.core.errors import NotAllowed, NotThere
from kindportfolio.core.forms import choice
from kindportfolio.core.render import render
from kindportfolio.core.text import gettext as _
from kindportfolio.core.text import ngettext
from kindportfolio.reports import actions
from kindportfolio.reports.forms import PublishForm
from kindportfolio.reports.models import Report
from kindportfolio.reports.queries import group as queries
from kindportfolio.reports.room import room
from kindportfolio.schools.models import Group
from kindportfolio.schools.queries import Stretch, Year, year_of


@room.page("/groep/<group_id>/rapporten", need=Need.MANAGE_GROUP)
def group_reports(group_id: str) -> ResponseReturnValue:
    group = load(Group, group_id)
    return _page(group, PublishForm.filled())


def _page(group: Group, form: PublishForm) -> str:
    year = year_of(group.school_year_id)
    stretch = _asked(year)
    if stretch.id is None:
        raise NotThere
    lines = queries.lines_of(group, stretch.id)
    form.reports.choices = [choice(line.report, line.name) for line in lines if line.report]
    return render(
        "reports/group.html",
        group=group,
        nav=group_nav(group),
        year=year,
        stretch=stretch,
        lines=lines,
        readers=queries.readers_of(group, stretch.id),
        form=form,
        writes=group.id in viewer().manages,
    )


def _asked(year: Year) -> Stretch:
    return year.named(request.values.get("periode")) or year.at(clock.today())


@room.page(
    "/groep/<group_id>/rapporten/uitdelen", need=Need.MANAGE_GROUP, methods=["POST"], fresh=True
)
def publish_reports(group_id: str) -> ResponseReturnValue:
    """Hand out what was ticked, or all that may be handed out now."""
    group = load(Group, group_id)
    year = year_of(group.school_year_id)
    stretch = _asked(year)
    lines = queries.lines_of(group, stretch.id or 0)
    form = PublishForm.filled()
    form.reports.choices = [choice(line.report, line.name) for line in lines if line.report]
    if not form.sent():
        return _page(group, form), 422
    to_child = form.to.data == "child"
    able = {
        line.report
        for line in lines
        if (line.can_go_to_child if to_child else line.can_go_to_guardians)
    }
    named = [one for one in (form.reports.data or []) if not form.whole.data]
    chosen = able if form.whole.data else able & set(named)
    done = _publish(group, [one for one in chosen if one], to_child, form.at.data)
    _say(done, [line.name for line in lines if line.report in set(named) - able], to_child)
    return redirect(url_for("reports.group_reports", group_id=group_id, periode=stretch.public_id))


def _publish(group: Group, names: list[str], to_child: bool, at: datetime | None) -> int:
    who = viewer()
    reports = queries.reports_named(group, names, who, Need.PUBLISH_REPORT)
    if len(reports) < len(names) or group.id not in who.manages:
        raise NotAllowed
    publish = actions.publish_to_child if to_child else actions.publish_to_guardians
    for report in reports:
        publish(report, at or clock.now(), by=who)
    return len(reports)


def _say(done: int, left: list[str], to_child: bool) -> None:
    if done:
        said = ngettext("%(num)d rapport staat klaar.", "%(num)d rapporten staan klaar.", done)
        flash(said, "ok")
    elif not left:
        flash(_("Er was niets om uit te delen."), "warn")
    if left:
        why = _("nog niet klaar, of al uitgedeeld") if to_child else _("nog niet bij het kind")
        flash(_("Niet uitgedeeld: %(names)s (%(why)s).", names=", ".join(left), why=why), "warn")


@room.page("/rapport/<report_id>/intrekken", need=Need.PUBLISH_REPORT, methods=["POST"], fresh=True)
def withdraw_report(report_id: str) -> ResponseReturnValue:
    report = load(Report, report_id)
    actions.withdraw(report)
    flash(_("Het rapport is ingetrokken. Alleen leraren lezen het nog."), "ok")
    return redirect(
        url_for(
            "reports.group_reports",
            group_id=report.book.group.public_id,
            periode=report.period.public_id,
        )
    )


@room.page("/boek/<book_id>/rapport", need=Need.BEGIN_REPORT, methods=["POST"])
def begin_report(book_id: str) -> ResponseReturnValue:
    """Begin the report of this child, or go on with it; in this period unless another is named."""
    book = load(Book, book_id)
    year = year_of(book.school_year_id)
    named = request.form.get("periode")
    stretch = year.at(clock.today()) if named is None else year.named(named)
    if stretch is None or stretch.id is None:
        raise NotThere
    report = actions.begin(book, stretch.id, by=viewer())
    return redirect(url_for("reports.write_report", report_id=report.public_id))
