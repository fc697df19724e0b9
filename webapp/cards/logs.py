"""Build the logs of a card from what Warcraft Logs said. Pure."""

from urllib.parse import quote

from webapp.cards.card import BossLog, Logs
from webapp.cards.context import CardContext
from webapp.cards.reading import Document, count_of, needed_id, number_of, rows_of, text_of, whole_of
from webapp.cards.source import CardSource
from webapp.freshness.sections import ABSENT
from webapp.seasons.facts import SeasonFacts
from webapp.words import Section

CHARACTER_URL = "https://www.warcraftlogs.com/character"
DIFFICULTIES = {3: "Normal", 4: "Heroic", 5: "Mythic"}
"""Warcraft Logs' numbers; on that of the raid finder sources disagree, so it stays without a name."""
CLOSED = frozenset({"hidden", "unknown", "archived"})
"""States of characters of whom nothing is to be seen, as their last look said."""


def logs_part(document: Document, context: CardContext) -> Logs:
    """Return best and median percentiles by boss, or the word that says why there are none."""
    rankings = document.get("rankings")
    told = rankings if type(rankings) is dict else document
    bosses = [_boss(row, context.season) for row in rows_of(told, "rankings")]
    difficulty = whole_of(told.get("difficulty")) or whole_of(document.get("difficulty"))
    state = text_of(document.get("state")) or "unknown"
    outcome = context.source.sections[Section.LOGS].outcome
    return {
        **context.logs_part(is_answer=state in CLOSED and outcome in ABSENT),
        "state": state,
        "metric": text_of(told.get("metric")) or text_of(document.get("metric")),
        "zone": _zone(document, told, context.season),
        "difficulty": None if difficulty is None else DIFFICULTIES.get(difficulty),
        "best": number_of(told.get("best")),
        "median": number_of(told.get("median")),
        "bosses": bosses,
        "url": character_url(context.source),
    }


def character_url(source: CardSource) -> str:
    """Return the character's page on Warcraft Logs."""
    return f"{CHARACTER_URL}/{source.region}/{quote(source.realm)}/{quote(source.name.lower())}"


def _boss(row: Document, season: SeasonFacts) -> BossLog:
    told = whole_of(row.get("id"))
    number = needed_id(row, "encounter") if told is None else told
    return {
        "id": number,
        "bossId": _journal_id(number, season),
        "name": text_of(row.get("name")),
        "best": number_of(row.get("best")),
        "median": number_of(row.get("median")),
        "kills": count_of(row.get("kills")),
        "spec": text_of(row.get("spec")),
    }


def _journal_id(logs_id: int, season: SeasonFacts) -> int | None:
    """Return Battle.net's number of a boss that Warcraft Logs numbers, where the season knows both."""
    bosses = (boss for raid in season.raids for boss in raid.bosses)
    return next((boss.id for boss in bosses if boss.logs_id == logs_id), None)


def _zone(document: Document, told: Document, season: SeasonFacts) -> str | None:
    """Return the zone's name: as stored, else as the season knows its number."""
    zone = document.get("zone", told.get("zone"))
    if type(zone) is dict:
        return text_of(zone.get("name")) or _name(whole_of(zone.get("id")), season)
    return text_of(zone) or _name(whole_of(zone), season)


def _name(number: int | None, season: SeasonFacts) -> str | None:
    if number is None:
        return None
    known = next((raid.name for raid in season.raids if raid.logs_zone_id == number), None)
    return known or f"Zone {number}"
