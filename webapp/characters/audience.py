"""Which tool each part of a character's page needs, and what is left of the facts without it. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from webapp.cards.card import SCHEMA_VERSION
from webapp.characters.facts import CharacterFacts, Shown, StoredCard
from webapp.characters.page import LookView
from webapp.history.facts import NO_PAST
from webapp.permissions.policy import Tool
from webapp.permissions.section_tools import TOOL_OF
from webapp.words import Section

PARTS: Mapping[str, Tool] = {
    "summary": Tool.ROSTER,
    "gear": TOOL_OF[Section.EQUIPMENT],
    "vault": Tool.GEAR_AUDIT,
    "mythic": Tool.ROSTER,
    "raids": Tool.ROSTER,
    "logs": TOOL_OF[Section.LOGS],
    "professions": Tool.ROSTER,
    "talents": Tool.ROSTER,
    "media": Tool.ROSTER,
}
"""By the keys of the card's document; what to fix is part of the gear."""
SEEN, LOOKS = Tool.LAST_SEEN, Tool.SYNC
"""For whatever tells when somebody was in the game, and for asking for a look with what to press."""
EXPLAINED = (Tool.GEAR_AUDIT, Tool.LOGS, Tool.LAST_SEEN)
"""Tools without which parts are gone, so that the page says whose they are."""
_SECTIONS = {"gear": Section.EQUIPMENT.value, "logs": Section.LOGS.value}
"""Sections from which one part alone is made: where it is closed, nothing is said of them either."""
_LISTS = ("missing", "old", "absent")


@lru_cache(maxsize=64)
def shown_to(tools: frozenset[Tool]) -> Shown:
    """Return what the people with these tools see."""
    return Shown(
        closed=frozenset(part for part, tool in PARTS.items() if tool not in tools),
        tells_seen=SEEN in tools,
        may_look=LOOKS in tools,
    )


def cut(facts: CharacterFacts) -> CharacterFacts:
    """Take out of the facts what their audience may not see, so that no sentence can be made of it."""
    shown = facts.shown
    card = None if facts.card is None else cut_card(facts.card, shown)
    if shown.tells_seen:
        return replace(facts, card=card)
    sections = {name: replace(known, changed_at=None) for name, known in facts.sections.items()}
    freshness = replace(facts.freshness, observed_at=None, changed_at=None)
    return replace(facts, card=card, sections=sections, freshness=freshness, reset_at=None, past=NO_PAST)


def cut_card(card: StoredCard, shown: Shown) -> StoredCard:
    """Cut the document; of one that this version cannot read nothing is kept, because nothing is shown."""
    if not shown.closed and shown.tells_seen:
        return card
    if not _is_card(card.document):
        return replace(card, document={})
    document: dict[str, Any] = {**card.document, **dict.fromkeys(shown.closed)}
    silent = {_SECTIONS[part] for part in shown.closed if part in _SECTIONS}
    for name in _LISTS:
        document[name] = [section for section in document[name] if section not in silent]
    reasons = document["reasons"].items()
    document["reasons"] = {section: why for section, why in reasons if section not in silent}
    error = None if silent else card.error
    return replace(card, document=document if shown.tells_seen else _undated(document), error=error)


def _is_card(document: Mapping[str, Any]) -> bool:
    """Say whether a document is a card of this version, and none that a program gave in its likeness."""
    return (
        document.get("schemaVersion") == SCHEMA_VERSION
        and all(isinstance(document.get(name), list) for name in _LISTS)
        and isinstance(document.get("reasons"), dict)
        and all(isinstance(document.get(part) or {}, dict) for part in PARTS)
    )


def without_asking(look: LookView) -> LookView:
    """Leave of a look what is going on: its viewer can start none."""
    return look if look.is_active else replace(look, is_open=False, again_at=None, words="", trigger="")


def _undated(document: dict[str, Any]) -> dict[str, Any]:
    """Take out every moment that the game made, and what is told about the running week."""
    parts = {key: {**document[key], "asOf": None} for key in PARTS if document.get(key)}
    if "mythic" in parts:
        parts["mythic"] |= {"week": [], "note": "", "certainty": ""}
        parts["mythic"]["best"] = [{**run, "completedAt": None} for run in parts["mythic"]["best"]]
    if "raids" in parts:
        parts["raids"]["raids"] = [_undated_raid(raid) for raid in parts["raids"]["raids"]]
    return {**document, **parts, "lastLoginAt": None}


def _undated_raid(raid: Mapping[str, Any]) -> dict[str, Any]:
    return {**raid, "bosses": [_undated_boss(boss) for boss in raid["bosses"]]}


def _undated_boss(boss: Mapping[str, Any]) -> dict[str, Any]:
    kills = {
        difficulty: {**kill, "lastKillAt": None, "isThisWeek": False}
        for difficulty, kill in boss["byDifficulty"].items()
    }
    return {**boss, "byDifficulty": kills}
