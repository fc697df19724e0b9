"""Build the raid progress of a card: the season's raids, else the newest that were played. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from webapp.cards.card_progress import Boss, BossKills, DifficultyProgress, Raid, Raids
from webapp.cards.context import CardContext
from webapp.cards.reading import (
    Document,
    Misshapen,
    child_of,
    count_of,
    moment_of,
    name_of,
    needed_id,
    rows_of,
    text_of,
    type_of,
    whole_of,
    written,
)
from webapp.seasons.facts import RaidFacts
from webapp.words import Certainty, Section

CURRENT_SEASON = 505
"""A pseudo-expansion in which Battle.net repeats the raids of the running season."""
LETTERS = {"LFR": "L", "NORMAL": "N", "HEROIC": "H", "MYTHIC": "M"}
"""Difficulties from low to high; those of old raids (LEGACY_25, …) have no letter."""


class PlayedRaids(NamedTuple):
    """The raids to show, and whether they are those of the running season."""

    instances: Sequence[Document]
    is_season: bool
    note: str


def raids_part(document: Document, context: CardContext) -> Raids:
    """Return kills by raid, boss and difficulty."""
    played = played_raids(document, context)
    facts = {raid.id: raid for raid in context.season.raids}
    start = context.source.week.start
    raids = [_raid(instance, facts.get(_instance_id(instance)), start) for instance in played.instances]
    untouched = [_untouched(raid) for raid in facts.values() if raid.id not in {one["id"] for one in raids}]
    certainty = Certainty.EXACT if played.is_season or not raids else Certainty.OLD
    return {
        **context.part(Section.RAIDS, certainty=certainty, note=played.note),
        "summary": summary_of(raids) if played.is_season else None,
        "raids": raids + untouched,
    }


def played_raids(document: Document, context: CardContext) -> PlayedRaids:
    """Choose the season's raids by their ids, else those of "Current Season", else the newest expansion's."""
    ids = {raid.id for raid in context.season.raids}
    expansions = {needed_id(row, "expansion"): row for row in rows_of(document, "expansions")}
    current = list(rows_of(expansions.pop(CURRENT_SEASON, {}), "instances"))
    everything = [*current, *(one for row in expansions.values() for one in rows_of(row, "instances"))]
    ours = {number: one for one in reversed(everything) if (number := _instance_id(one)) in ids}
    if ours:
        in_order = [ours[raid.id] for raid in context.season.raids if raid.id in ours]
        return PlayedRaids(in_order, is_season=True, note="")
    if current:
        note = "These raids are not in the season's data." if ids else ""
        return PlayedRaids(current, is_season=True, note=note)
    newest = max(expansions, default=None)
    if newest is None:
        return PlayedRaids((), is_season=True, note="")
    name = name_of(expansions[newest], "expansion") or "an earlier expansion"
    note = f"No kill in the raids of {context.season.name} yet: these are of {name}." if ids else ""
    return PlayedRaids(rows_of(expansions[newest], "instances"), is_season=not ids, note=note)


def summary_of(raids: Sequence[Raid]) -> str | None:
    """Return the highest difficulty in which a boss of the first raid with a kill died, as "6/9 H"."""
    for raid in raids:
        known = [row for row in raid["progress"] if row["difficulty"] in LETTERS and row["killed"]]
        if known:
            best = max(known, key=lambda row: list(LETTERS).index(row["difficulty"]))
            return f"{best['killed']}/{best['of'] or len(raid['bosses'])} {LETTERS[best['difficulty']]}"
    return None


def _instance_id(instance: Document) -> int:
    return needed_id(instance, "instance")


def _raid(instance: Document, facts: RaidFacts | None, week_start: datetime) -> Raid:
    bosses: dict[int, Boss] = {}
    if facts is not None:
        bosses = {boss.id: {"id": boss.id, "name": boss.name, "byDifficulty": {}} for boss in facts.bosses}
    progress: list[DifficultyProgress] = []
    for mode in rows_of(instance, "modes"):
        difficulty = type_of(mode, "difficulty")
        if difficulty is None:
            raise Misshapen("a difficulty without a name")
        told = child_of(mode, "progress")
        killed = rows_of(told, "encounters")
        for kill in killed:
            _add_kill(bosses, kill, difficulty, week_start)
        count = whole_of(told.get("completed_count"))
        row: DifficultyProgress = {
            "difficulty": difficulty,
            "killed": len(killed) if count is None else count,
            "of": whole_of(told.get("total_count")) or (len(facts.bosses) if facts else None),
        }
        progress.append(row)
    name = name_of(instance, "instance") or (facts.name if facts else None)
    return {"id": _instance_id(instance), "name": name, "progress": progress, "bosses": list(bosses.values())}


def _add_kill(bosses: dict[int, Boss], kill: Document, difficulty: str, week_start: datetime) -> None:
    encounter = child_of(kill, "encounter")
    number = whole_of(encounter.get("id"))
    if number is None:
        raise Misshapen("a boss without an id")
    boss = bosses.get(number)
    if boss is None:
        boss = bosses[number] = {"id": number, "name": None, "byDifficulty": {}}
    boss["name"] = text_of(encounter.get("name")) or boss["name"]
    last = moment_of(kill.get("last_kill_timestamp"))
    kills: BossKills = {
        "kills": count_of(kill.get("completed_count")),
        "lastKillAt": written(last),
        "isThisWeek": last is not None and last >= week_start,
    }
    boss["byDifficulty"][difficulty] = kills


def _untouched(raid: RaidFacts) -> Raid:
    """Return a raid of the season in which nothing was killed."""
    bosses: list[Boss] = [{"id": boss.id, "name": boss.name, "byDifficulty": {}} for boss in raid.bosses]
    return {"id": raid.id, "name": raid.name, "progress": [], "bosses": bosses}
