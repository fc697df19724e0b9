"""Claimed characters: what to ask for, and what is known about each of them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.freshness.page_views import LOOKED_AT
from webapp.freshness.sections import SectionFacts
from webapp.models import Character, GameData, Guild, PageView, SectionState, SyncTarget
from webapp.sync.game_answers import CURRENT
from webapp.words import Section

_FACTS = (
    "attempted_at",
    "succeeded_at",
    "changed_at",
    "outcome",
    "error",
    "failures",
    "content_hash",
    "last_modified",
    "season_id",
)
"""Columns of ``section_states`` in the order of the fields of ``SectionFacts``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A claimed character: what to ask for, and what is known about it.

    ``guild_id`` is empty for a character that is tracked without a guild, ``bnet_id`` for one that was
    asked for by name and never found yet. ``season_id`` is the Mythic+ season that runs in its region.
    """

    target_id: int
    guild_id: int | None
    character_id: int
    bnet_id: int | None
    region: str
    realm: str
    name: str
    last_login_at: datetime | None
    verified_at: datetime | None
    suspected_at: datetime | None
    roster_succeeded_at: datetime | None
    failures: int
    sections: dict[Section, SectionFacts] = field(default_factory=dict)
    season_id: int | None = None
    is_looked_at: bool = False


def subjects_of(session: Session, target_ids: Collection[int], now: datetime) -> list[Subject]:
    """Return the characters of targets, those due longest first."""
    viewed = select(PageView.character_id).where(
        PageView.character_id == Character.id, PageView.day >= (now - LOOKED_AT).date()
    )
    rows = session.execute(
        select(
            SyncTarget.id.label("target_id"),
            SyncTarget.guild_id,
            SyncTarget.character_id,
            Character.bnet_character_id.label("bnet_id"),
            Character.region,
            Character.realm,
            Character.name,
            Character.last_login_at,
            Character.verified_at,
            Character.suspected_at,
            Character.failures,
            Guild.roster_succeeded_at,
            viewed.exists().label("is_looked_at"),
        )
        .join(Character, Character.id == SyncTarget.character_id)
        .outerjoin(Guild, Guild.id == SyncTarget.guild_id)
        .where(SyncTarget.id.in_(target_ids))
        .order_by(SyncTarget.next_due_at, SyncTarget.id)
    )
    found = rows.mappings().all()
    facts = _section_facts(session, [row["character_id"] for row in found])
    seasons = _running_seasons(session) if found else {}
    return [_subject(row, facts, seasons) for row in found]


def _subject(
    row: Any, facts: dict[int, dict[Section, SectionFacts]], seasons: dict[str, int | None]
) -> Subject:
    return Subject(**row, sections=facts.get(row["character_id"], {}), season_id=seasons.get(row["region"]))


def _running_seasons(session: Session) -> dict[str, int | None]:
    """Return by region the season that Battle.net called current when it was last asked."""
    current = (GameData.kind == "season", GameData.key == CURRENT)
    rows = session.execute(select(GameData.region, GameData.data).where(*current))
    return {region: data.get("id") for region, data in rows}


def _section_facts(
    session: Session, character_ids: Collection[int]
) -> dict[int, dict[Section, SectionFacts]]:
    columns = [getattr(SectionState, name) for name in _FACTS]
    facts: dict[int, dict[Section, SectionFacts]] = {}
    for character_id, section, *values in session.execute(
        select(SectionState.character_id, SectionState.section, *columns).where(
            SectionState.character_id.in_(character_ids)
        )
    ):
        facts.setdefault(character_id, {})[section] = SectionFacts(*values)
    return facts
