"""What guilds are told, each cause once, and how far that was looked for."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
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


class NotificationChannel(Stamped, Model):
    """Where a guild has its notices sent: ``sealed`` is the encrypted address, ``shown`` its masked form.

    ``trouble`` says why it was switched off by itself; nothing is sent before ``not_before``.
    """

    __tablename__ = "notification_channels"
    __table_args__ = (UniqueConstraint("guild_id", "medium"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    medium: Mapped[str] = mapped_column(String(16))
    sealed: Mapped[str] = mapped_column(Text)
    shown: Mapped[str] = mapped_column(String(96))
    kinds: Mapped[Any] = mapped_column(Document)
    is_on: Mapped[bool]
    trouble: Mapped[str | None] = mapped_column(String(200))
    not_before: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Delivery(Stamped, Model):
    """One notice on its way to one channel; without ``notice_id`` it is a test that somebody asked for.

    It is written down as being sent before it is sent, so that nothing is sent twice.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("channel_id", "notice_id"),
        Index(None, "notice_id"),
        Index(None, "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("notification_channels.id", ondelete="CASCADE"))
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("guild_notices.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(16))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trouble: Mapped[str | None] = mapped_column(String(200))
