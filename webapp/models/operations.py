"""What people who run the server told the engine, and what the engine saw of the services around it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import UtcDateTime, words
from webapp.models.stamps import Stamped
from webapp.words import PauseScope

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
