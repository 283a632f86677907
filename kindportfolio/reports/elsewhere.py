"""What this room puts on pages of lower rooms: entries of the bar, states, lists, news."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import bindparam, func, select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import ANYBODY, facts, permitted
from kindportfolio.access.viewer import viewer
from kindportfolio.core.prepared import Prepared
from kindportfolio.core.slots import fills
from kindportfolio.core.text import gettext as _
from kindportfolio.reports.models import Report, ReportRead
from kindportfolio.reports.queries import group as lines
from kindportfolio.reports.queries.reading import Listed, reports_of
from kindportfolio.schools.models import Group
from kindportfolio.schools.queries import Stretch

PROTECTED = "hoe-gaat-het"
STATES = {
    "begun": "begun",
    "withdrawn": "begun",
    "ready": "ready",
    "planned": "ready",
    "child": "published",
    "guardians": "published",
}


@fills("group.nav")
def to_reports(group: Group) -> tuple[int, str, str] | None:
    """For who manages the group."""
    who = viewer()
    if not (group.id in who.manages or who.leads):
        return None
    return 40, _("Rapporten"), url_for("reports.group_reports", group_id=group.public_id)


@fills("group.report_states")
def states(group: Group, stretch: Stretch) -> dict[int, str]:
    """How far the report of each child is; who manages or leads sees drafts as well."""
    if stretch.id is None:
        return {}
    return {
        line.child_id: STATES[line.state]
        for line in lines.lines_of(group, stretch.id)
        if line.state in STATES
    }


@dataclass(frozen=True)
class ReportList:
    """The reports of a book, on the page of the question they answer."""

    reports: tuple[Listed, ...]
    template: str = "reports/_list.html"


@fills(f"book.question.{PROTECTED}")
def reports_here(book: Any) -> ReportList | None:
    found = tuple(reports_of(book.id, viewer()))
    return ReportList(found) if found else None


@fills("book.news")
def new_reports(book: Any) -> Counter[str]:
    """Reports that this visitor may read and did not say they read."""
    who = viewer()
    if book.closed_at or not (who.is_child or who.wards):
        return Counter()
    return Counter({PROTECTED: _UNREAD.first(book=book.id, **facts(who))[0]})


def _unread() -> Any:
    read = (
        select(ReportRead.id)
        .where(ReportRead.report_id == Report.id, ReportRead.person_id == ANYBODY.person_id)
        .exists()
    )
    return select(func.count(Report.id).label("count")).where(
        Report.school_id == bindparam("school"),
        Report.book_id == bindparam("book"),
        ~read,
        permitted(Need.READ_REPORT),
    )


_UNREAD = Prepared(_unread)
