"""Open the stored sections of a character: decode what is there, and say why the rest is not. Pure."""

from dataclasses import dataclass, field

import orjson

from webapp.cards.reading import Document
from webapp.cards.source import CardSource, StoredSection
from webapp.clients.warcraftlogs.sentences import SENTENCES
from webapp.freshness.states import PARKING
from webapp.freshness.why import error_word
from webapp.lib.errors import ErrorWord
from webapp.words import Section

WANTED = (
    *(Section.SUMMARY, Section.EQUIPMENT, Section.MYTHIC, Section.RAIDS),
    *(Section.PROFESSIONS, Section.MEDIA, Section.SPECIALIZATIONS),
)
TITLES = {
    Section.SUMMARY: "The profile",
    Section.EQUIPMENT: "The equipment",
    Section.MYTHIC: "The Mythic+ profile",
    Section.MYTHIC_SEASON: "The Mythic+ season",
    Section.RAIDS: "The raid progress",
    Section.PROFESSIONS: "The list of professions",
    Section.MEDIA: "The portrait",
    Section.SPECIALIZATIONS: "The list of talents",
    Section.LOGS: "The ranking on Warcraft Logs",
}
ABSENT = {
    ErrorWord.NOT_FOUND.value: "{title} does not exist on Battle.net.",
    ErrorWord.FORBIDDEN.value: "{title} is hidden by the player.",
}
"""What Battle.net says when a section is not there: no failure, and nothing to wait for."""


@dataclass(slots=True)
class OpenSections:
    """Answers not decoded yet, and every section that is missing, old or does not exist with a sentence why.

    ``old`` are those that are here, but not of the last look: that one failed.
    """

    bodies: dict[Section, bytes | str] = field(default_factory=dict)
    missing: list[Section] = field(default_factory=list)
    old: list[Section] = field(default_factory=list)
    absent: list[Section] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)

    def decode(self, section: Section) -> Document | None:
        """Decode a section, or note why it cannot be.

        Each is decoded where its part is built and forgotten with it: all at once would keep thousands of
        small objects alive, which the collector walks through again and again.
        """
        body = self.bodies.get(section)
        if body is None:
            return None
        try:
            document = orjson.loads(body)
        except orjson.JSONDecodeError:
            self.lose(section, "it is not JSON")
            return None
        if type(document) is dict:
            return document
        self.lose(section, "it is not an object")
        return None

    def lose(self, section: Section, why: str) -> None:
        """Note that a section cannot be used after all; a second reason does not replace the first."""
        if section in self.old:
            self.old.remove(section)
        if section not in self.missing:
            self.missing.append(section)
            self.reasons[section.value] = f"{TITLES[section]} could not be read: {why}."


def open_sections(source: CardSource, *, level_cap: int | None = None) -> OpenSections:
    """Sort the wanted sections: what can be decoded, what is missing, what does not exist."""
    opened = OpenSections()
    for section in wanted_sections(source, level_cap=level_cap):
        _sort(opened, section, source.sections.get(section))
    return opened


def _sort(opened: OpenSections, section: Section, stored: StoredSection | None) -> None:
    if stored is not None and stored.outcome in ABSENT and section is not Section.SUMMARY:
        opened.absent.append(section)
        opened.reasons[section.value] = _why_absent(section, stored.outcome)
    if stored is not None and stored.body is not None:
        opened.bodies[section] = stored.body
        if _is_old(stored):
            opened.old.append(section)
            cause = _cause(section, stored)
            opened.reasons[section.value] = f"{TITLES[section]} could not be fetched anew: {cause}"
    elif section not in opened.absent:
        opened.missing.append(section)
        opened.reasons[section.value] = _why_missing(section, stored)


def wanted_sections(source: CardSource, *, level_cap: int | None = None) -> tuple[Section, ...]:
    """Return what a card of this source is made of: a season as soon as one is known, logs once connected.

    Warcraft Logs is asked only about characters of the highest level, so nobody else waits for logs.
    """
    is_of_age = level_cap is None or (source.level is not None and source.level >= level_cap)
    asked_for = {
        Section.MYTHIC_SEASON: source.season_id is not None,
        Section.LOGS: source.is_logs_connected and is_of_age,
    }
    more = (
        section for section, is_asked_for in asked_for.items() if is_asked_for or _is_kept(source, section)
    )
    return (*WANTED, *more)


def _is_kept(source: CardSource, section: Section) -> bool:
    stored = source.sections.get(section)
    return stored is not None and stored.body is not None


def _is_old(stored: StoredSection) -> bool:
    """Say whether what is here is not of the last look, because that one failed."""
    return stored.outcome != "ok" and stored.outcome not in PARKING


def _why_absent(section: Section, outcome: str) -> str:
    if section is Section.LOGS:
        return SENTENCES[ErrorWord(outcome)]
    return ABSENT[outcome].format(title=TITLES[section])


def _why_missing(section: Section, stored: StoredSection | None) -> str:
    if stored is None or stored.outcome == "ok":
        return f"{TITLES[section]} has not been fetched yet."
    return f"{TITLES[section]} could not be fetched: {_cause(section, stored)}"


def _cause(section: Section, stored: StoredSection) -> str:
    word = error_word(stored.outcome)
    if word is None:
        return stored.error or "no reason given"
    return SENTENCES[word] if section is Section.LOGS else word.sentence
