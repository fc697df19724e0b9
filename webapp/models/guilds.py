"""Guilds, their ranks and what each rank may do."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import Document, UtcDateTime, words
from webapp.models.stamps import Stamped
from webapp.words import Faction, Visibility


class Guild(Stamped, Model):
    """A tracked guild; its identity is region and Blizzard id, its name and realm may change.

    ``data_version`` grows when anything visible changed, ``permission_version`` when rights did.
    ``ranks_doubted_at`` is set while the order of its ranks may be another than its master confirmed.
    The ``roster_*`` columns are the facts of the last attempts at its roster.
    """

    __tablename__ = "guilds"
    __table_args__ = (
        UniqueConstraint("region", "bnet_guild_id"),
        Index(None, "region", "realm", "name_key"),
        Index(None, "leader_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bnet_guild_id: Mapped[int] = mapped_column(BigInteger)
    region: Mapped[str] = mapped_column(String(8))
    realm: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))
    name_key: Mapped[str] = mapped_column(String(96))
    faction: Mapped[Faction | None] = mapped_column(words(Faction, "faction"))
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("users.bnet_id", ondelete="SET NULL"))
    visibility: Mapped[Visibility] = mapped_column(
        words(Visibility, "visibility"), default=Visibility.MEMBERS, server_default=Visibility.MEMBERS.value
    )
    data_version: Mapped[int] = mapped_column(default=0, server_default="0")
    permission_version: Mapped[int] = mapped_column(default=0, server_default="0")
    ranks_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ranks_doubted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ranks_doubt: Mapped[str | None] = mapped_column(Text)
    last_synced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    missing_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    roster_attempted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    roster_succeeded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    roster_changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    roster_outcome: Mapped[str | None] = mapped_column(String(32))
    roster_error: Mapped[str | None] = mapped_column(Text)
    roster_failures: Mapped[int] = mapped_column(default=0, server_default="0")
    roster_hash: Mapped[str | None] = mapped_column(String(64))
    guild_data_json: Mapped[Any | None] = mapped_column(Document, deferred=True, deferred_raiseload=True)
    roster_json: Mapped[Any | None] = mapped_column(Document, deferred=True, deferred_raiseload=True)


class FormerGuildName(Stamped, Model):
    """A name and realm that a guild had before; an old address leads to the guild that had it last."""

    __tablename__ = "former_guild_names"
    __table_args__ = (Index(None, "guild_id"),)

    region: Mapped[str] = mapped_column(String(8), primary_key=True)
    realm: Mapped[str] = mapped_column(String(64), primary_key=True)
    name_key: Mapped[str] = mapped_column(String(96), primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))


class RemovedGuild(Stamped, Model):
    """A guild that an operator removed: nobody's sign-in brings it back, until an operator adds it again."""

    __tablename__ = "removed_guilds"

    region: Mapped[str] = mapped_column(String(8), primary_key=True)
    bnet_guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class HeldRoster(Stamped, Model):
    """A roster answer that would remove too many members: kept aside until an officer decides."""

    __tablename__ = "held_rosters"

    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"), primary_key=True)
    held_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)
    known_count: Mapped[int]
    seen_count: Mapped[int]
    leaving_count: Mapped[int]
    roster_json: Mapped[Any] = mapped_column(Document, deferred=True, deferred_raiseload=True)


class Rank(Stamped, Model):
    """A rank of a guild; officers name it, because the API has only the number (0 is guild master)."""

    __tablename__ = "ranks"
    __table_args__ = (
        UniqueConstraint("guild_id", "rank_id"),
        CheckConstraint("rank_id BETWEEN 0 AND 9", name="rank_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    rank_id: Mapped[int]
    rank_name: Mapped[str | None] = mapped_column(String(64))


class GuildPermission(Stamped, Model):
    """The lowest rank of a guild that still has a tool, and whether the tool is on at all."""

    __tablename__ = "guild_permissions"
    __table_args__ = (
        UniqueConstraint("guild_id", "tool_name"),
        CheckConstraint("min_rank_id BETWEEN 0 AND 9", name="min_rank_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    tool_name: Mapped[str] = mapped_column(String(32))
    min_rank_id: Mapped[int]
    enabled: Mapped[bool] = mapped_column(default=True, server_default=true())
