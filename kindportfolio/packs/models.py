"""Which pack a school works with; its content is read from the pack's folder."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kindportfolio.core.db import Base, OfSchool


class Pack(OfSchool, Base):
    """One version of one pack, installed by one school. A book keeps the pack of its year."""

    __tablename__ = "pack"
    __table_args__ = (UniqueConstraint("school_id", "key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(20))
    installed_at: Mapped[datetime]
    active: Mapped[bool] = mapped_column(default=True)
