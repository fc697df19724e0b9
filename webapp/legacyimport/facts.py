"""What a legacy file says about a character, as a typed record, whichever shape the file has. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from webapp.legacyimport.documents import LARGEST_FILE, Unreadable, read_json
from webapp.sync.typed_names import BadAddress, checked_character_name, checked_region

ENVELOPE = "muster_character"
"""The key by which an export is known; its value is the version of the form."""
NAMES = ("name", "character_name", "characterName")
REALMS = ("realm", "realm_slug", "realmSlug", "realm_name", "realmName", "server")
CLASSES = ("character_class", "characterClass", "class", "class_name")
CHANGED = ("updated_at", "updatedAt", "last_updated", "lastUpdated", "saved_at")
CLASS_IDS = {
    "warrior": 1,
    "paladin": 2,
    "hunter": 3,
    "rogue": 4,
    "priest": 5,
    "deathknight": 6,
    "shaman": 7,
    "mage": 8,
    "warlock": 9,
    "monk": 10,
    "druid": 11,
    "demonhunter": 12,
    "evoker": 13,
}
"""Blizzard's numbers by names of classes as older tools write them, in letters alone."""
LONGEST_WORD = 64
HIGHEST_LEVEL = 1000
MILLISECONDS_FROM = 10**11
"""A number of seconds from here on is one of milliseconds, as Battle.net writes moments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyFacts:
    """A character as a file has it; without ``region`` and ``realm`` it has no place yet."""

    name: str
    region: str | None
    realm: str | None
    class_name: str | None
    race: str | None
    level: int | None
    changed_at: datetime | None
    content: str
    """Everything that the file says, as JSON with its keys in order: a text takes a tenth of the memory."""
    digest: str


def legacy_facts(document: dict[str, Any], *, region: str | None, realm: str | None) -> LegacyFacts:
    """Return the typed record of a file's document, or raise Unreadable; the file's own place goes first."""
    said, content = _opened(document)
    name, of_name = _name(said)
    own_realm = _word(said, REALMS) or of_name
    own_region, text = _region(said), json_of(content)
    return LegacyFacts(
        name=name,
        region=own_region or region,
        realm=own_realm or realm,
        class_name=_word(said, CLASSES),
        race=_word(said, ("race", "race_name")),
        level=_level(said),
        changed_at=_moment(said),
        content=text,
        digest=digest_of(text),
    )


def class_id_of(class_name: str | None) -> int | None:
    """Return the number of a class that a file names: Death Knight, DEATH_KNIGHT and deathKnight are one."""
    letters = "".join(letter for letter in class_name or "" if letter.isalpha())
    return CLASS_IDS.get(letters.casefold())


def json_of(content: Mapping[str, Any]) -> str:
    """Return what is the same for two documents that say the same, in whatever order."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """Return by what a content is known again."""
    return hashlib.sha256(text.encode()).hexdigest()


def _opened(document: dict[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return where facts are looked for, and what is kept: an export is taken out of its envelope."""
    if ENVELOPE in document:
        content = document.get("content")
        if not isinstance(content, dict):
            raise Unreadable("it is an export whose content is missing")
        place = {key: document[key] for key in ("name", "region", "realm") if document.get(key)}
        return {**_flat(content), **place}, content
    return _flat(document), document


def _flat(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a document with what stands in its ``data`` beside the columns of its row."""
    data = document.get("data")
    if isinstance(data, str) and len(data) <= LARGEST_FILE:
        try:
            data = read_json(data.encode())
        except (Unreadable, UnicodeEncodeError):
            data = None
    own = {key: value for key, value in document.items() if value is not None}
    return {**data, **own} if isinstance(data, dict) else own


def _name(said: Mapping[str, Any]) -> tuple[str, str | None]:
    """Return the character's name, and the realm where it is written behind it: Thrall-Frostwolf."""
    text = _word(said, NAMES)
    if text is None:
        raise Unreadable("it has no name: a text under “name” would be right")
    name, _, realm = text.partition("-")
    try:
        return checked_character_name(name), realm.strip() or None
    except BadAddress as error:
        raise Unreadable(f"its name is no character's: {error}") from error


def _region(said: Mapping[str, Any]) -> str | None:
    text = _word(said, ("region",))
    if text is None:
        return None
    try:
        return checked_region(text)
    except BadAddress as error:
        raise Unreadable(f"its region is wrong: {error}") from error


def _word(said: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    """Return the first text under one of the keys; an object says it under its name or slug."""
    for key in keys:
        value = said.get(key)
        if isinstance(value, dict):
            value = value.get("name") or value.get("slug")
        if isinstance(value, str) and value.strip():
            return value.strip()[:LONGEST_WORD]
    return None


def _level(said: Mapping[str, Any]) -> int | None:
    value = said.get("level")
    is_level = isinstance(value, int) and not isinstance(value, bool) and 0 < value < HIGHEST_LEVEL
    return int(value) if is_level and value is not None else None


def _moment(said: Mapping[str, Any]) -> datetime | None:
    """Return when the older tool changed the character; what is no moment is none."""
    value = next((said[key] for key in CHANGED if said.get(key) is not None), None)
    try:
        if isinstance(value, str):
            text, named, _zone = value.strip().partition("[")
            read = datetime.fromisoformat(text)
            if named and read.tzinfo is None:
                return None
            return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000 if value >= MILLISECONDS_FROM else value, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None
