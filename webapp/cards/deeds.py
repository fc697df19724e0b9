"""Take from a card what its character did, as far as the card before did not tell it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from webapp.cards.card_progress import Boss, Raid
from webapp.cards.card_progress import Run as CardRun
from webapp.cards.mythic import SAME_RUN
from webapp.cards.raids import LETTERS
from webapp.cards.reading import UNREADABLE
from webapp.history.facts import Deeds, Kill, Run

Card = Mapping[str, Any]
MOST = 2**31
"""Numbers of Blizzard's are smaller; what is not fits into no column."""


def new_deeds(before: Card | None, after: Card) -> Deeds:
    """Return the runs and kills of a card that the card before did not tell, or told otherwise."""
    known = _told_by(before)
    runs = [_as_known(run, known.runs) for run in runs_of(after)]
    return Deeds(
        runs=[run for run in runs if run not in known.runs],
        kills=[kill for kill in kills_of(after) if kill not in known.kills],
    )


def _told_by(before: Card | None) -> Deeds:
    """Return what the card before told: nothing where a program gave one of another shape."""
    try:
        return Deeds() if before is None else Deeds(runs_of(before), kills_of(before))
    except UNREADABLE:
        return Deeds()


def runs_of(card: Card) -> Sequence[Run]:
    """Return a card's runs, each once: the week and the best runs tell of one with clocks seconds apart."""
    mythic = card.get("mythic")
    if not mythic:
        return ()
    runs: list[Run] = []
    for one in (*mythic["week"], *mythic["best"]):
        run = _run(one, mythic.get("seasonId"))
        if run is None:
            continue
        same = next((other for other in runs if _is_same(run, other)), None)
        if same is None:
            runs.append(run)
        else:
            runs[runs.index(same)] = _joined(same, run)
    return runs


def kills_of(card: Card) -> Sequence[Kill]:
    """Return the last kills of a card's raids, in the difficulties that the game has today."""
    raids: Sequence[Raid] = (card.get("raids") or {}).get("raids", ())
    return [kill for raid in raids for boss in raid["bosses"] for kill in _kills(raid["id"], boss)]


def _kills(raid_id: int, boss: Boss) -> Iterator[Kill]:
    for difficulty, told in boss["byDifficulty"].items():
        at = _moment(told["lastKillAt"])
        numbers = (raid_id, boss["id"], told["kills"])
        if at is not None and difficulty in LETTERS and all(_fits(one) for one in numbers):
            yield Kill(
                raid_id=raid_id,
                boss_id=boss["id"],
                difficulty=difficulty,
                killed_at=at,
                kills=told["kills"],
            )


def _run(told: CardRun, season_id: int | None) -> Run | None:
    at = _moment(told["completedAt"])
    if at is None or not _fits(told["dungeonId"]) or not _fits(told["level"]):
        return None
    duration = told["durationMs"]
    return Run(
        dungeon_id=told["dungeonId"],
        completed_at=at,
        level=told["level"],
        is_timed=told["isTimed"],
        duration_ms=duration if duration is not None and _fits(duration) else None,
        rating=told["rating"],
        season_id=season_id if season_id is not None and _fits(season_id) else None,
    )


def _as_known(run: Run, known: Sequence[Run]) -> Run:
    """Return a run with the time and season under which it was told first."""
    same = next((other for other in known if _is_same(run, other)), None)
    if same is None:
        return run
    return replace(
        run,
        completed_at=same.completed_at,
        season_id=same.season_id,
        duration_ms=same.duration_ms if run.duration_ms is None else run.duration_ms,
        rating=same.rating if run.rating is None else run.rating,
    )


def _joined(one: Run, other: Run) -> Run:
    first = min(one, other, key=lambda run: run.completed_at)
    return replace(
        first,
        rating=other.rating if one.rating is None else one.rating,
        duration_ms=other.duration_ms if one.duration_ms is None else one.duration_ms,
    )


def _is_same(one: Run, other: Run) -> bool:
    is_alike = (one.dungeon_id, one.level) == (other.dungeon_id, other.level)
    return is_alike and abs(one.completed_at - other.completed_at) <= SAME_RUN


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _fits(number: int) -> bool:
    return 0 <= number < MOST
