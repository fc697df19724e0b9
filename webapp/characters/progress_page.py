"""What the page shows of progress: vault, Mythic+, raids and logs. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class VaultCell:
    """One of the nine: filled, open or unknown, in words."""

    state: str
    head: str
    detail: str


@dataclass(frozen=True, slots=True)
class VaultLine:
    """One row of the vault with how much is done, at least."""

    title: str
    done: str
    note: str
    cells: Sequence[VaultCell]


@dataclass(frozen=True, slots=True)
class VaultView:
    """The Great Vault of the running week."""

    summary: str
    ends_at: datetime | None
    lines: Sequence[VaultLine]
    is_unconfirmed: bool
    is_closed: bool = False
    """Whether the character has none to fill: the summary says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """One dungeon: its best run, or none yet."""

    dungeon: str
    key: str
    upgrades: str
    timed: str
    time: str
    against_par: str
    rating: str
    color: str | None
    done_at: datetime | None
    is_played: bool = True


@dataclass(frozen=True, slots=True)
class NextLine:
    """Where points are cheapest."""

    dungeon: str
    step: str
    gain: str


@dataclass(frozen=True, slots=True)
class MythicView:
    """Mythic+: the best run of each dungeon, this week's runs, the cheapest next points."""

    summary: str
    best: Sequence[RunLine]
    week: Sequence[RunLine]
    next_points: Sequence[NextLine]
    next_note: str
    """Why just these levels, and what their points mean; empty without advice."""

    @property
    def is_played(self) -> bool:
        """Whether there is any run to show."""
        return any(run.is_played for run in self.best)


@dataclass(frozen=True, slots=True)
class KillCell:
    """Kills of one boss in one difficulty."""

    difficulty: str
    kills: str
    is_this_week: bool
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Parse:
    """A percentile as Warcraft Logs has it, with the band that colours it."""

    number: str
    band: str


@dataclass(frozen=True, slots=True)
class BossLine:
    """One boss: kills by difficulty, and the logs beside them."""

    name: str
    cells: Sequence[KillCell]
    best: Parse | None
    median: Parse | None


@dataclass(frozen=True, slots=True)
class RaidView:
    """One raid with its bosses."""

    name: str
    progress: Sequence[str]
    bosses: Sequence[BossLine]
    has_logs: bool

    @property
    def is_touched(self) -> bool:
        """Whether any boss of it was killed."""
        return any(cell.kills for boss in self.bosses for cell in boss.cells)


@dataclass(frozen=True, slots=True)
class RaidsView:
    """Raids of the season."""

    summary: str
    raids: Sequence[RaidView]

    @property
    def has_this_week(self) -> bool:
        """Whether any boss was killed since the reset."""
        lines = (boss for raid in self.raids for boss in raid.bosses)
        return any(cell.is_this_week for boss in lines for cell in boss.cells)


@dataclass(frozen=True, slots=True)
class LogsView:
    """Warcraft Logs in words; ``bosses`` are those that stand beside no boss of a raid."""

    state: str
    head: str
    sentence: str
    best: Parse | None
    median: Parse | None
    context: str
    bosses: Sequence[BossLine]
