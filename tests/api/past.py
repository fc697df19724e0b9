"""Jaina with a card of two seasons, sections that were read, and a past."""

from flask import Flask
from sqlalchemy import insert

from tests.api.conftest import Town
from tests.characters.cards import tidy_card
from tests.support.roll import NOON
from webapp.database import transaction
from webapp.lib.names import name_key
from webapp.models import CharacterEnrichmentCache, MemberEvent, SectionState
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
