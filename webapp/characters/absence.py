"""Say why there is no card yet, or nothing of a part: never asked, not there, hidden, in trouble. Pure."""

from datetime import UTC, datetime

from webapp.cards.card import PlayerCard
from webapp.characters.facts import CharacterFacts, FileFacts
from webapp.characters.page import Absence, NothingThere
from webapp.freshness.why import error_word
from webapp.lib.errors import ErrorWord

MISSPELLED = (
    "The name is spelled another way: accents count.",
    "It is on another realm, or in another region.",
)
GONE = "It was renamed, transferred or deleted."
RESTED = "It has not been in the game for long: Blizzard then hides a profile until the next log-out."
ASK = "The character is known by name only. Its card is fetched in a few seconds when you ask for it."
COMES = "The character is known by name only. Its card comes by itself."
FROM_FILE = (
    "Battle.net has not been asked yet; those of files are looked at by themselves, a few at a time."
    " The file of your old tool says:"
)
TOO_YOUNG = "Its level is below 10: Blizzard has no profile of characters that young."
LEAST_LEVEL = 10
"""From this level on characters have a profile."""
CHECK = "Check the spelling and the realm."
NOTHING = {
    "equipment": ("gear", "Gear", "Blizzard shows no equipment of this character."),
    "mythic": ("mythic", "Mythic+", "This character has never played Mythic+."),
    "raids": ("raids", "Raids", "This character has killed no raid boss yet."),
    "professions": ("professions", "Professions", "No professions learned."),
    "specializations": ("talents", "Talents", "No specialization chosen yet."),
}
"""What it means that Battle.net does not have a section, with the part of the card that is made from it."""
_GONE = frozenset({ErrorWord.NOT_FOUND, ErrorWord.INVALID})


def absence_of(facts: CharacterFacts, sentence: str) -> Absence:
    """Return what to say in the place of the card; ``sentence`` is the answer to why it is as it is."""
    if facts.freshness.attempted_at is None and facts.in_file is not None:
        return Absence("Known from a file so far", FROM_FILE, told_by_file(facts.in_file))
    if facts.look.is_under_way:
        return Absence("Looking…", "Blizzard is being asked; the card appears here by itself.")
    if facts.freshness.attempted_at is None:
        return Absence(
            "Nobody has looked yet",
            ASK if facts.shown.may_look else COMES,
        )
    word = error_word(facts.freshness.outcome)
    if word in _GONE:
        return _gone(facts)
    return _troubled(word, sentence)


def told_by_file(said: FileFacts) -> list[str]:
    """Return what a file says, a line each."""
    lines = [("Class", said.class_name), ("Race", said.race), ("Level", said.level)]
    told = [f"{word}: {value}" for word, value in lines if value is not None]
    if said.said_at is not None:
        told.append(f"Changed there last on {day_of(said.said_at)}")
    return told or ["Nothing but the name."]


def origin_of(facts: CharacterFacts) -> str:
    """Say that a file told of somebody, and whether Battle.net has been asked; empty where none did."""
    if facts.in_file is None:
        return ""
    imported = f"imported on {day_of(facts.in_file.imported_at)}"
    if facts.freshness.succeeded_at is not None:
        return f"What you see is from Battle.net. A file of your old tool is kept beside it, {imported}."
    if facts.freshness.attempted_at is None:
        return f"From a file of your old tool, {imported}; not looked at by Battle.net yet."
    return f"From a file of your old tool, {imported}; Battle.net was asked and showed nobody."


def day_of(moment: datetime) -> str:
    """Return a day as people write it, in UTC."""
    return f"{moment.astimezone(UTC).day} {moment.astimezone(UTC):%B %Y}"


def was_never_found(facts: CharacterFacts) -> bool:
    """Say whether Blizzard knows nobody of a name that no roster and no earlier look has told of."""
    is_unknown = error_word(facts.freshness.outcome) in _GONE and facts.freshness.succeeded_at is None
    return is_unknown and facts.guild is None and (facts.level is None or facts.in_file is not None)


def _gone(facts: CharacterFacts) -> Absence:
    """Name what may be behind it, the likely reason first; what is known to be otherwise is left out."""
    if facts.level is None:
        likely = GONE if facts.freshness.succeeded_at else None
        reasons = [*MISSPELLED, GONE, RESTED, TOO_YOUNG] if likely is None else [GONE, RESTED]
    elif facts.level < LEAST_LEVEL:
        reasons, likely = [TOO_YOUNG, GONE], TOO_YOUNG
    else:
        reasons = [RESTED, GONE] if facts.guild is not None else [GONE, RESTED]
        likely = reasons[0] if facts.shown.tells_seen else None  # a guess that would tell of absence
    lines = [
        f"Most likely: {reason[0].lower()}{reason[1:]}" if reason is likely else reason for reason in reasons
    ]
    if facts.guild is None:
        return Absence("Blizzard has no such character", "What may be behind it:", lines)
    named = "The roster of the guild names it. What may be behind it:"
    return Absence("Blizzard shows no profile", named, lines)


def _troubled(word: ErrorWord | None, sentence: str) -> Absence:
    if word is None:
        return Absence("The card is being written", "The answers are here; the card follows in a moment.")
    if word is ErrorWord.FORBIDDEN:
        return Absence("Hidden by the player", "Blizzard shows this profile to nobody.")
    return Absence("Blizzard could not be asked", sentence)


def nothing_there(card: PlayerCard) -> list[NothingThere]:
    """Return the parts that Battle.net does not have, in words, and those that the player hides."""
    document, found = dict(card), []
    for section, (key, title, sentence) in NOTHING.items():
        if section in card["absent"] and document[key] is None:
            reason = card["reasons"].get(section, "")
            found.append(NothingThere(title, reason if "hidden" in reason else sentence))
    return found
