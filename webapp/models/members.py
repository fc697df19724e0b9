"""Who is in which guild, and what happened to them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import Document, UtcDateTime, words
from webapp.models.stamps import Stamped
from webapp.words import EventKind, Role


class GuildMember(Stamped, Model):
    """One character in one guild; the truth of membership. Who left keeps the row with ``left_at``.

    ``confirmed_rank`` is the rank from before the guild's ranks seemed to be put into another order; it is
    empty while nobody doubts them. ``role_override`` and ``main_id`` are what officers of this guild
    say: they hold here alone, and a main that the character's player chose stands above theirs.
    """

    __tablename__ = "guild_members"
    __table_args__ = (
        UniqueConstraint("guild_id", "character_id"),
        CheckConstraint("rank BETWEEN 0 AND 9", name="rank"),
        Index(None, "guild_id", "rank"),
        Index(None, "character_id"),
        Index(None, "main_id"),
        Index(None, "character_name"),
        Index(None, "character_class"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    rank: Mapped[int]
    confirmed_rank: Mapped[int | None]
    role_override: Mapped[Role | None] = mapped_column(words(Role, "role_override"))
    main_id: Mapped[int | None] = mapped_column(ForeignKey("characters.id", ondelete="SET NULL"))
    character_name: Mapped[str] = mapped_column(String(64))
    character_class: Mapped[int | None]
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    member_data_json: Mapped[Any | None] = mapped_column(Document, deferred=True, deferred_raiseload=True)


class MemberEvent(Stamped, Model):
    """Something that a roster told about a member; rows are only added."""

    __tablename__ = "member_events"
    __table_args__ = (Index(None, "guild_id", "seen_at"), Index(None, "character_id"), Index(None, "run_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    character_id: Mapped[int | None] = mapped_column(ForeignKey("characters.id", ondelete="SET NULL"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("sync_runs.id", ondelete="SET NULL"))
    kind: Mapped[EventKind] = mapped_column(words(EventKind, "kind"))
    before: Mapped[Any | None] = mapped_column(Document)
    after: Mapped[Any | None] = mapped_column(Document)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
