"""What guilds are told, each cause once, and how far that was looked for."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import Document, UtcDateTime
from webapp.models.stamps import Stamped


class GuildNotice(Stamped, Model):
    """Something that a guild is told once: ``cause_key`` names the cause, and no cause is told twice.

    ``facts`` are numbers of events and counts, never names: whoever reads it looks up who they are. One about
    a single character has its ``character_id``, and goes with it.
    """

    __tablename__ = "guild_notices"
    __table_args__ = (
        UniqueConstraint("guild_id", "cause_key"),
        Index(None, "character_id"),
        Index(None, "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(48))
    cause_key: Mapped[str] = mapped_column(String(96))
    character_id: Mapped[int | None] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    facts: Mapped[Any] = mapped_column(Document)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class NoticeMark(Stamped, Model):
    """Up to which event a guild's history was looked at; a guild without one was never told anything."""

    __tablename__ = "notice_marks"

    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[int]
    looked_at: Mapped[datetime] = mapped_column(UtcDateTime)
