"""Say why there is no card yet, or nothing of a part: never asked, not there, hidden, in trouble. Pure."""

from webapp.cards.card import PlayerCard
from webapp.characters.facts import CharacterFacts
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


def was_never_found(facts: CharacterFacts) -> bool:
    """Say whether Blizzard knows nobody of a name that no roster and no earlier look has told of."""
    is_unknown = error_word(facts.freshness.outcome) in _GONE and facts.freshness.succeeded_at is None
    return is_unknown and facts.guild is None and facts.level is None


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
