"""What a guardian brings to the talk."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book
from kindportfolio.core.db import Base, Named, OfSchool


class TalkQuestion(Named, OfSchool, Base):
    """A reader's question for the talk: theirs alone until they share it with the teacher."""

    __tablename__ = "talk_question"

    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(String(1000))
    written_at: Mapped[datetime]
    shared_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    book: Mapped[Book] = relationship()
    author: Mapped[Person] = relationship()
