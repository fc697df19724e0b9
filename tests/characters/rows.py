"""Rows of characters with cards, for tests that go through the database."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from tests.characters.cards import tidy_card
from tests.support.roll import NOON, add_guild, add_member, add_realm
from webapp.extensions import db
from webapp.lib.names import name_key
from webapp.models import (
    BossKill,
    Character,
    CharacterEnrichmentCache,
    CharacterSnapshot,
    FormerName,
    MythicRun,
    SectionState,
    SyncTarget,
)
from webapp.words import CardStatus, Section, TargetKind

YESTERDAY = NOON - timedelta(days=1)
CARD = "/characters/eu/argent-dawn/Nildank"


def add_card(
    character_id: int,
    card: dict[str, Any] | None = None,
    *,
    status: CardStatus = CardStatus.COMPLETE,
    error: str | None = None,
) -> None:
    """Give a character the card of a tidy raider, or this one, with every section read a day ago."""
    character = db.session.get_one(Character, character_id)
    row = CharacterEnrichmentCache(
        region=character.region,
        realm=character.realm,
        character_name=character.name,
        name_key=character.name_key,
        character_id=character_id,
        player_card=tidy_card() if card is None else card,
        fetch_status=status,
        error_message=error,
    )
    db.session.add(row)
    for section in Section:
        state = SectionState(character_id=character_id, section=section, attempted_at=YESTERDAY, outcome="ok")
        state.succeeded_at = state.changed_at = YESTERDAY
        db.session.add(state)
    db.session.commit()


def add_target(character_id: int, next_due_at: datetime, **facts: Any) -> None:
    """Have a character looked at from a moment on."""
    target = SyncTarget(
        kind=TargetKind.CHARACTER, character_id=character_id, next_due_at=next_due_at, **facts
    )
    db.session.add(target)
    db.session.commit()


def add_former_name(character_id: int, name: str, *, realm: str = "argent-dawn") -> None:
    """Note a name that a character had before."""
    was = FormerName(character_id=character_id, region="eu", realm=realm, name=name, name_key=name_key(name))
    was.until = NOON
    db.session.add(was)
    db.session.commit()


def add_past(app: Flask, character_id: int, *levels: int) -> None:
    """Write the last days of weeks up to the present one, with these item levels, a run and a kill."""
    with app.app_context():
        for back, level in enumerate(reversed(levels or (300, 312))):
            week_on = (NOON - timedelta(weeks=back)).date()
            day = {"taken_on": week_on, "week_on": week_on, "item_level": level, "mythic_rating": 5.5 * level}
            db.session.add(CharacterSnapshot(character_id=character_id, **day))
        run = {"dungeon_id": 161, "level": 12, "is_timed": True, "completed_at": NOON - timedelta(days=4)}
        kill = {"raid_id": 1307, "boss_id": 2733, "difficulty": "HEROIC", "kills": 3, "killed_at": YESTERDAY}
        db.session.add(MythicRun(character_id=character_id, **run))
        db.session.add(BossKill(character_id=character_id, **kill))
        db.session.commit()


def raider(app: Flask, card: dict[str, Any] | None = None, **facts: Any) -> int:
    """Insert Nildank of Lantern Watch with a card, last looked at a day ago; return its id."""
    known = {"class_id": 11, "level": 90, "attempted_at": YESTERDAY, "last_synced_at": YESTERDAY}
    with app.app_context():
        add_realm("argent-dawn", "Argent Dawn")
        character_id = add_member(add_guild(), "Nildank", rank=2, **{**known, **facts})
        add_card(character_id, card)
        add_target(character_id, NOON + timedelta(hours=3))
    return character_id
