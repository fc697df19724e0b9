"""Rights beside ranks, who changed what, and what officers write about members."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import Document, UtcDateTime, words
from webapp.models.stamps import Stamped
from webapp.words import Effect


class PermissionException(Stamped, Model):
    """A tool that one person has, or has not, in a guild, whatever the rank says; with a reason."""

    __tablename__ = "permission_exceptions"
    __table_args__ = (
        UniqueConstraint("guild_id", "user_id", "tool_name"),
        Index(None, "user_id"),
        Index(None, "made_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.bnet_id", ondelete="CASCADE"))
    tool_name: Mapped[str] = mapped_column(String(32))
    effect: Mapped[Effect] = mapped_column(words(Effect, "effect"))
    reason: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("users.bnet_id", ondelete="SET NULL"))


class AuditEntry(Stamped, Model):
    """Something that a person changed; rows are only added.

    ``character_id`` and ``user_id`` are whom it is about, ``subject`` what else, such as a tool;
    ``undoes_id`` names the entry that this one took back.
    """

    __tablename__ = "audit_log"
    __table_args__ = (
        Index(None, "guild_id", "at"),
        Index(None, "actor_id"),
        Index(None, "character_id"),
        Index(None, "user_id"),
        Index(None, "undoes_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int | None] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.bnet_id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(String(48))
    subject: Mapped[str | None] = mapped_column(String(96))
    character_id: Mapped[int | None] = mapped_column(ForeignKey("characters.id", ondelete="SET NULL"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.bnet_id", ondelete="SET NULL"))
    before: Mapped[Any | None] = mapped_column(Document)
    after: Mapped[Any | None] = mapped_column(Document)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("audit_log.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class OfficerNote(Stamped, Model):
    """A version of what officers write about a member, in plain text; the newest row is the note."""

    __tablename__ = "officer_notes"
    __table_args__ = (
        Index(None, "guild_id", "character_id"),
        Index(None, "character_id"),
        Index(None, "written_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(Text)
    written_by: Mapped[int | None] = mapped_column(ForeignKey("users.bnet_id", ondelete="SET NULL"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)


class NoteRead(Stamped, Model):
    """Who read the notes about a member, how often and when last; the member is told the counts."""

    __tablename__ = "note_reads"
    __table_args__ = (
        UniqueConstraint("guild_id", "character_id", "reader_id"),
        Index(None, "character_id"),
        Index(None, "reader_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("users.bnet_id", ondelete="SET NULL"))
    times: Mapped[int] = mapped_column(default=1, server_default="1")
    last_read_at: Mapped[datetime] = mapped_column(UtcDateTime)
