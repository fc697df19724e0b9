"""Build a card from stored sections: everything that can be told, and why the rest cannot. Pure."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar

from webapp.cards.card import SCHEMA_VERSION, CardContents
from webapp.cards.card_progress import Mythic
from webapp.cards.context import CardContext, applicable
from webapp.cards.crafts import media_part, professions_part, talents_part
from webapp.cards.gear import gear_part
from webapp.cards.identity import Identity, identity_of, identity_without_summary
from webapp.cards.logs import logs_part
from webapp.cards.mythic import mythic_part
from webapp.cards.opening import OpenSections, open_sections
from webapp.cards.raids import raids_part
from webapp.cards.reading import UNREADABLE, Document
from webapp.cards.scalars import scalars_of
from webapp.cards.source import BuiltCard, CardSource
from webapp.cards.vault import vault_part
from webapp.seasons.facts import SeasonFacts
from webapp.words import CardStatus, Section

T = TypeVar("T")


def build_card(source: CardSource, season: SeasonFacts) -> BuiltCard:
    """Assemble the card of a character in a season, and say how complete it is.

    A piece that cannot be read costs its part, never the card.
    """
    opened = open_sections(source, level_cap=season.level_cap)
    identity = _identity(source, opened)
    context = CardContext(source, applicable(season, source.season_id), identity.seen_at)
    card = _card(identity, context, opened)
    external = {} if source.external is None else {"external": source.external}
    status = _status(source, opened)
    return BuiltCard(
        card={**card, **external},
        status=status,
        error=_error(status, opened),
        season_key=season.key,
        scalars=scalars_of(card, context),
        rebuild_at=_rebuild_at(source, season),
    )


def _card(identity: Identity, context: CardContext, opened: OpenSections) -> CardContents:
    mythic = _mythic(context, opened)
    raids = _guarded(Section.RAIDS, partial(raids_part, context=context), opened)
    gear = partial(
        gear_part, context=context, level=identity.fields["level"], item_level=identity.fields["itemLevel"]
    )
    return {
        "schemaVersion": SCHEMA_VERSION,
        "seasonKey": context.season.key,
        "seasonName": context.season.name,
        **identity.fields,
        "summary": context.part(Section.SUMMARY),
        "gear": _guarded(Section.EQUIPMENT, gear, opened),
        "mythic": mythic,
        "raids": raids,
        "vault": vault_part(raids, mythic, context, level=identity.fields["level"]),
        "professions": _guarded(Section.PROFESSIONS, partial(professions_part, context=context), opened),
        "talents": _guarded(Section.SPECIALIZATIONS, partial(talents_part, context=context), opened),
        "media": _guarded(Section.MEDIA, partial(media_part, context=context), opened),
        "logs": _guarded(Section.LOGS, partial(logs_part, context=context), opened),
        "missing": [section.value for section in opened.missing],
        "old": [section.value for section in opened.old],
        "absent": [section.value for section in opened.absent],
        "reasons": opened.reasons,
    }


def _identity(source: CardSource, opened: OpenSections) -> Identity:
    identity = _guarded(Section.SUMMARY, partial(identity_of, source=source), opened)
    return identity or identity_without_summary(source)


def _mythic(context: CardContext, opened: OpenSections) -> Mythic | None:
    """Build Mythic+ from both of its answers; where one cannot be read, from the other."""
    profile, season = opened.decode(Section.MYTHIC), opened.decode(Section.MYTHIC_SEASON)
    if profile is None and season is None:
        return None
    try:
        return mythic_part(profile, season, context)
    except UNREADABLE:
        alone = _guarded(Section.MYTHIC, partial(_only_profile, context=context), opened)
        other = _guarded(Section.MYTHIC_SEASON, partial(_only_season, context=context), opened)
        return alone or other


def _only_profile(profile: Document, context: CardContext) -> Mythic:
    return mythic_part(profile, None, context)


def _only_season(season: Document, context: CardContext) -> Mythic:
    return mythic_part(None, season, context)


def _guarded(section: Section, build: Callable[[Document], T], opened: OpenSections) -> T | None:
    """Build a part from its section; without one, or with one of another shape, there is no such part."""
    document = opened.decode(section)
    if document is None:
        return None
    try:
        return build(document)
    except UNREADABLE as error:
        opened.lose(section, str(error) or type(error).__name__)
        return None


def _status(source: CardSource, opened: OpenSections) -> CardStatus:
    summary = source.sections.get(Section.SUMMARY)
    if summary is None or summary.body is None:
        return CardStatus.FAILED
    return CardStatus.PARTIAL if opened.missing or opened.old else CardStatus.COMPLETE


def _error(status: CardStatus, opened: OpenSections) -> str | None:
    """Return what keeps the card from being whole, in sentences; a card without a profile says only that."""
    if status is CardStatus.FAILED:
        return opened.reasons[Section.SUMMARY.value]
    return " ".join(opened.reasons[section.value] for section in (*opened.missing, *opened.old)) or None


def _rebuild_at(source: CardSource, season: SeasonFacts) -> datetime:
    """Return when the clock alone changes the card: the next reset, or the season's end before it."""
    end = season.ends.get(source.region)
    week = source.week
    return end if end is not None and week.start < end < week.end else week.end
