"""Jaina with a card of two seasons, sections that were read, and a past; and what may become of her."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import delete, insert, update

from tests.api.conftest import Town
from tests.characters.cards import tidy_card
from tests.support.roll import NOON
from webapp.database import transaction
from webapp.lib import clock
from webapp.lib.names import name_key
from webapp.models import (
    Character,
    CharacterEnrichmentCache,
    CharacterSnapshot,
    FormerName,
    GuildMember,
    MemberEvent,
    SectionState,
)
from webapp.words import CardStatus, EventKind, Section


def build(app: Flask, town: Town) -> None:
    """Give Jaina a card, a section that was read, and a past."""
    card_row = {
        "region": "eu",
        "realm": "argent-dawn",
        "character_name": "Jaina",
        "name_key": name_key("Jaina"),
        "character_id": town.jaina_id,
        "fetch_status": CardStatus.COMPLETE,
    }
    seasons = [
        {**card_row, "season_key": key, "player_card": tidy_card()} for key in ("latest", "season-mn-1")
    ]
    with app.app_context(), transaction() as session:
        session.execute(insert(CharacterEnrichmentCache), seasons)
        read = {"attempted_at": NOON, "succeeded_at": NOON, "changed_at": NOON, "outcome": "ok"}
        session.execute(
            insert(SectionState),
            [
                {"character_id": town.jaina_id, "section": one, **read}
                for one in (Section.SUMMARY, Section.EQUIPMENT)
            ],
        )
        for guild_id in (town.guild_id, town.other_guild_id, town.guild_id):
            session.add(
                MemberEvent(
                    guild_id=guild_id, character_id=town.jaina_id, kind=EventKind.JOINED, seen_at=NOON
                )
            )


def lived(app: Flask, character_id: int, *levels: int) -> None:
    """Write snapshots of days up to noon's, with these item levels."""
    with app.app_context(), transaction() as session:
        for back, level in enumerate(reversed(levels)):
            day = (NOON - timedelta(days=back)).date()
            snapshot = CharacterSnapshot(character_id=character_id, taken_on=day, week_on=day)
            snapshot.item_level, snapshot.problem_count, snapshot.vault_mythic = level, 2, 3
            session.add(snapshot)


def read_everything(app: Flask, character_id: int) -> None:
    """Let every section be read just now."""
    now = clock.now()
    read = {"attempted_at": now, "succeeded_at": now, "changed_at": now, "outcome": "ok"}
    with app.app_context(), transaction() as session:
        session.execute(delete(SectionState).where(SectionState.character_id == character_id))
        rows = [{"character_id": character_id, "section": one, **read} for one in Section]
        session.execute(insert(SectionState), rows)


def was_called(app: Flask, character_id: int, name: str, *, until: datetime = NOON) -> None:
    """Note that a character had another name before."""
    known = {"region": "eu", "realm": "argent-dawn", "name": name, "name_key": name_key(name)}
    with app.app_context(), transaction() as session:
        session.add(FormerName(character_id=character_id, until=until, **known))


def leave(app: Flask, character_id: int) -> None:
    """Let a member leave, as the next roster would say."""
    with app.app_context(), transaction() as session:
        gone = GuildMember.character_id == character_id
        session.execute(update(GuildMember).where(gone).values(left_at=NOON))
        session.execute(update(Character).where(Character.id == character_id).values(guild_id=None))
