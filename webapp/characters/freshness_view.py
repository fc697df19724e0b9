"""Say of each part how old it is: checked, changed, observed in game and next due, never mixed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from webapp.characters.absence import CHECK, was_never_found
from webapp.characters.facts import CharacterFacts
from webapp.characters.figures import moment_of
from webapp.characters.logs_view import logs_remedy, logs_why
from webapp.characters.page import Answer, Gap, PartFreshness
from webapp.freshness.cadences import CADENCES, checked_at
from webapp.freshness.remedy import PartWhy, explain_card, remedy_of, without_button
from webapp.freshness.sections import LOGIN_SECTIONS, PERIODIC_SECTIONS, SectionFacts
from webapp.freshness.states import Facts, FreshnessState
from webapp.freshness.telling import Ages, Telling
from webapp.freshness.why import Why, explain
from webapp.lib.errors import Who
from webapp.web.asking_again import whole_second
from webapp.web.freshness_words import STATE_WORDS
from webapp.words import Certainty, Section

CERTAINTIES = {
    Certainty.EXACT: "exact",
    Certainty.AT_LEAST: "at least: a lower bound",
    Certainty.INFERRED: "inferred from other data",
    Certainty.OLD: "old",
}
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
KINDS = {kind.section.value: kind for kind in reversed(PARTS) if kind.key != "vault"}
OTHERS = {Section.MYTHIC_SEASON.value: "Mythic+ season"}
"""Sections that a card lacks beside its parts."""
NOT_FOUND = "not found"
"""The word for a name of which nobody has told anything yet."""
MISSING, OF_EARLIER = "missing", "of an earlier look"


def part_lines(
    facts: CharacterFacts, document: Mapping[str, Any], now: datetime, telling: Telling | None = None
) -> list[PartFreshness]:
    """Return a line for each part, in the order of the page."""
    told = telling or Ages(now)
    return [_line(kind, facts, document.get(kind.key) or {}, told) for kind in _wanted(facts)]


def _wanted(facts: CharacterFacts) -> list[PartKind]:
    """Return the parts that are asked for: without Warcraft Logs, or below its level, there are no logs."""
    missing = () if facts.card is None else facts.card.document.get("missing", ())
    has_logs = Section.LOGS in facts.sections or (facts.is_logs_connected and Section.LOGS.value in missing)
    wanted = [kind for kind in PARTS if kind.section is not Section.LOGS or has_logs]
    return [kind for kind in wanted if kind.key not in facts.shown.closed]


def whole_answer(
    facts: CharacterFacts, missing: Sequence[str], now: datetime, telling: Telling | None = None
) -> Answer:
    """Return the one sentence about the whole card, with who can change it and what to press."""
    told = telling or Ages(now)
    whole = explain(facts.freshness, now, reset_at=facts.reset_at, telling=told)
    parts = [
        PartWhy(
            kind.title,
            _why(kind, facts, told),
            is_missing=kind.section.value in missing,
        )
        for kind in _wanted(facts)
        if kind.section is not Section.SUMMARY and kind.key != "vault"
    ]
    said = explain_card(
        whole,
        facts.freshness.outcome,
        parts,
        is_under_way=facts.look.is_under_way,
        is_queued=facts.look.place is not None,
    )
    if was_never_found(facts) and not facts.look.is_under_way:
        return Answer(said.state.value, NOT_FOUND, said.sentence, CHECK)
    words = ", ".join([STATE_WORDS[said.state], *said.beside])
    remedy = said.remedy if facts.shown.may_look or facts.look.is_under_way else ""
    if facts.look.again_at is not None:
        remedy = without_button(remedy)  # from when on it can be pressed stands in the button's own place
    return Answer(said.state.value, words, said.sentence, remedy)


def gaps(
    facts: CharacterFacts, document: Mapping[str, Any], now: datetime, telling: Telling | None = None
) -> list[Gap]:
    """Return the parts that the card lacks, and those of an earlier look, each with the reason."""
    lacking = [(section, MISSING) for section in document.get("missing", ())]
    old = [(section, OF_EARLIER) for section in document.get("old", ())]
    told, reasons = telling or Ages(now), document.get("reasons", {})
    return [_gap(section, word, facts, told, reason=reasons.get(section)) for section, word in lacking + old]


def _gap(section: str, word: str, facts: CharacterFacts, told: Telling, *, reason: str | None) -> Gap:
    kind = KINDS.get(section)
    title = kind.title if kind else OTHERS.get(section) or section.replace("_", " ").capitalize()
    other = _why(kind, facts, told).sentence if kind else "It was not read yet."
    return Gap(title, word, reason or other)


def _line(kind: PartKind, facts: CharacterFacts, part: Mapping[str, Any], told: Telling) -> PartFreshness:
    why, known = _why(kind, facts, told), _facts(kind.section, facts)
    return PartFreshness(
        key=kind.key,
        title=kind.title,
        state=why.state.value,
        state_word=STATE_WORDS[why.state],
        source=part.get("source") or (LOGS if kind.section is Section.LOGS else BLIZZARD),
        certainty=_certainty(part),
        note=part.get("note") or "",
        observed_at=None if kind.section is Section.LOGS else moment_of(part.get("asOf")),
        checked_at=known.succeeded_at,
        changed_at=known.changed_at,
        next_at=known.next_due_at if known.next_due_at and known.next_due_at > told.now else None,
        sentence=why.sentence,
        remedy=_remedy(kind, facts, why, known.outcome),
        tells_seen=facts.shown.tells_seen,
    )


def _certainty(part: Mapping[str, Any]) -> str:
    said = part.get("certainty")
    return CERTAINTIES[Certainty(said)] if said in set(Certainty) else ""


def _why(kind: PartKind, facts: CharacterFacts, told: Telling) -> Why:
    known = _facts(kind.section, facts)
    if kind.section is Section.LOGS:
        return logs_why(known, _logs_state(facts), told.now, told)
    if known.attempted_at is None and facts.freshness.succeeded_at is not None:
        return Why(FreshnessState.NEVER, "This part was not read yet; it comes with the next look.", Who.TIME)
    reset_at = _reset(kind.section, facts)
    return explain(known, told.now, cadence=CADENCES[kind.section], reset_at=reset_at, telling=told)


def _remedy(kind: PartKind, facts: CharacterFacts, why: Why, outcome: str | None) -> str:
    """Say what to press, to those who may press it."""
    if not facts.shown.may_look:
        return ""
    said = (
        logs_remedy(why, _logs_state(facts), outcome)
        if kind.section is Section.LOGS
        else remedy_of(why, outcome)
    )
    if facts.look.is_under_way:
        return without_button(said)
    if facts.look.again_at is not None:
        back_at = whole_second(facts.look.again_at).astimezone(UTC)
        return without_button(said, f"“Refresh now” is back at {back_at:%H:%M:%S} UTC.")
    return said


def _logs_state(facts: CharacterFacts) -> str | None:
    """Return the card's word for how the logs stand; None as long as there are none."""
    logs = None if facts.card is None else facts.card.document.get("logs")
    return logs["state"] if logs else None


def _reset(section: Section, facts: CharacterFacts) -> datetime | None:
    return facts.reset_at if section in LOGIN_SECTIONS or section is Section.SUMMARY else None


def _facts(section: Section, facts: CharacterFacts) -> Facts:
    """Return what is known of a section; what only a log-out can change was checked with the summary."""
    known, summary = facts.sections.get(section), facts.sections.get(Section.SUMMARY)
    if known is None:
        return Facts(next_due_at=facts.freshness.next_due_at)
    stored = Facts(succeeded_at=known.succeeded_at, outcome=known.outcome)
    return Facts(
        attempted_at=known.attempted_at,
        succeeded_at=checked_at(section, stored, None if summary is None else summary.succeeded_at),
        changed_at=known.changed_at,
        observed_at=facts.freshness.observed_at,
        outcome=known.outcome,
        failures=known.failures,
        next_due_at=_next_due_at(section, known, facts),
        paused_until=facts.freshness.paused_until,
    )


def _next_due_at(section: Section, known: SectionFacts, facts: CharacterFacts) -> datetime | None:
    if section is Section.LOGS:
        return facts.logs_due_at
    look = facts.freshness.next_due_at
    period = PERIODIC_SECTIONS.get(section)
    if look is None or period is None or known.succeeded_at is None:
        return look
    return max(look, known.succeeded_at + period)
