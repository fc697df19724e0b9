"""Read ``zoneRankings``, which is untyped and may change without notice: what is odd is left out. Pure."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from webapp.clients.upstream.door import Json
from webapp.clients.warcraftlogs.states import LogsState

MOST_BOSSES = 100
_TENTHS = 10
_WORDS = (
    ("archiv", LogsState.ARCHIVED),
    ("anonym", LogsState.ANONYMOUS),
    ("hidden", LogsState.HIDDEN),
    ("private", LogsState.HIDDEN),
    ("permission", LogsState.HIDDEN),
)
"""What the sentences of refusals have in them; they come as errors of GraphQL, or inside the rankings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BossRank:
    """One boss: percentiles from 0 to 100, None without a ranked kill."""

    id: int
    name: str | None
    best: float | None
    median: float | None
    kills: int
    spec: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rankings:
    """A character's rankings in one zone; the difficulty is the highest that it has logs of."""

    zone: int | None
    difficulty: int | None
    metric: str | None
    partition: int | None
    best: float | None
    median: float | None
    bosses: tuple[BossRank, ...]

    @property
    def state(self) -> LogsState:
        """Whether there is anything to show."""
        is_ranked = any(boss.best is not None or boss.kills for boss in self.bosses)
        return LogsState.RANKED if is_ranked else LogsState.NO_LOGS

    def as_document(self) -> dict[str, Any]:
        """Return the fields as JSON has them."""
        fields = asdict(self)
        fields["rankings"] = list(fields.pop("bosses"))
        return fields


def refusal_of(message: object) -> LogsState | None:
    """Return the state that a refusal's sentence tells of; None when it tells of none."""
    text = message.lower() if isinstance(message, str) else ""
    return next((state for word, state in _WORDS if word in text), None)


def read_rankings(told: object) -> Rankings | None:
    """Return what is usable of the JSON; None when it is not an object with a list of rankings."""
    if not isinstance(told, dict) or not isinstance(told.get("rankings"), list):
        return None
    fields = Json(told, locale="en_GB")
    return Rankings(
        zone=fields.integer_or_none("zone"),
        difficulty=fields.integer_or_none("difficulty"),
        metric=fields.text_or_none("metric"),
        partition=fields.integer_or_none("partition"),
        best=_percent(fields, "bestPerformanceAverage"),
        median=_percent(fields, "medianPerformanceAverage"),
        bosses=tuple(_bosses(told["rankings"])),
    )


def _bosses(rows: list[Any]) -> Iterator[BossRank]:
    """Read each boss once; a row without its number says nothing."""
    seen: set[int] = set()
    for row in rows[:MOST_BOSSES]:
        boss = _boss(row) if isinstance(row, dict) else None
        if boss is not None and boss.id not in seen:
            seen.add(boss.id)
            yield boss


def _boss(row: Mapping[str, Any]) -> BossRank | None:
    fields = Json(row, locale="en_GB")
    encounter = fields.child_or_none("encounter")
    number = encounter.integer_or_none("id") if encounter else None
    if encounter is None or number is None:
        return None
    return BossRank(
        id=number,
        name=encounter.text_or_none("name"),
        best=_percent(fields, "rankPercent"),
        median=_percent(fields, "medianPercent"),
        kills=max(0, fields.integer_or_none("totalKills") or 0),
        spec=fields.text_or_none("bestSpec") or fields.text_or_none("spec"),
    )


def _percent(fields: Json, key: str) -> float | None:
    """Return a percentile cut to tenths, never rounded up: only the very first of all is at 100."""
    number = fields.number_or_none(key)
    if number is None or not 0 <= number <= 100:  # noqa: PLR2004 - percent
        return None
    return math.floor(number * _TENTHS) / _TENTHS
