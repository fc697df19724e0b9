"""What characters were like, week after week, and what they did: rows that are kept beside the present."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import UtcDateTime
from webapp.models.stamps import Stamped


def _whose() -> Mapped[int]:
    owner = ForeignKey("characters.id", ondelete="CASCADE")
    return mapped_column(owner, primary_key=True, autoincrement=False)


class CharacterSnapshot(Stamped, Model):
    """The figures of a character at the end of a day, where they differ from those before.

    Days go from one daily reset of the region to the next and are called by the UTC date on which they
    begin; ``week_on`` is the first day of the week. The last day of a week has a row of everybody whose
    profile was read in that week, so that a week without any row is one of which nobody knows.
    ``vault_*`` are slots of that week's Great Vault, filled at least.
    """

    __tablename__ = "character_snapshots"

    character_id: Mapped[int] = _whose()
    taken_on: Mapped[date] = mapped_column(primary_key=True)
    week_on: Mapped[date]
    item_level: Mapped[int | None]
    mythic_rating: Mapped[float | None]
    achievement_points: Mapped[int | None]
    tier_pieces: Mapped[int | None]
    problem_count: Mapped[int | None]
    vault_raid: Mapped[int | None]
    vault_mythic: Mapped[int | None]
    vault_world: Mapped[int | None]


class MythicRun(Stamped, Model):
    """A Mythic+ run of a character; ``season_id`` is the season in which it was first seen."""

    __tablename__ = "mythic_runs"
    __table_args__ = (Index(None, "completed_at"),)

    character_id: Mapped[int] = _whose()
    completed_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    dungeon_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    level: Mapped[int]
    is_timed: Mapped[bool]
    duration_ms: Mapped[int | None]
    rating: Mapped[float | None]
    season_id: Mapped[int | None]


class BossKill(Stamped, Model):
    """A kill that was the last of its boss and difficulty when it was seen; ``kills`` counts up to it."""

    __tablename__ = "boss_kills"

    character_id: Mapped[int] = _whose()
    killed_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    boss_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    difficulty: Mapped[str] = mapped_column(String(16), primary_key=True)
    raid_id: Mapped[int]
    kills: Mapped[int]
