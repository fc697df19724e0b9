"""Read what cards are built from: a few statements for any number of characters, raw answers as text."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import RowMapping, Text, and_, cast, select
from sqlalchemy.orm import Session

from webapp.cards.source import CardSource, Membership, StoredSection, Week
from webapp.config import current_settings
from webapp.freshness.weeks import WEEK, resets_of, seasons_of
from webapp.models import (
    Character,
    CharacterEnrichmentCache,
    Guild,
    GuildMember,
    Rank,
    Realm,
    SectionState,
)
from webapp.models.cards import LATEST
from webapp.models.upsert import chunks
from webapp.seasons import all_seasons
from webapp.words import Section

BATCH = 20
"""Characters whose raw answers are in memory at once: up to half a megabyte each."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DOCUMENTS = {
    Section.SUMMARY: Character.profile_json,
    Section.EQUIPMENT: Character.equipment_json,
    Section.MYTHIC: Character.mythic_profile_json,
    Section.MYTHIC_SEASON: Character.mythic_season_json,
    Section.RAIDS: Character.raids_json,
    Section.PROFESSIONS: Character.professions_json,
    Section.MEDIA: Character.media_json,
    Section.SPECIALIZATIONS: Character.specializations_json,
    Section.LOGS: Character.warcraftlogs_json,
}
"""Which column holds the last good answer of a section."""


@dataclass(frozen=True, slots=True)
class _Times:
    """What runs now: the known resets and seasons by region."""

    now: datetime
    resets: Mapping[str, datetime]
    seasons: Mapping[str, int]


def iter_sources(session: Session, character_ids: Collection[int], now: datetime) -> Iterator[CardSource]:
    """Yield all that is known of each, by their ids; a batch of raw answers is in memory at a time."""
    times = _Times(now, resets_of(session, now), seasons_of(session))
    is_connected = current_settings().is_logs_connected
    for ids in chunks(sorted(set(character_ids)), BATCH):
        states, externals = _states(session, ids), _externals(session, ids)
        for row in _characters(session, ids):
            yield CardSource(
                **_identity(row),
                membership=_membership(row),
                sections=_sections(row, states.get(row["character_id"], {})),
                season_id=times.seasons.get(row["region"]),
                week=week_of(row["region"], times.now, times.resets),
                is_logs_connected=is_connected,
                external=externals.get(row["character_id"]),
            )


def week_of(region: str, now: datetime, resets: Mapping[str, datetime]) -> Week:
    """Return the running week: by the keystone period, else counted from the start of the region's season."""
    if region in resets:
        return Week(start=resets[region], end=resets[region] + WEEK, is_confirmed=True)
    begun = [start for season in all_seasons() if (start := season.starts.get(region)) and start <= now]
    known = max(begun, default=EPOCH)
    start = now - (now - known) % WEEK
    return Week(start=start, end=start + WEEK, is_confirmed=False)


_FACTS = ("outcome", "error", "attempted_at", "succeeded_at", "changed_at")
_MEMBERSHIP = ("guild_id", "guild_name", "guild_realm", "rank", "rank_name")
_IDENTITY = {
    "character_id": Character.id,
    "bnet_id": Character.bnet_character_id,
    "region": Character.region,
    "realm": Character.realm,
    "name": Character.name,
    "class_id": Character.class_id,
    "race_id": Character.race_id,
    "spec_id": Character.spec_id,
    "faction": Character.faction,
    "level": Character.level,
    "last_login_at": Character.last_login_at,
}


def _characters(session: Session, ids: Collection[int]) -> Iterator[RowMapping]:
    member = and_(
        GuildMember.character_id == Character.id,
        GuildMember.guild_id == Character.guild_id,
        GuildMember.left_at.is_(None),
    )
    named = and_(Rank.guild_id == GuildMember.guild_id, Rank.rank_id == GuildMember.rank)
    query = (
        select(
            *(column.label(name) for name, column in _IDENTITY.items()),
            Character.role,
            Realm.name.label("realm_name"),
            Guild.id.label("guild_id"),
            Guild.name.label("guild_name"),
            Guild.realm.label("guild_realm"),
            GuildMember.rank,
            GuildMember.role_override,
            Rank.rank_name,
            *(cast(column, Text).label(section.value) for section, column in DOCUMENTS.items()),
        )
        .outerjoin(Realm, and_(Realm.region == Character.region, Realm.slug == Character.realm))
        .outerjoin(GuildMember, member)
        .outerjoin(Guild, Guild.id == GuildMember.guild_id)
        .outerjoin(Rank, named)
        .where(Character.id.in_(ids))
        .order_by(Character.id)
    )
    yield from session.execute(query).mappings()


def _identity(row: RowMapping) -> dict[str, Any]:
    return {
        **{name: row[name] for name in _IDENTITY},
        "realm_name": row["realm_name"] or row["realm"],
        "role": row["role_override"] or row["role"],
    }


def _membership(row: RowMapping) -> Membership | None:
    if row["guild_id"] is None:
        return None
    return Membership(**{name: row[name] for name in _MEMBERSHIP})


def _states(session: Session, ids: Collection[int]) -> dict[int, dict[Section, RowMapping]]:
    columns = (getattr(SectionState, name) for name in _FACTS)
    query = select(SectionState.character_id, SectionState.section, *columns)
    states: dict[int, dict[Section, RowMapping]] = {}
    for row in session.execute(query.where(SectionState.character_id.in_(ids))).mappings():
        states.setdefault(row["character_id"], {})[row["section"]] = row
    return states


def _sections(row: RowMapping, states: Mapping[Section, RowMapping]) -> dict[Section, StoredSection]:
    bodies = {section: row[section.value] for section in DOCUMENTS}
    found = {
        section: StoredSection(
            body=bodies.get(section),
            **{name: state[name] for name in _FACTS},
        )
        for section, state in states.items()
    }
    for section, body in bodies.items():
        if body is not None and section not in found:
            found[section] = StoredSection(body=body, outcome="ok")
    return found


def _externals(session: Session, ids: Collection[int]) -> dict[int, Any]:
    """Return what programs gave for these characters; most have nothing."""
    external = cast(CharacterEnrichmentCache.player_card["external"], Text).label("external")
    query = select(CharacterEnrichmentCache.character_id, external).where(
        CharacterEnrichmentCache.character_id.in_(ids), CharacterEnrichmentCache.season_key == LATEST
    )
    return {
        row.character_id: orjson.loads(row.external)
        for row in session.execute(query)
        if row.external is not None
    }
