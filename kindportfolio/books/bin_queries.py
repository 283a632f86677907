"""What lies in somebody's bin."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from kindportfolio.access.viewer import Viewer
from kindportfolio.books.models import Book, Post, PostPicture
from kindportfolio.core.db import db


@dataclass(frozen=True)
class Thrown:
    """A post in the bin, and until when it lies there."""

    public_id: str
    title: str
    text: str
    has_pictures: bool
    question: str
    deleted_at: datetime
    closed_at: datetime | None


def thrown_away(who: Viewer) -> list[Thrown]:
    """What this person threw away, the last first."""
    has_pictures = exists().where(PostPicture.post_id == Post.id)
    asked = (
        select(
            Post.public_id,
            Post.title,
            func.substr(Post.text, 1, 200).label("text"),
            has_pictures.label("has_pictures"),
            Post.question,
            Post.deleted_at,
            Book.closed_at,
        )
        .join(Book, Book.id == Post.book_id)
        .where(Post.author_id == who.person_id, Post.deleted_at.is_not(None))
        .order_by(Post.deleted_at.desc())
        .limit(100)
    )
    return [Thrown(**row._mapping) for row in db.session.execute(asked)]
