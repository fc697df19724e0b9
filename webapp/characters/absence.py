"""Say why there is no card yet, or nothing of a part: never asked, not there, hidden, in trouble. Pure."""

from webapp.cards.card import PlayerCard
from webapp.characters.facts import CharacterFacts
from webapp.characters.page import Absence, NothingThere
from webapp.freshness.why import error_word
from webapp.lib.errors import ErrorWord

REASONS = (
    "The name is spelled another way: accents count.",
    "It is on another realm, or in another region.",
    "It was renamed, transferred or deleted.",
    "It has not been in the game for long: Blizzard then hides a profile until the next log-out.",
    "Its level is below 10: Blizzard has no profile of characters that young.",
)
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
            "The character is known by name only. Its card is fetched in a few seconds when you ask for it.",
        )
    word = error_word(facts.freshness.outcome)
    if word in _GONE:
        return _gone(is_member=facts.guild is not None)
    return _troubled(word, sentence)


def _gone(*, is_member: bool) -> Absence:
    if is_member:
        named = "The roster of the guild names it. What may be behind it:"
        return Absence("Blizzard shows no profile", named, REASONS[2:])
    return Absence("Blizzard has no such character", "What may be behind it:", REASONS)


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
