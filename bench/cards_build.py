"""A card built from raw sections, against parsing those sections' JSON and nothing else."""

import os
from collections import deque
from collections.abc import Iterable, Sequence
from datetime import datetime

import orjson

from bench.cards_people import recorded, simulated
from bench.ratio import Ratio, Timing, compare_cpu
from webapp.cards.build import build_card
from webapp.cards.source import CardSource
from webapp.lib import clock
from webapp.seasons import season_at
from webapp.words import CardStatus

ABOUT = "a card from raw sections: CPU against parsing those sections' JSON with orjson"
PEOPLE = int(os.environ.get("BENCH_PEOPLE", "200"))
LIMIT = 3.0


def run() -> list[Ratio]:
    """Measure the simulator's people, and the recorded ones where they are at hand."""
    now = clock.now()
    groups = {"simulated": simulated(PEOPLE, now=now), "recorded": recorded(now) * 20}
    return [_ratio(name, sources, now) for name, sources in groups.items() if sources]


def _ratio(name: str, sources: Sequence[CardSource], now: datetime) -> Ratio:
    bodies = [section.body for source in sources for section in source.sections.values() if section.body]
    built = [build_card(source, season_at(source.region, now)) for source in sources]
    if failed := [card.error for card in built if card.status is CardStatus.FAILED]:
        raise RuntimeError(f"{len(failed)} cards failed: {failed[0]}")
    timing = compare_cpu(
        lambda: _drop(build_card(source, season_at(source.region, now)) for source in sources),
        lambda: _drop(map(orjson.loads, bodies)),
    )
    return Ratio(
        name=f"cards: build / parse, {name}",
        value=timing.ratio,
        limit=LIMIT,
        detail=_detail(timing, len(sources), sum(map(len, bodies))),
    )


def _drop(results: Iterable[object]) -> None:
    """Go through results without keeping them: a heap that grows would slow the parsing, not the building."""
    deque(results, maxlen=0)


def _detail(timing: Timing, cards: int, size: int) -> str:
    each = 1_000 / cards
    return (
        f"{cards} cards of {size // cards // 1024} kB:"
        f" {timing.ours * each:.2f} ms a card, parsing {timing.baseline * each:.2f} ms"
    )
