"""What is due, what each part of a character last said, and what each run did."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import Document, UtcDateTime, words
from webapp.models.stamps import Stamped
from webapp.words import RunKind, RunOutcome, RunTrigger, Section, TargetKind

_ACTIVE = text("finished_at IS NULL")
_WISHED = text("wished_by IS NOT NULL")
_ASKED = text("asked_by IS NOT NULL")
_DIED = text("deaths > 0")
_NOT_OK = text("outcome <> 'ok'")


class SyncTarget(Stamped, Model):
    """A guild's roster or a character that is kept fresh, and when it is due next.

    A claim moves ``next_due_at`` to the end of its lease, so what a killed worker held becomes due
    again by itself. A person's wish moves it into the far past, ahead of everything else. ``deaths`` counts
    the workers that were lost while they held it, since it was last looked at.
    """

    __tablename__ = "sync_targets"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'roster' AND guild_id IS NOT NULL AND character_id IS NULL)"
            " OR (kind <> 'roster' AND character_id IS NOT NULL)",
            name="subject",
        ),
        Index(
            "uq_sync_targets_roster",
            "guild_id",
            unique=True,
            sqlite_where=text("character_id IS NULL"),
            postgresql_where=text("character_id IS NULL"),
        ),
        Index("uq_sync_targets_character", "character_id", "kind", unique=True),
        Index(None, "kind", "next_due_at"),
        Index(None, "guild_id", "kind", "next_due_at"),
        Index(None, "claimed_by"),
        Index(None, "wished_by", sqlite_where=_WISHED, postgresql_where=_WISHED),
        Index(None, "deaths", sqlite_where=_DIED, postgresql_where=_DIED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TargetKind] = mapped_column(words(TargetKind, "kind"))
    guild_id: Mapped[int | None] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    character_id: Mapped[int | None] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    next_due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str | None] = mapped_column(String(96))
    wished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wished_by: Mapped[int | None] = mapped_column(ForeignKey("users.bnet_id", ondelete="SET NULL"))
    deaths: Mapped[int] = mapped_column(default=0, server_default="0")


class SectionState(Stamped, Model):
    """Facts about the attempts at one section of one character; no due time, no state computed from time.

    ``failed_since`` is the first of the attempts that went as the last one did, empty while they succeed. The
    index has no column that every attempt moves, so that what is good is rewritten in place.
    """

    __tablename__ = "section_states"
    __table_args__ = (
        Index(
            "ix_section_states_not_ok",
            "outcome",
            "section",
            "failed_since",
            "character_id",
            sqlite_where=_NOT_OK,
            postgresql_where=_NOT_OK,
        ),
    )

    character_id: Mapped[int] = mapped_column(
        ForeignKey("characters.id", ondelete="CASCADE"), primary_key=True
    )
    section: Mapped[Section] = mapped_column(words(Section, "section"), primary_key=True)
    attempted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    succeeded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(32))
    error: Mapped[str | None] = mapped_column(Text)
    failures: Mapped[int] = mapped_column(default=0, server_default="0")
    failed_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    content_hash: Mapped[str | None] = mapped_column(String(64))
    last_modified: Mapped[str | None] = mapped_column(String(64))
    season_id: Mapped[int | None]
    """The Mythic+ season that the last attempt was about, where a section belongs to one."""


class SyncRun(Stamped, Model):
    """One run: what was planned, what was done, and how it ended.

    At most one run of a (scope, kind) is active; a second caller joins it. ``lease_until`` says until
    when the run counts as alive without another sign.
    """

    __tablename__ = "sync_runs"
    __table_args__ = (
        Index(
            "uq_sync_runs_active",
            "scope",
            "kind",
            unique=True,
            sqlite_where=_ACTIVE,
            postgresql_where=_ACTIVE,
        ),
        Index(None, "scope", "started_at"),
        Index(None, "scope", "finished_at"),
        Index(None, "finished_at"),
        Index(None, "started_at"),
        Index(None, "asked_by", sqlite_where=_ASKED, postgresql_where=_ASKED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(64))
    kind: Mapped[RunKind] = mapped_column(words(RunKind, "kind"))
    trigger: Mapped[RunTrigger] = mapped_column(words(RunTrigger, "trigger"))
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("users.bnet_id", ondelete="SET NULL"))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime] = mapped_column(UtcDateTime)
    cancel_requested_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    planned: Mapped[int] = mapped_column(default=0, server_default="0")
    done: Mapped[int] = mapped_column(default=0, server_default="0")
    changed: Mapped[int] = mapped_column(default=0, server_default="0")
    unchanged: Mapped[int] = mapped_column(default=0, server_default="0")
    failed: Mapped[int] = mapped_column(default=0, server_default="0")
    failed_by_class: Mapped[Any | None] = mapped_column(Document)
    calls: Mapped[int] = mapped_column(default=0, server_default="0")
    not_modified: Mapped[int] = mapped_column(default=0, server_default="0")
    outcome: Mapped[RunOutcome | None] = mapped_column(words(RunOutcome, "outcome"))
    message: Mapped[str | None] = mapped_column(Text)


class ClockTick(Stamped, Model):
    """The last slot that each periodic thing had; a slot belongs to whichever clock moves it first."""

    __tablename__ = "clock_ticks"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    slot: Mapped[int] = mapped_column(BigInteger)
    ticked_at: Mapped[datetime] = mapped_column(UtcDateTime)
