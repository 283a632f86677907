"""The yearly book and what stands in it."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kindportfolio.accounts.models import Person
from kindportfolio.core.db import Base, Named, OfSchool
from kindportfolio.media.models import MediaAsset
from kindportfolio.schools.models import Group, SchoolYear

Audience = Literal["me", "teacher", "readers", "group"]
AUDIENCES: tuple[Audience, ...] = ("me", "teacher", "readers", "group")


class Book(Named, OfSchool, Base):
    """One child, one school year. A closed book can be read but no longer changed.

    ``group_id`` is the group the child is in now (or was in last): the book goes along with a
    move. ``version`` rises with every change, so that kept pieces of page stay true.
    ``cover`` is the number of a question's colour; ``cover_picture`` names an avatar or "".
    """

    __tablename__ = "book"
    __table_args__ = (UniqueConstraint("child_id", "school_year_id"),)

    child_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    school_year_id: Mapped[int] = mapped_column(ForeignKey("school_year.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("school_group.id"), index=True)
    pack_id: Mapped[int] = mapped_column(ForeignKey("pack.id"))
    year_level: Mapped[int]
    cover: Mapped[int] = mapped_column(default=3)
    cover_picture: Mapped[str] = mapped_column(String(30), default="")
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    child: Mapped[Person] = relationship()
    school_year: Mapped[SchoolYear] = relationship()
    group: Mapped[Group] = relationship()

    def touch(self) -> None:
        """Something that a reader of this book can see has changed."""
        self.version = Book.version + 1


class Post(Named, OfSchool, Base):
    """What a child, or its teacher, puts in a place of a book.

    ``placed_at`` empty: a draft, the child's alone. ``audience`` is what the child chose;
    "group" shows to classmates only after ``released_at``. ``hidden_at`` takes it away from
    everyone but child and staff. ``deleted_at``: in the bin, thirty days. ``sent_back_at``:
    the teacher asks to look at it again, with ``hint``. ``lowered_from``: what the child chose
    when somebody who guides it let fewer people read, at ``lowered_at``. ``pending``
    holds what its author is changing in a placed post and has not placed again yet.
    """

    __tablename__ = "post"
    __table_args__ = (
        CheckConstraint("audience IN ('me', 'teacher', 'readers', 'group')", name="audience"),
        Index("ix_post_book_id_question_placed_at", "book_id", "question", "placed_at"),
    )

    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    prompt_id: Mapped[int | None] = mapped_column(ForeignKey("prompt.id"), index=True)
    question: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(10), default="story")
    title: Mapped[str] = mapped_column(String(120), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    feeling: Mapped[str] = mapped_column(String(20), default="")
    audience: Mapped[str] = mapped_column(String(10), default="readers")
    begun_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    placed_at: Mapped[datetime | None] = mapped_column(index=True)
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hidden_reason: Mapped[str] = mapped_column(String(300), default="")
    lowered_from: Mapped[str] = mapped_column(String(10), default="")
    lowered_at: Mapped[datetime | None]
    lowered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sent_back_at: Mapped[datetime | None]
    hint: Mapped[str] = mapped_column(String(300), default="")
    deleted_at: Mapped[datetime | None] = mapped_column(index=True)
    pending: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int] = mapped_column(default=1)

    book: Mapped[Book] = relationship()
    author: Mapped[Person] = relationship(foreign_keys=[author_id])
    pictures: Mapped[list["PostPicture"]] = relationship(
        order_by="PostPicture.position", cascade="all, delete-orphan"
    )


class PostPicture(OfSchool, Base):
    """One picture on one post, with the words that say what it shows.

    ``removed_at``: taken off by its author, who can put it back for thirty days.
    """

    __tablename__ = "post_picture"
    __table_args__ = (UniqueConstraint("post_id", "asset_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("media_asset.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    caption: Mapped[str] = mapped_column(String(300), default="")
    removed_at: Mapped[datetime | None]

    asset: Mapped[MediaAsset] = relationship()


class Comment(Named, OfSchool, Base):
    """A reaction to a post: a line, or a sticker of the pack."""

    __tablename__ = "comment"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(String(1000), default="")
    sticker: Mapped[str] = mapped_column(String(40), default="")
    written_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship()


class PostRead(OfSchool, Base):
    """Somebody said that they read this post."""

    __tablename__ = "post_read"
    __table_args__ = (UniqueConstraint("post_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    read_at: Mapped[datetime]


class Visit(OfSchool, Base):
    """When somebody last looked in a book: at one place of it, or ("", "") at its compass.

    ``version`` is that of the book they saw; ``before_at`` is the look before the last one.
    """

    __tablename__ = "visit"
    __table_args__ = (UniqueConstraint("person_id", "book_id", "question", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), index=True)
    question: Mapped[str] = mapped_column(String(40), default="")
    place: Mapped[str] = mapped_column(String(40), default="")
    version: Mapped[int] = mapped_column(default=0)
    seen_at: Mapped[datetime]
    before_at: Mapped[datetime | None]


class Prompt(Named, OfSchool, Base):
    """A question or task of the teacher for a whole group, in a place, for a while."""

    __tablename__ = "prompt"

    group_id: Mapped[int] = mapped_column(ForeignKey("school_group.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    period_id: Mapped[int | None] = mapped_column(ForeignKey("period.id"))
    question: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(500))
    asset_id: Mapped[int | None] = mapped_column(ForeignKey("media_asset.id"), index=True)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship()
    asset: Mapped[MediaAsset | None] = relationship()


class PlaceText(OfSchool, Base):
    """A teacher's own words and picture for one place, in the books of one group."""

    __tablename__ = "place_text"
    __table_args__ = (UniqueConstraint("group_id", "question", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("school_group.id"))
    question: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(500))
    asset_id: Mapped[int | None] = mapped_column(ForeignKey("media_asset.id"), index=True)
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime]

    asset: Mapped[MediaAsset | None] = relationship()
