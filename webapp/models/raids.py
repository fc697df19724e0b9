"""A guild's raids as Warcraft Logs has them: which reports there are, and which members were in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import UtcDateTime
from webapp.models.stamps import Stamped


def _guild() -> Mapped[int]:
    owner = ForeignKey("guilds.id", ondelete="CASCADE")
    return mapped_column(owner, primary_key=True, autoincrement=False)


class RaidLook(Stamped, Model):
    """The looks at a guild's reports: attempted, succeeded and changed are three times.

    A claim moves ``next_due_at`` to the end of its lease.
    """

    __tablename__ = "raid_looks"
    __table_args__ = (Index(None, "next_due_at"),)

    guild_id: Mapped[int] = _guild()
    next_due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    succeeded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(String(32))
    error: Mapped[str | None] = mapped_column(Text)
    failures: Mapped[int] = mapped_column(default=0, server_default="0")


class RaidReport(Stamped, Model):
    """A report of a raid night; ``players`` are all who were in it, members or not."""

    __tablename__ = "raid_reports"

    guild_id: Mapped[int] = _guild()
    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    zone_id: Mapped[int]
    zone_name: Mapped[str] = mapped_column(String(128))
    players: Mapped[int]


class RaidAttendance(Stamped, Model):
    """A member who was seen in a report: in the raid, or on its bench alone."""

    __tablename__ = "raid_attendance"
    __table_args__ = (
        ForeignKeyConstraint(
            ["guild_id", "code"], ["raid_reports.guild_id", "raid_reports.code"], ondelete="CASCADE"
        ),
        Index(None, "code"),
        Index(None, "character_id"),
    )

    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    character_id: Mapped[int] = mapped_column(
        ForeignKey("characters.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    is_benched: Mapped[bool]
