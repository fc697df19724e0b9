"""What the parts of a card share: the source, its season, and how fresh what they say is. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from webapp.cards.card_part import Part
from webapp.cards.reading import written
from webapp.cards.source import CardSource
from webapp.clients.warcraftlogs.sentences import SENTENCES
from webapp.freshness.why import error_word
from webapp.seasons.facts import UNKNOWN_SEASON, SeasonFacts
from webapp.words import Certainty, Section

BATTLE_NET = "Battle.net"
WARCRAFT_LOGS = "Warcraft Logs"
OUT_OF_DATE = "Season data out of date"


@dataclass(frozen=True, slots=True)
class CardContext:
    """A source in its season; ``seen_at`` is when the character was last seen in the game."""

    source: CardSource
    season: SeasonFacts
    seen_at: datetime | None

    @property
    def is_seen_this_week(self) -> bool:
        """Whether anything that it did since the weekly reset can be known."""
        return self.seen_at is not None and self.seen_at >= self.source.week.start

    @property
    def is_seen_this_season(self) -> bool:
        """Whether it was in the game since the season began; True where nobody knows when that was."""
        start = self.season.starts.get(self.source.region)
        return start is None or self.seen_at is None or self.seen_at >= start

    def part(self, section: Section, *, certainty: Certainty = Certainty.EXACT, note: str = "") -> Part:
        """Return what a part says of itself; when the last look failed it is old, with the reason."""
        stored = self.source.sections.get(section)
        succeeded_at = None if stored is None else stored.succeeded_at
        as_of, outcome = self.seen_at, "ok" if stored is None else stored.outcome
        if outcome != "ok":
            word = error_word(outcome)
            reason = outcome if word is None else word.sentence
            certainty, note = Certainty.OLD, f"{note} The last look brought nothing: {reason}".strip()
            as_of = _earlier(as_of, succeeded_at)
        return _part(BATTLE_NET, as_of, certainty, note)

    def logs_part(self, *, is_answer: bool) -> Part:
        """Return what the logs say of themselves; as of when is None, for nobody tells when they were ranked.

        ``is_answer``: that there is nothing to see is what Warcraft Logs said, and not old.
        """
        stored = self.source.sections[Section.LOGS]
        if stored.outcome == "ok" or is_answer:
            return _part(WARCRAFT_LOGS, None, Certainty.EXACT, "")
        word = error_word(stored.outcome)
        reason = stored.outcome if word is None else SENTENCES[word]
        return _part(WARCRAFT_LOGS, None, Certainty.OLD, f"The last look brought no more: {reason}")


def applicable(season: SeasonFacts, season_id: int | None) -> SeasonFacts:
    """Return the season's facts, or none of them when Battle.net plays a later season than the file knows."""
    known = season.mythic.season_id
    if known is None or season_id is None or season_id <= known:
        return season
    return replace(UNKNOWN_SEASON, key=season.key, name=season.name)


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((moment for moment in (one, other) if moment is not None), default=None)


def _part(source: str, as_of: datetime | None, certainty: Certainty, note: str) -> Part:
    part = Part(source=source, asOf=written(as_of), certainty=certainty.value)
    if note:
        part["note"] = note
    return part
