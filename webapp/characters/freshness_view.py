"""Say of each part how old it is: checked, changed, observed in game and next due, never mixed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from webapp.characters.facts import CharacterFacts
from webapp.characters.figures import moment_of
from webapp.characters.page import Answer, Gap, PartFreshness
from webapp.freshness.remedy import PartWhy, explain_card, remedy_of
from webapp.freshness.sections import LOGIN_SECTIONS, PERIODIC_SECTIONS, SectionFacts
from webapp.freshness.states import CHARACTER, PARKING, Cadence, Facts, FreshnessState
from webapp.freshness.why import Why, explain
from webapp.lib.errors import Who
from webapp.web.freshness_words import STATE_WORDS
from webapp.words import Certainty, Section

CERTAINTIES = {
    Certainty.EXACT: "exact",
    Certainty.AT_LEAST: "at least: a lower bound",
    Certainty.INFERRED: "inferred from other data",
    Certainty.OLD: "old: of a time that is over",
}
LOGS_CADENCE = Cadence(period=timedelta(hours=12), grace=timedelta(hours=6))
LOGS_COME = "Warcraft Logs was not asked yet; that happens by itself."
LOGS_CLOSED = "Warcraft Logs shows nothing of this character; it is asked again now and then."
BLIZZARD, LOGS = "Blizzard", "Warcraft Logs"


@dataclass(frozen=True, slots=True)
class PartKind:
    """A part of the page, the key of the card's document, and the section that it is made from."""

    key: str
    title: str
    section: Section


PARTS = (
    PartKind("summary", "Summary", Section.SUMMARY),
    PartKind("gear", "Gear", Section.EQUIPMENT),
    PartKind("vault", "Great Vault", Section.RAIDS),
    PartKind("mythic", "Mythic+", Section.MYTHIC),
    PartKind("raids", "Raids", Section.RAIDS),
    PartKind("logs", "Logs", Section.LOGS),
    PartKind("professions", "Professions", Section.PROFESSIONS),
    PartKind("talents", "Talents", Section.SPECIALIZATIONS),
    PartKind("media", "Portrait", Section.MEDIA),
)


def part_lines(facts: CharacterFacts, document: Mapping[str, Any], now: datetime) -> list[PartFreshness]:
    """Return a line for each part, in the order of the page."""
    return [_line(kind, facts, document.get(kind.key) or {}, now) for kind in _wanted(facts)]


def _wanted(facts: CharacterFacts) -> list[PartKind]:
    """Return the parts that are asked for: without Warcraft Logs nobody waits for logs."""
    has_logs = facts.is_logs_connected or Section.LOGS in facts.sections
    return [kind for kind in PARTS if kind.section is not Section.LOGS or has_logs]


def whole_answer(facts: CharacterFacts, missing: Sequence[str], now: datetime) -> Answer:
    """Return the one sentence about the whole card, with who can change it and what to press."""
    whole = explain(facts.freshness, now, reset_at=facts.reset_at)
    parts = [
        PartWhy(kind.title, _why(kind, facts, now), is_missing=kind.section.value in missing)
        for kind in _wanted(facts)
        if kind.section is not Section.SUMMARY and kind.key != "vault"
    ]
    said = explain_card(whole, facts.freshness.outcome, parts, is_under_way=facts.look.is_under_way)
    return Answer(said.state.value, STATE_WORDS[said.state], said.sentence, said.remedy)


def gaps(
    facts: CharacterFacts, missing: Sequence[str], reasons: Mapping[str, str], now: datetime
) -> list[Gap]:
    """Return the parts that the card lacks, each with the reason."""
    kinds = {kind.section.value: kind for kind in reversed(PARTS) if kind.key != "vault"}
    found = []
    for section in missing:
        kind = kinds.get(section)
        title = kind.title if kind else section.replace("_", " ").capitalize()
        other = _why(kind, facts, now).sentence if kind else "It was not read yet."
        found.append(Gap(title, reasons.get(section) or other))
    return found


def _line(kind: PartKind, facts: CharacterFacts, part: Mapping[str, Any], now: datetime) -> PartFreshness:
    why, known = _why(kind, facts, now), _facts(kind.section, facts)
    return PartFreshness(
        key=kind.key,
        title=kind.title,
        state=why.state.value,
        state_word=STATE_WORDS[why.state],
        source=part.get("source") or (LOGS if kind.section is Section.LOGS else BLIZZARD),
        certainty=_certainty(part),
        note=part.get("note") or "",
        observed_at=moment_of(part.get("asOf")),
        checked_at=known.succeeded_at,
        changed_at=known.changed_at,
        next_at=known.next_due_at if known.next_due_at and known.next_due_at > now else None,
        sentence=why.sentence,
        remedy="" if why.sentence in {LOGS_COME, LOGS_CLOSED} else remedy_of(why, known.outcome),
    )


def _certainty(part: Mapping[str, Any]) -> str:
    said = part.get("certainty")
    return CERTAINTIES[Certainty(said)] if said in set(Certainty) else ""


def _why(kind: PartKind, facts: CharacterFacts, now: datetime) -> Why:
    known = _facts(kind.section, facts)
    if known.attempted_at is None and kind.section is Section.LOGS:
        return Why(FreshnessState.NEVER, LOGS_COME, Who.TIME)
    if known.outcome in PARKING and kind.section is Section.LOGS:
        return Why(FreshnessState.PARKED, LOGS_CLOSED, Who.PLAYER)
    if known.attempted_at is None and facts.freshness.succeeded_at is not None:
        return Why(FreshnessState.NEVER, "This part was not read yet; it comes with the next look.", Who.TIME)
    return explain(known, now, cadence=_cadence(kind.section), reset_at=_reset(kind.section, facts))


def _reset(section: Section, facts: CharacterFacts) -> datetime | None:
    return facts.reset_at if section in LOGIN_SECTIONS or section is Section.SUMMARY else None


def _cadence(section: Section) -> Cadence:
    if section is Section.LOGS:
        return LOGS_CADENCE
    if section in PERIODIC_SECTIONS:
        return Cadence(period=PERIODIC_SECTIONS[section] + CHARACTER.period, grace=CHARACTER.grace)
    return CHARACTER


def _facts(section: Section, facts: CharacterFacts) -> Facts:
    """Return what is known of a section; what only a log-out can change was checked with the summary."""
    known, summary = facts.sections.get(section), facts.sections.get(Section.SUMMARY)
    if known is None:
        return Facts(next_due_at=facts.freshness.next_due_at)
    return Facts(
        attempted_at=known.attempted_at,
        succeeded_at=_checked_at(section, known, summary),
        changed_at=known.changed_at,
        observed_at=facts.freshness.observed_at,
        outcome=known.outcome,
        failures=known.failures,
        next_due_at=_next_due_at(section, known, facts),
        paused_until=facts.freshness.paused_until,
    )


def _checked_at(section: Section, known: SectionFacts, summary: SectionFacts | None) -> datetime | None:
    if known.succeeded_at is None or summary is None or summary.succeeded_at is None:
        return known.succeeded_at
    follows = section in LOGIN_SECTIONS and known.outcome == "ok"
    return max(known.succeeded_at, summary.succeeded_at) if follows else known.succeeded_at


def _next_due_at(section: Section, known: SectionFacts, facts: CharacterFacts) -> datetime | None:
    if section is Section.LOGS:
        return facts.logs_due_at
    look = facts.freshness.next_due_at
    period = PERIODIC_SECTIONS.get(section)
    if look is None or period is None or known.succeeded_at is None:
        return look
    return max(look, known.succeeded_at + period)
