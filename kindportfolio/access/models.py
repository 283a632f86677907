"""What the door writes down: traces of what mattered, and forms it has answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kindportfolio.core.db import Base, OfSchool


class Trace(OfSchool, Base):
    """One thing that happened and must be known later. Rows are only ever added.

    Never holds words of a child, names, passwords or tokens.
    """

    __tablename__ = "trace"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    event: Mapped[str] = mapped_column(String(40))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    object_type: Mapped[str] = mapped_column(String(40), default="")
    object_id: Mapped[int | None]
    result: Mapped[str] = mapped_column(String(20), default="done")
    request_id: Mapped[str] = mapped_column(String(16), default="")
    address: Mapped[str] = mapped_column(String(45), default="")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class AnsweredForm(OfSchool, Base):
    """A form that was answered: sending it a second time leads to the first answer."""

    __tablename__ = "answered_form"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    key: Mapped[str] = mapped_column(String(43))
    location: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(index=True)
