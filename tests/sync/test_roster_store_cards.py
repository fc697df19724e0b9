"""Cards follow their characters: through renames and transfers, away with departures and deletions."""

from datetime import timedelta

from sqlalchemy import select

from tests.sync.conftest import Engine
from webapp.cards.work import build_due_cards
from webapp.extensions import db
from webapp.models import CharacterEnrichmentCache

Cache = CharacterEnrichmentCache
HOUR, LATER = timedelta(hours=1), timedelta(minutes=40)


def build(engine: Engine) -> None:
    build_due_cards(engine.clock, until=engine.now + HOUR)
    db.session.rollback()


def addresses(character_id: int) -> list[tuple[str, str]]:
    query = select(Cache.realm, Cache.character_name).where(Cache.character_id == character_id)
    return [(realm, name) for realm, name in db.session.execute(query)]


def guild_on_card(character_id: int) -> object:
    query = select(Cache.player_card).where(Cache.character_id == character_id)
    return db.session.scalars(query).one()["guild"]


class TestCards:
    def test_a_rename_moves_the_card_with_its_character(self, synced: Engine) -> None:
        old = synced.public_names()[1]
        one = synced.character(old)
        row, realm = one.id, one.realm
        build(synced)
        synced.happen("rename", old, new_name="Brandneu")

        synced.sync_later(HOUR)

        assert addresses(row) == [(realm, "Brandneu")]

    def test_who_left_is_in_no_guild_on_its_card(self, synced: Engine) -> None:
        name = synced.public_names()[2]
        row = synced.character(name).id
        build(synced)
        before = guild_on_card(row)
        synced.happen("leave", name)

        synced.sync_later(HOUR)
        build(synced)

        assert before is not None
        assert guild_on_card(row) is None

    def test_a_profile_that_is_forgotten_takes_its_card_along(self, synced: Engine) -> None:
        name = synced.public_names()[1]
        row = synced.character(name).id
        build(synced)
        had_one = addresses(row) != []
        synced.happen("hide", name)

        synced.sync_later(timedelta(hours=4, minutes=1))
        synced.sync_later(LATER)

        assert had_one
        assert addresses(row) == []
