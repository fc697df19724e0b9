"""Write a character's page as objects for programs: data, times, source, state, certainty and why. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.api.entries import moment
from webapp.characters.page import CardPage, PartFreshness
from webapp.permissions.policy import ALL_TOOLS, Tool

Document = Mapping[str, Any]
SUMMARY = "summary"
SECTIONS = ("summary", "gear", "vault", "mythic", "raids", "logs", "professions", "talents", "media")
IDENTITY = (
    "blizzardId",
    "class",
    "classId",
    "spec",
    "specId",
    "role",
    "race",
    "faction",
    "level",
    "itemLevel",
    "averageItemLevel",
    "achievementPoints",
    "lastLoginAt",
    "guild",
)
"""What the summary of a card says of who it is."""
ABOUT = frozenset({"source", "asOf", "certainty", "note"})
"""What a part of the card says about itself; an object says it beside its data."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is known of a character: its page, and the document of its card, empty before the first build."""

    page: CardPage
    document: Document
    tools: frozenset[Tool] = ALL_TOOLS
    """Whose sight this is: an answer's version tells it too."""


def character_object(shown: Shown) -> dict[str, Any]:
    """Return the whole character: who it is, its card, and how old each section is."""
    about = {
        part.key: _about(part, _part(shown.document, part.key), shown.page) for part in shown.page.freshness
    }
    summary = shown.page.fresh(SUMMARY)
    why = {"sentence": shown.page.why.sentence, "remedy": shown.page.why.remedy}
    whole = _about(summary, _part(shown.document, SUMMARY), shown.page)
    data = {**_identity(shown), "card": shown.document or None, "sections": about}
    state = {"state": shown.page.why.state, "isStale": shown.page.is_stale}
    return {"data": data, **whole, **state, "why": why}


def section_object(shown: Shown, section: str) -> dict[str, Any] | None:
    """Return one section with its age; None for one that is not wanted here, such as logs without logs."""
    known = next((part for part in shown.page.freshness if part.key == section), None)
    if known is None:
        return None
    part = _part(shown.document, section)
    if section == SUMMARY:
        data: Document | None = _identity(shown)
    else:
        data = {name: value for name, value in part.items() if name not in ABOUT} or None
    return {"data": data, **_about(known, part, shown.page)}


def version_of(shown: Shown, built_at: datetime | None) -> Sequence[object]:
    """Return what an answer's tag is made of: facts and states, not the sentences that grow older."""
    lines = [
        (part.key, part.state, part.observed_at, part.checked_at, part.changed_at, part.next_at)
        for part in shown.page.freshness
    ]
    page = shown.page
    return (page.address, page.person, built_at, page.why.state, page.is_stale, sorted(shown.tools), *lines)


def _identity(shown: Shown) -> dict[str, Any]:
    address = shown.page.address
    named = {
        "region": address.region.upper(),
        "realm": address.realm,
        "realmName": address.realm_name,
        "characterName": address.name,
    }
    return {**named, **{name: shown.document.get(name) for name in IDENTITY}}


def _part(document: Document, key: str) -> Document:
    part = document.get(key)
    return part if isinstance(part, dict) else {}


def _about(known: PartFreshness, part: Document, page: CardPage) -> dict[str, Any]:
    return {
        "asOf": part.get("asOf"),
        "checkedAt": moment(known.checked_at),
        "changedAt": moment(known.changed_at),
        "nextAt": moment(known.next_at),
        "source": known.source,
        "state": known.state,
        "certainty": part.get("certainty"),
        "note": part.get("note"),
        "why": {"sentence": known.sentence, "remedy": known.remedy},
        "href": f"/api/v1{page.address.path}/sections/{known.key}",
    }
