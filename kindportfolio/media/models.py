"""Pictures of posts and prompts: what was sent in, and what was made of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kindportfolio.core.db import Base, Named, OfSchool


class MediaAsset(Named, OfSchool, Base):
    """A work somebody sent in. Moments tell its state: received, then ready or failed.

    ``raw_key`` is the file in quarantine, gone once the master is verified. ``failure`` is a
    reason word. ``owner_id`` is the child in whose book it belongs, or the adult who sent it.
    """

    __tablename__ = "media_asset"

    kind: Mapped[str] = mapped_column(String(10), default="photo")
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    received_at: Mapped[datetime] = mapped_column(index=True)
    ready_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(String(30), default="")
    raw_key: Mapped[str | None] = mapped_column(String(200))
    raw_sha256: Mapped[str] = mapped_column(String(64))
    raw_bytes: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]

    renditions: Mapped[list["Rendition"]] = relationship(back_populates="asset")

    @property
    def state(self) -> str:
        if self.ready_at:
            return "ready"
        return "failed" if self.failed_at else "received"


class Rendition(OfSchool, Base):
    """One stored file of an asset: the master or one of its sizes. Written once."""

    __tablename__ = "rendition"
    __table_args__ = (UniqueConstraint("asset_id", "size"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("media_asset.id"))
    size: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(200), unique=True)
    content_type: Mapped[str] = mapped_column(String(40))
    bytes: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]

    asset: Mapped[MediaAsset] = relationship(back_populates="renditions")
