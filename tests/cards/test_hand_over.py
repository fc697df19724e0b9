"""What programs gave for a row that turned out to be another one's."""

from sqlalchemy import select

from tests.support.roll import NOON, add_guild, add_member
from webapp.cards.hand_over import let_go
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import CharacterEnrichmentCache

Cache = CharacterEnrichmentCache


def card_of(character_id: int, season_key: str, card: object) -> CharacterEnrichmentCache:
    address = {"region": "eu", "realm": "area-52", "character_name": "Jaina", "name_key": "jaina"}
    return Cache(**address, season_key=season_key, character_id=character_id, player_card=card)


class TestLetGo:
    def test_what_programs_gave_stays_as_a_card_of_nobody_and_the_built_ones_go(self, app_on: object) -> None:
        with app_on.app_context():  # type: ignore[attr-defined]
            row = add_member(add_guild(), "Jaina")
            db.session.add(card_of(row, "latest", {"schemaVersion": 1, "external": {"note": "kept"}}))
            db.session.add(card_of(row, "season-mn-1", {"schemaVersion": 1}))
            db.session.commit()

            with transaction() as session:
                let_go(session, row, NOON)

            left = db.session.execute(select(Cache.character_id, Cache.season_key, Cache.player_card)).all()
            assert [tuple(one) for one in left] == [(None, "latest", {"note": "kept"})]
