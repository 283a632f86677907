"""Who may what with questions for the talk."""

from sqlalchemy import and_, exists, or_
from sqlalchemy.orm import aliased

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import Condition, either, one_of, rule
from kindportfolio.access.viewer import Viewer
from kindportfolio.books.models import Book
from kindportfolio.conferences.models import TalkQuestion


@rule(Need.READ_TALK_QUESTION, TalkQuestion)
def read_talk_question(viewer: Viewer) -> Condition:
    """Who wrote it; once shared, also the teachers of the child and the leader."""
    book = aliased(Book)
    staff = or_(one_of(book.group_id, viewer.manages), either(viewer.leads))
    shared = and_(
        TalkQuestion.shared_at.is_not(None),
        TalkQuestion.removed_at.is_(None),
        exists().where(book.id == TalkQuestion.book_id, staff),
    )
    return or_(TalkQuestion.author_id == viewer.person_id, shared)


@rule(Need.ASK_FOR_TALK, TalkQuestion)
def ask_for_talk(viewer: Viewer) -> Condition:
    """Only who wrote it, while they may read the book it is about."""
    book = aliased(Book)
    readable = exists().where(
        book.id == TalkQuestion.book_id, one_of(book.child_id, viewer.reads_posts)
    )
    return and_(
        TalkQuestion.author_id == viewer.person_id, TalkQuestion.removed_at.is_(None), readable
    )


@rule(Need.BRING_QUESTION, Book, beyond=Need.READ_BOOK, told=Need.KNOW_BOOK)
def bring_question(viewer: Viewer) -> Condition:
    """Guardians in their window."""
    return one_of(Book.child_id, viewer.reads_posts)
