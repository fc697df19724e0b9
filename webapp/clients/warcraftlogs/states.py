"""The words of Warcraft Logs: how a character stands there, and what its raiding is measured by."""

from dataclasses import dataclass
from enum import StrEnum

from webapp.words import Role


class LogsState(StrEnum):
    """What Warcraft Logs has of a character, as it answered.

    ``unknown``: no such character there (never logged, or renamed a while ago); ``no_logs``: known, without a
    kill in this zone; ``hidden`` by its player; ``anonymous``: logged without names; ``archived``: only for
    subscribers.
    """

    RANKED = "ranked"
    NO_LOGS = "no_logs"
    HIDDEN = "hidden"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"
    ARCHIVED = "archived"


class Metric(StrEnum):
    """What percentiles compare; the values are the schema's."""

    DPS = "dps"
    HPS = "hps"


def metric_of(role: Role | None) -> Metric:
    """Return what a role is measured by: healing for healers, damage for everybody else."""
    return Metric.HPS if role is Role.HEALER else Metric.DPS


@dataclass(frozen=True, slots=True, kw_only=True)
class LogsSubject:
    """A character to ask for; ``realm`` is its own realm's slug, as Battle.net writes it."""

    region: str
    realm: str
    name: str
    metric: Metric = Metric.DPS


@dataclass(frozen=True, slots=True)
class Zone:
    """A raid as Warcraft Logs numbers it; ``name`` where it is known."""

    id: int
    name: str | None = None
