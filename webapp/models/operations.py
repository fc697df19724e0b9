"""What people who run the server told the engine, and what the engine saw of the services around it."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import UtcDateTime, words
from webapp.models.stamps import Stamped
from webapp.words import PauseScope, Section

_OF_NO_GUILD = text("guild_id IS NULL")
_OF_A_GUILD = text("guild_id IS NOT NULL")


class SyncPause(Stamped, Model):
    """Something that is not asked for the moment; the row goes when it is asked again.

    ``resumes_at`` ends the pause by itself; without it somebody has to.
    """

    __tablename__ = "sync_pauses"
    __table_args__ = (
        CheckConstraint("(scope = 'guild') = (guild_id IS NOT NULL)", name="subject"),
        Index(
            "uq_sync_pauses_scope",
            "scope",
            unique=True,
            sqlite_where=_OF_NO_GUILD,
            postgresql_where=_OF_NO_GUILD,
        ),
        Index(
            "uq_sync_pauses_guild_id",
            "guild_id",
            unique=True,
            sqlite_where=_OF_A_GUILD,
            postgresql_where=_OF_A_GUILD,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[PauseScope] = mapped_column(words(PauseScope, "scope"))
    guild_id: Mapped[int | None] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    paused_at: Mapped[datetime] = mapped_column(UtcDateTime)
    resumes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)


class ServiceSighting(Stamped, Model):
    """When a service around the database last answered, and since when it does not.

    ``name`` is ``redis``, ``worker:<queue>``, ``battlenet`` or ``warcraftlogs``. ``looked_at`` is the last
    attempt; ``trouble_since`` is empty while it answers, ``trouble`` says in a word what it does instead.
    """

    __tablename__ = "service_sightings"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    looked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trouble_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trouble: Mapped[str | None] = mapped_column(String(64))


class FailureMute(Stamped, Model):
    """Failures of one cause in one section that nobody wants to be told of for a while.

    Of one guild, or with no ``guild_id`` of the whole server. They are counted and shown as before.
    """

    __tablename__ = "failure_mutes"
    __table_args__ = (
        Index(
            "uq_failure_mutes_server",
            "outcome",
            "section",
            unique=True,
            sqlite_where=_OF_NO_GUILD,
            postgresql_where=_OF_NO_GUILD,
        ),
        UniqueConstraint("guild_id", "outcome", "section"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int | None] = mapped_column(ForeignKey("guilds.id", ondelete="CASCADE"))
    outcome: Mapped[str] = mapped_column(String(32))
    section: Mapped[Section] = mapped_column(words(Section, "section"))
    until: Mapped[datetime] = mapped_column(UtcDateTime)


class HealthTally(Stamped, Model):
    """How many rows of the whole server are alike, as a job counted them: a page cannot count millions.

    Of the kind ``section``: section, state, age; of the kind ``failure``: section, outcome; of the kind
    ``card``: season, status.
    """

    __tablename__ = "health_tallies"

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    first: Mapped[str] = mapped_column(String(64), primary_key=True)
    second: Mapped[str] = mapped_column(String(32), primary_key=True)
    third: Mapped[str] = mapped_column(String(16), primary_key=True, default="", server_default="")
    count: Mapped[int] = mapped_column(BigInteger)
    last_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime)
