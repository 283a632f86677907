"""What happens to reports: begun, written by more than one, handed out, withdrawn, read."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from kindportfolio.access.trail import trace
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.core.errors import Closed
from kindportfolio.reports.changes import Change
from kindportfolio.reports.errors import HandedOut
from kindportfolio.reports.models import Note, Report, ReportRead, ReportSection


def begin(book: Book, period_id: int, *, by: Viewer) -> Report:
    """The report of this book and period; it is made when it is not there yet.

    :raises Closed: the book is closed.
    """
    _refuse_closed(book)
    asked = select(Report).where(Report.book_id == book.id, Report.period_id == period_id)
    report = db.session.execute(asked).scalar_one_or_none()
    if report is None:
        report = Report(
            book_id=book.id, period_id=period_id, begun_by_id=by.person_id, changed_at=clock.now()
        )
        db.session.add(report)
        db.session.flush()
    return report


def save(report: Report, changes: Iterable[Change], *, by: Viewer) -> list[str]:
    """Keep what was written. Where somebody else was first, theirs stays and ours is put aside.

    :returns: the keys of the sections where that happened.
    :raises HandedOut: it is being read. :raises Closed: the book is closed.
    """
    check_writable(report)
    db.session.refresh(report, with_for_update=True)
    kept = {section.key: section for section in report.sections}
    clashes = []
    for change in changes:
        section = kept.get(change.key)
        if section is None:
            _first(report, change)
        elif not _keep(section, change, by):
            clashes.append(change.key)
    report.changed_at = clock.now()
    report.version += 1
    return clashes


def _first(report: Report, change: Change) -> None:
    if change.text or change.step is not None:
        row = ReportSection(key=change.key, text=change.text, step=change.step)
        report.sections.append(row)


def _keep(section: ReportSection, change: Change, by: Viewer) -> bool:
    if change.version == section.version or change.text == section.text:
        if (section.text, section.step) != (change.text, change.step):
            section.text, section.step = change.text, change.step
            section.version += 1
        return True
    if not section.aside or section.aside_by_id == by.person_id:
        section.aside, section.aside_by_id = change.text, by.person_id
    elif change.text not in section.aside:
        section.aside, section.aside_by_id = f"{section.aside}\n\n{change.text}", None
    return False


def take_aside(report: Report, key: str) -> None:
    """Let the text that was put aside stand in the report, and put the other aside."""
    check_writable(report)
    for section in report.sections:
        if section.key == key and section.aside:
            section.text, section.aside = section.aside, section.text
            section.version += 1


def drop_aside(report: Report, key: str) -> None:
    """The choice is made: the text that was put aside may go."""
    check_writable(report)
    for section in report.sections:
        if section.key == key:
            section.aside, section.aside_by_id = "", None


def mark_ready(report: Report, ready: bool) -> None:
    check_writable(report)
    report.ready_at = clock.now() if ready else None


def publish_to_child(report: Report, moment: datetime, *, by: Viewer) -> None:
    """Let the child read from this moment on; guardians wait for a turn of their own."""
    _refuse_closed(report.book)
    report.child_from, report.guardians_from = moment, None
    report.withdrawn_at = None
    report.published_by_id = by.person_id
    _published(report, "child", moment)


def publish_to_guardians(report: Report, moment: datetime, *, by: Viewer) -> None:
    """Let guardians and readers read from this moment on, never before the child."""
    _refuse_closed(report.book)
    report.guardians_from = max(moment, report.child_from or moment)
    report.published_by_id = by.person_id
    _published(report, "guardians", report.guardians_from)


def _published(report: Report, to: str, moment: datetime) -> None:
    report.book.version = Book.version + 1
    report.version += 1
    trace("report published", report, to=to, moment=moment.isoformat())


def withdraw(report: Report) -> None:
    """Take the report back. Nobody but staff reads it from the next request on."""
    _refuse_closed(report.book)
    if report.child_from and not report.withdrawn_at:
        report.withdrawn_at = clock.now()
        report.book.version = Book.version + 1
        report.version += 1
        trace("report withdrawn", report)


def confirm_read(report: Report, *, by: Viewer) -> None:
    """Let the child and its teacher know that this person read it; saying it twice is once."""
    asked = select(ReportRead.id).where(
        ReportRead.report_id == report.id, ReportRead.person_id == by.person_id
    )
    if db.session.execute(asked).first() is None:
        row = ReportRead(report_id=report.id, person_id=by.person_id, read_at=clock.now())
        db.session.add(row)


def write_note(child: Person, text: str, *, by: Viewer) -> None:
    """Note something about a child, for oneself alone."""
    note = Note(child_id=child.id, author_id=by.person_id, text=text, written_at=clock.now())
    db.session.add(note)


def change_note(note: Note, text: str) -> None:
    note.text = text


def remove_note(note: Note) -> None:
    db.session.delete(note)


def is_handed_out(report: Report) -> bool:
    """Whether the child may read it now."""
    return bool(report.child_from and report.child_from <= clock.now() and not report.withdrawn_at)


def check_writable(report: Report) -> None:
    """:raises HandedOut: it is being read. :raises Closed: the book is closed."""
    _refuse_closed(report.book)
    if is_handed_out(report):
        raise HandedOut


def _refuse_closed(book: Book) -> None:
    if book.closed_at:
        raise Closed
