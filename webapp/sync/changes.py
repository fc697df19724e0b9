"""What a look at a character changes in its rows: stored values and results in, values to write out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from webapp.clients.battlenet.payloads.character import CharacterSummary
from webapp.clients.battlenet.payloads.mythic import MythicProfile
from webapp.freshness.sections import ABSENT, SectionFacts
from webapp.freshness.states import PARKING, Facts, state_of
from webapp.lib.errors import ErrorWord
from webapp.sync.next_due import Look
from webapp.sync.results import CharacterFetch, SectionResult, Validity
from webapp.sync.roster_answer import faction_of, small
from webapp.sync.specs import role_of
from webapp.words import Section

DOCUMENT_COLUMNS = {
    Section.SUMMARY: "profile_json",
    Section.EQUIPMENT: "equipment_json",
    Section.MYTHIC: "mythic_profile_json",
    Section.MYTHIC_SEASON: "mythic_season_json",
    Section.RAIDS: "raids_json",
    Section.PROFESSIONS: "professions_json",
    Section.SPECIALIZATIONS: "specializations_json",
    Section.MEDIA: "media_json",
}
SCALARS = (
    "class_id",
    "spec_id",
    "race_id",
    "role",
    "faction",
    "level",
    "average_item_level",
    "equipped_item_level",
    "mythic_rating",
    "mythic_rating_color",
    "achievement_points",
    "last_login_at",
)
"""Columns that pages list, taken out of the answers when they come."""
FACTS = ("last_synced_at", "verified_at", "suspected_at", "outcome", "error", "failures")
LONGEST_ERROR = 500
_GRAVITY = (
    ErrorWord.BUG,
    ErrorWord.SCHEMA,
    ErrorWord.UPSTREAM,
    ErrorWord.TIMEOUT,
    ErrorWord.INVALID,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterWrite:
    """What is written of one character: just the columns that differ, and the facts of this attempt."""

    character_id: int
    columns: dict[str, Any] = field(default_factory=dict)
    sections: list[dict[str, Any]] = field(default_factory=list)
    look: Look
    is_changed: bool
    """Whether anything that a page shows differs, not counting the times of attempts."""
    is_card_changed: bool
    """Whether the card differs: besides, when a section went another way than the last time."""
    has_content: bool = False
    """Whether an answer brought anything new: a look that only failed changes a page, and brought nothing."""
    has_turned: bool = False
    """Whether the character is in another state than before, such as fresh after stale."""


def character_changes(stored: Mapping[str, Any], fetch: CharacterFetch, now: datetime) -> CharacterWrite:
    """Compare a look with what is stored; a failure never overwrites good data."""
    summary = fetch.results[Section.SUMMARY]
    content = _content(stored, fetch)
    facts, look = _facts(stored, fetch, summary, now)
    is_changed = bool(content) or facts.get("outcome", stored["outcome"]) != stored["outcome"]
    columns = {"attempted_at": now, **content, **_differing(stored, facts)}
    if content:
        columns["changed_at"] = now
    is_changed = is_changed or "suspected_at" in columns
    return CharacterWrite(
        character_id=fetch.subject.character_id,
        columns=columns,
        sections=[_section_row(fetch, section, result, now) for section, result in fetch.results.items()],
        look=look,
        is_changed=is_changed,
        is_card_changed=is_changed or _has_new_outcome(fetch),
        has_content=bool(content),
        has_turned=has_turned(stored, columns, now),
    )


def has_turned(stored: Mapping[str, Any], columns: Mapping[str, Any], now: datetime) -> bool:
    """Say whether columns that differ put somebody into another state; pauses and weeks stay out of it."""
    before, after = (
        Facts(succeeded_at=row["last_synced_at"], outcome=row["outcome"], failures=row["failures"])
        for row in (stored, {**stored, **columns})
    )
    return state_of(before, now) is not state_of(after, now)


def worst_word(fetch: CharacterFetch) -> ErrorWord | None:
    """Return what went wrong most; a section that is not there (404, 403) is no trouble beside a summary."""
    summary = fetch.results[Section.SUMMARY]
    if summary.word is not None:
        return summary.word
    words = {result.word for result in fetch.results.values()} - {None}
    return next((word for word in _GRAVITY if word in words), None)


def _has_new_outcome(fetch: CharacterFetch) -> bool:
    known = fetch.subject.sections
    return any(
        section not in known or known[section].outcome != (result.word.value if result.word else "ok")
        for section, result in fetch.results.items()
    )


def _differing(stored: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if stored[name] != value}


def _content(stored: Mapping[str, Any], fetch: CharacterFetch) -> dict[str, Any]:
    """Return documents whose hash differs and scalars that differ."""
    columns: dict[str, Any] = {}
    scalars: dict[str, Any] = {}
    for section, result in fetch.results.items():
        known = fetch.subject.sections.get(section)
        column = DOCUMENT_COLUMNS.get(section)
        if column is None or result.value is None:
            continue
        if known is None or known.content_hash != result.content_hash:
            columns[column] = result.document
        if section is Section.SUMMARY:
            scalars |= _scalars_of_summary(result.value)
        elif section is Section.MYTHIC:
            scalars |= _scalars_of_mythic(result.value)
    return columns | _differing(stored, scalars)


def _scalars_of_summary(summary: CharacterSummary) -> dict[str, Any]:
    """Return what a summary tells; where it is silent, what the roster told stays."""
    spec_id = small(summary.active_spec_id)
    told_by_rosters = {
        "class_id": small(summary.class_id),
        "race_id": small(summary.race_id),
        "faction": faction_of(summary.faction),
        "level": small(summary.level),
    }
    return {name: value for name, value in told_by_rosters.items() if value is not None} | {
        "spec_id": spec_id,
        "role": role_of(spec_id),
        "average_item_level": small(summary.average_item_level),
        "equipped_item_level": small(summary.equipped_item_level),
        "achievement_points": small(summary.achievement_points),
        "last_login_at": summary.last_login_at,
    }


def _scalars_of_mythic(profile: MythicProfile) -> dict[str, Any]:
    rating = profile.rating
    if rating is None:
        return {"mythic_rating": None, "mythic_rating_color": None}
    color = None if rating.color is None else "#{:02x}{:02x}{:02x}".format(*rating.color)
    return {"mythic_rating": rating.value, "mythic_rating_color": color}


def _facts(
    stored: Mapping[str, Any], fetch: CharacterFetch, summary: SectionResult, now: datetime
) -> tuple[dict[str, Any], Look]:
    """Return how the attempt went: as columns, and as what the time of the next look follows from."""
    if _is_suspicion(stored, fetch, summary):
        return {"suspected_at": stored["suspected_at"] or now}, Look(word=summary.word, is_suspect=True)
    word = worst_word(fetch)
    troubled = next((one for one in fetch.results.values() if one.word is word), summary)
    look = Look(word=word, failures=_failures(word, stored["failures"]), retry_after=troubled.retry_after)
    return _outcome(look, troubled) | _confirmed(fetch, summary, now), look


def _failures(word: ErrorWord | None, before: int) -> int:
    """Return how many looks failed in a row; what only the player can change is not counted."""
    return 0 if word is None or word.value in PARKING else before + 1


def _outcome(look: Look, troubled: SectionResult) -> dict[str, Any]:
    if look.word is None:
        return {"outcome": "ok", "failures": look.failures, "error": None}
    error = (troubled.error or "")[:LONGEST_ERROR]
    return {"outcome": look.word.value, "failures": look.failures, "error": error}


def _confirmed(fetch: CharacterFetch, summary: SectionResult, now: datetime) -> dict[str, Any]:
    """Return what a good answer confirms: that the profile was read, and that there is one."""
    read: dict[str, Any] = {"last_synced_at": now} if summary.word is None else {}
    is_there = fetch.validity is Validity.VALID or summary.value is not None
    return {**read, "verified_at": now, "suspected_at": None} if is_there else read


def _is_suspicion(stored: Mapping[str, Any], fetch: CharacterFetch, summary: SectionResult) -> bool:
    """Say whether a profile that we hold is missing, or the status endpoint says that it may not be kept."""
    is_doubted = summary.word is ErrorWord.NOT_FOUND or (summary.not_modified and fetch.validity is not None)
    is_doubted = is_doubted or fetch.validity is Validity.INVALID
    return is_doubted and stored["last_synced_at"] is not None and fetch.validity is not Validity.VALID


def _section_row(
    fetch: CharacterFetch, section: Section, result: SectionResult, now: datetime
) -> dict[str, Any]:
    known = fetch.subject.sections.get(section) or SectionFacts(attempted_at=now)
    row = {"character_id": fetch.subject.character_id, "section": section, "attempted_at": now}
    row["season_id"] = fetch.subject.season_id if section is Section.MYTHIC_SEASON else None
    if result.word is not None:
        is_absent = result.word.value in ABSENT
        return row | {
            "succeeded_at": known.succeeded_at,
            "changed_at": known.changed_at,
            "outcome": result.word.value,
            "error": (result.error or "")[:LONGEST_ERROR],
            "failures": 0 if is_absent else known.failures + 1,
            "content_hash": known.content_hash,
            "last_modified": known.last_modified,
        }
    is_same = result.not_modified or known.content_hash == result.content_hash
    return row | {
        "succeeded_at": now,
        "changed_at": known.changed_at if is_same else now,
        "outcome": "ok",
        "error": None,
        "failures": 0,
        "content_hash": known.content_hash if result.not_modified else result.content_hash,
        "last_modified": result.last_modified or known.last_modified,
    }
