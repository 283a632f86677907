"""Who may what with reports and notes."""

from datetime import datetime

from sqlalchemy import and_, exists, or_
from sqlalchemy.orm import aliased

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import Condition, either, one_of, rule
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book
from kindportfolio.reports.models import Note, Report


def _staff_reads(viewer: Viewer, book: type[Book]) -> Condition:
    return or_(
        either(viewer.leads),
        one_of(book.group_id, viewer.manages),
        one_of(book.group_id, viewer.coaches_groups),
        one_of(book.child_id, viewer.coaches_children),
    )


def _open_to_child(moment: datetime) -> Condition:
    return and_(Report.child_from <= moment, Report.withdrawn_at.is_(None))


def _open_to_guardians(moment: datetime) -> Condition:
    return and_(Report.guardians_from <= moment, Report.withdrawn_at.is_(None))


@rule(Need.READ_REPORT, Report)
def read_report(viewer: Viewer) -> Condition:
    """Staff of the child always; the child once published; readers and guardians after that,
    each in their own time."""
    book, moment = aliased(Book), viewer.moment
    child = and_(book.child_id == viewer.person_id, _open_to_child(moment))
    assigned = or_(
        one_of(book.group_id, viewer.reads_groups), one_of(book.child_id, viewer.reads_children)
    )
    others = and_(
        or_(assigned, one_of(book.child_id, viewer.reads_reports)), _open_to_guardians(moment)
    )
    return exists().where(book.id == Report.book_id, or_(_staff_reads(viewer, book), child, others))


@rule(Need.KNOW_REPORT, Report)
def know_report(viewer: Viewer) -> Condition:
    """Those who hear "you may not": child, staff, guardian with custody."""
    book = aliased(Book)
    known = or_(
        book.child_id == viewer.person_id,
        _staff_reads(viewer, book),
        one_of(book.child_id, viewer.custody),
    )
    return exists().where(book.id == Report.book_id, known)


@rule(Need.READ_REPORT_DRAFT, Report)
def read_report_draft(viewer: Viewer) -> Condition:
    """Teachers of the group, the leader and the coach."""
    book = aliased(Book)
    return exists().where(book.id == Report.book_id, _staff_reads(viewer, book))


@rule(Need.WRITE_REPORT, Report, beyond=Need.READ_REPORT_DRAFT)
def write_report(viewer: Viewer) -> Condition:
    """Only teachers of the group."""
    book = aliased(Book)
    return exists().where(book.id == Report.book_id, one_of(book.group_id, viewer.manages))


@rule(Need.BEGIN_REPORT, Book, beyond=Need.GUIDE_BOOK)
def begin_report(viewer: Viewer) -> Condition:
    """Only teachers of the group; leader and coach hear "you may not"."""
    return one_of(Book.group_id, viewer.manages)


@rule(Need.PUBLISH_REPORT, Report, beyond=Need.READ_REPORT, told=Need.KNOW_REPORT)
def publish_report(viewer: Viewer) -> Condition:
    """Only teachers of the group."""
    return write_report(viewer)


@rule(Need.TAKE_NOTES, Person)
def take_notes(viewer: Viewer) -> Condition:
    """Who guides a child may write notes of their own: teachers, its coach and the leader."""
    book = aliased(Book)
    guided = exists().where(book.child_id == Person.id, _staff_reads(viewer, book))
    return and_(Person.is_child, guided)


@rule(Need.KEEP_NOTE, Note)
def keep_note(viewer: Viewer) -> Condition:
    """Its author, and nobody else."""
    return Note.author_id == viewer.person_id
