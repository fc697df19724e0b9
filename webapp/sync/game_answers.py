"""Ask Battle.net for one region's facts of the game, part by part: one that fails leaves the others whole."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from webapp.clients.battlenet import Answer, BattleNet, BattleNetError
from webapp.clients.battlenet.payloads.gamedata import NamedIndex, Period, RealmIndex, Season
from webapp.clients.battlenet.regions import Region
from webapp.lib.errors import ErrorWord

T = TypeVar("T")
Fact = tuple[str, str, dict[str, Any]]
CURRENT = "current"
STOPPING = frozenset({ErrorWord.RATE_LIMITED, ErrorWord.AUTH})
"""After these answers the other parts would not be answered either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GameFacts:
    """What one region's answers told: rows of (kind, key, data), its realms, and which parts failed."""

    realms: RealmIndex | None
    facts: tuple[Fact, ...]
    calls: int
    failed: Counter[ErrorWord]


@dataclass(slots=True)
class _Inquiry:
    """Counts calls and failures; a failed part is None."""

    place: Region
    calls: int = 0
    failed: Counter[ErrorWord] = field(default_factory=Counter)

    def ask(self, call: Callable[..., Answer[T]], *parts: int) -> T | None:
        self.calls += 1
        try:
            return call(self.place, *parts).value
        except BattleNetError as error:
            if error.word in STOPPING:
                raise
            self.failed[error.word] += 1
            return None


def ask_for_game_data(client: BattleNet, region: str) -> GameFacts:
    """Make the calls of one region; raises BattleNetError when going on is of no use."""
    inquiry = _Inquiry(Region(region))
    realms = inquiry.ask(client.realm_index)
    facts = [
        *_named("class", inquiry.ask(client.class_index)),
        *_named("spec", inquiry.ask(client.spec_index)),
        *_named("race", inquiry.ask(client.race_index)),
        *_span("period", _current_period(client, inquiry)),
        *_span("season", _current_season(client, inquiry)),
    ]
    return GameFacts(realms=realms, facts=tuple(facts), calls=inquiry.calls, failed=inquiry.failed)


def _current_period(client: BattleNet, inquiry: _Inquiry) -> Period | None:
    index = inquiry.ask(client.period_index)
    if index is None or index.current_id is None:
        return None
    return inquiry.ask(client.period, index.current_id)


def _current_season(client: BattleNet, inquiry: _Inquiry) -> Season | None:
    index = inquiry.ask(client.season_index)
    if index is None or index.current_id is None:
        return None
    return inquiry.ask(client.season, index.current_id)


def _named(kind: str, index: NamedIndex | None) -> Iterable[Fact]:
    for entry in index.entries if index else ():
        yield (kind, str(entry.id), {"name": entry.name})


def _span(kind: str, found: Period | Season | None) -> Iterable[Fact]:
    if found is not None:
        yield (kind, CURRENT, {"id": found.id, "start": _text(found.start), "end": _text(found.end)})


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()
