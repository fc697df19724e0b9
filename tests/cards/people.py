"""Characters with stored answers, and short ways to write and read their cards."""

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select, update

from webapp.api.queries import CardPlace, entry_at
from webapp.cards import store
from webapp.cards.given import GivenCard, Taken, upsert_given
from webapp.cards.rows import read_rows
from webapp.cards.stored import StoredCard
from webapp.cards.subjects import CardKey
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib.names import name_key
from webapp.lib.spelling import plain
from webapp.models import (
    Character,
    CharacterEnrichmentCache,
    FormerName,
    Guild,
    GuildMember,
    SectionState,
    SyncTarget,
)
from webapp.models.cards import LATEST
from webapp.permissions.policy import Tool
from webapp.words import Section, TargetKind

NOW = datetime(2026, 9, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BLIZZARD_IDS = itertools.count(1)
PLACE = {"region": "eu", "realm": "ravencrest"}


def summary(name: str = "Thrall", item_level: int = 710) -> dict[str, Any]:
    """Return a summary as Battle.net writes it, as far as cards read it."""
    return {
        "id": 7,
        "name": name,
        "level": 90,
        "realm": {"id": 1, "slug": "ravencrest", "name": "Ravencrest"},
        "character_class": {"id": 7, "name": "Shaman"},
        "active_spec": {"id": 264, "name": "Restoration"},
        "race": {"id": 2, "name": "Orc"},
        "faction": {"type": "HORDE", "name": "Horde"},
        "average_item_level": item_level,
        "equipped_item_level": item_level,
        "last_login_timestamp": int((NOW - HOUR).timestamp() * 1000),
    }


@dataclass(frozen=True, slots=True)
class Cards:
    """One database with characters and cards."""

    app: Flask

    def character(self, name: str = "Thrall", **values: Any) -> int:
        """Add a character whose summary was read an hour ago; return its id."""
        known = {"verified_at": NOW - HOUR, "last_synced_at": NOW - HOUR, "outcome": "ok", "level": 90}
        known |= {**PLACE, "bnet_character_id": next(BLIZZARD_IDS)}
        with transaction() as session:
            row = Character(
                **(known | {"name": name, "name_key": name_key(name), "profile_json": summary(name)} | values)
            )
            session.add(row)
            session.flush()
            session.add(_state(row.id, Section.SUMMARY, NOW - HOUR))
            return row.id

    def guild(self, *members: int, rank: int = 1) -> int:
        """Put characters into a new guild; return its id."""
        with transaction() as session:
            named = {**PLACE, "name": "Frostwolf", "name_key": "frostwolf"}
            guild = Guild(bnet_guild_id=len(session.scalars(select(Guild.id)).all()) + 1, **named)
            session.add(guild)
            session.flush()
            times = {"joined_at": NOW - DAY, "last_seen_at": NOW}
            for member in members:
                link = {"guild_id": guild.id, "character_id": member, "rank": rank, "character_name": "x"}
                session.add(GuildMember(**link, **times))
            session.execute(update(Character).where(Character.id.in_(members)).values(guild_id=guild.id))
            return guild.id

    def change(self, character_id: int, **values: Any) -> None:
        """Write columns of a character, as the sync does."""
        with transaction() as session:
            session.execute(update(Character).where(Character.id == character_id).values(**values))

    def call(self, character_id: int, name: str, **values: Any) -> None:
        """Give a character another name, without moving its card."""
        self.change(character_id, name=name, name_key=name_key(name), name_plain=plain(name), **values)

    def was_called(self, character_id: int, name: str) -> None:
        """Note a former name."""
        with transaction() as session:
            named = {**PLACE, "name": name, "name_key": name_key(name)}
            session.add(FormerName(character_id=character_id, until=NOW, **named))

    def read(self, character_id: int, section: Section, at: datetime, outcome: str = "ok") -> None:
        """Note an attempt at a section."""
        with transaction() as session:
            session.merge(_state(character_id, section, at, outcome))

    def rebuild(self, *character_ids: int, at: datetime = NOW) -> int:
        """Build cards; return how many differed."""
        with transaction() as session:
            return store.rebuild(session, character_ids, at)

    def make_due(self, *character_ids: int, at: datetime = NOW) -> None:
        """Make cards due."""
        with transaction() as session:
            store.make_due(session, character_ids, at)

    def renamed(self, *character_ids: int) -> None:
        """Move cards to their characters' names."""
        with transaction() as session:
            store.renamed(session, character_ids, NOW)

    def give(self, name: str, card: Any, *, at: datetime = NOW, season: str = LATEST, **values: Any) -> Taken:
        """Give a card as a program does."""
        given = GivenCard(key=key_of(name, season), values={"player_card": card, **values})
        with transaction() as session:
            return upsert_given(session, given, at)

    def find(self, name: str, season: str = LATEST) -> StoredCard | None:
        """Look a card up by name, as programs do."""
        db.session.rollback()
        place = CardPlace(region="eu", realm="Ravencrest", character_name=name, season_key=season)
        entry = entry_at(place, frozenset(Tool))
        return None if entry is None else next(row for row in self.rows() if row.id == entry["id"])

    def written_at(self, name: str, season: str = LATEST) -> datetime | None:
        """Return when the row of exactly this name was last written."""
        db.session.rollback()
        there = CharacterEnrichmentCache.character_name == name
        season_is = CharacterEnrichmentCache.season_key == season
        return db.session.scalar(select(CharacterEnrichmentCache.updated_at).where(there, season_is))

    def rows(self) -> list[StoredCard]:
        """Return every row."""
        db.session.rollback()
        return read_rows(db.session(), CharacterEnrichmentCache.id.is_not(None))

    def latest(self, character_id: int) -> StoredCard:
        """Return a character's present row."""
        return next(
            row for row in self.rows() if row.character_id == character_id and row.season_key == LATEST
        )

    def names(self) -> dict[int | None, str]:
        """Return under which name each character's present card stands."""
        return {row.character_id: row.character_name for row in self.rows() if row.season_key == LATEST}

    def due_at(self, character_id: int, kind: TargetKind = TargetKind.CARD) -> datetime | None:
        """Return when a character's target is due."""
        db.session.rollback()
        mine = (SyncTarget.character_id == character_id, SyncTarget.kind == kind)
        return db.session.scalar(select(SyncTarget.next_due_at).where(*mine))

    def stored(self, character_id: int) -> Character:
        """Return a character's row."""
        db.session.rollback()
        return db.session.get_one(Character, character_id)


def key_of(name: str, season: str = LATEST) -> CardKey:
    """Return the key under which a program names a card."""
    return CardKey(region="eu", realm="Ravencrest", character_name=name, season_key=season)


def _state(character_id: int, section: Section, at: datetime, outcome: str = "ok") -> SectionState:
    succeeded = at if outcome == "ok" else None
    return SectionState(
        character_id=character_id,
        section=section,
        attempted_at=at,
        succeeded_at=succeeded,
        changed_at=succeeded,
        outcome=outcome,
        failures=0 if outcome == "ok" else 1,
    )
