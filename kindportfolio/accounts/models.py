"""People and the ways they come in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kindportfolio.core.db import Base, Named, OfSchool


class Person(Named, OfSchool, Base):
    """Somebody of one school: a child, a teacher, a guardian, or several of these at once.

    ``called`` is how children call an adult: "juf Anouk". ``face`` names an avatar.
    ``sort_name`` orders lists the Dutch way, the same on every database.
    """

    __tablename__ = "person"

    first_name: Mapped[str] = mapped_column(String(80))
    prefix: Mapped[str] = mapped_column(String(20), default="")
    last_name: Mapped[str] = mapped_column(String(80))
    called: Mapped[str] = mapped_column(String(80), default="")
    sort_name: Mapped[str] = mapped_column(String(180), index=True)
    face: Mapped[str] = mapped_column(String(30), default="vos")
    is_child: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(5), default="nl")
    contrast: Mapped[bool] = mapped_column(default=False)
    left_on: Mapped[date | None]

    login: Mapped["Login | None"] = relationship(back_populates="person")

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.first_name, self.prefix, self.last_name) if part)

    @property
    def shown_name(self) -> str:
        """How this person stands in a book: a child by its first name, an adult as called."""
        return self.called or self.first_name


class Login(OfSchool, Base):
    """How one person proves who they are. ``way``: "pictures" or "password".

    A child has no ``email``; it is found by school, group and face. Addresses are kept in small
    letters. The same address at two schools is two logins that know nothing of each other.
    """

    __tablename__ = "login"
    __table_args__ = (UniqueConstraint("school_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    way: Mapped[str] = mapped_column(String(10))
    secret_hash: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(back_populates="login")


class SignIn(Named, OfSchool, Base):
    """A session: somebody is signed in on one browser. The cookie's value is kept hashed.

    ``browser`` says what program it is ("Firefox Windows"), for the person's own list.
    """

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    tablet_id: Mapped[int | None] = mapped_column(ForeignKey("tablet.id"))
    began_at: Mapped[datetime]
    proved_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    idle_seconds: Mapped[int]
    browser: Mapped[str] = mapped_column(String(40), default="")
    ends_at: Mapped[datetime] = mapped_column(index=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Tablet(Named, OfSchool, Base):
    """A school's own device, made known by staff: children's names show only here."""

    __tablename__ = "tablet"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("school_group.id"))
    enrolled_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    enrolled_at: Mapped[datetime]
    ends_on: Mapped[date]
    revoked_at: Mapped[datetime | None]


class Misses(Base):
    """Failed sign-ins counted under a key (an account, a device, an address)."""

    __tablename__ = "misses"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime] = mapped_column(index=True)
    locked_until: Mapped[datetime | None]


class ResetCode(OfSchool, Base):
    """A link to choose a password: once, for one address, until ``ends_at``.

    A mailed one lasts ten minutes; the first one of a new administrator seven days.
    """

    __tablename__ = "reset_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
