"""Cards by season: however many seasons programs make up, there is one count of them."""

from typing import Any

from sqlalchemy import insert

from tests.rights.cast import Cast
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import CharacterEnrichmentCache
from webapp.operations.cache.counting import count_cards
from webapp.operations.cache.tally import OTHERS
from webapp.seasons import all_seasons
from webapp.words import CardStatus


class TestCards:
    def test_seasons_that_no_game_has_are_counted_as_one(self, cast_on: Cast) -> None:
        now, known = clock.now(), all_seasons()[0].key
        row: dict[str, Any] = {
            "region": "eu",
            "realm": "argent-dawn",
            "character_name": "Anduin",
            "name_key": "anduin",
        }
        row |= {"fetch_status": CardStatus.PARTIAL, "player_card": {}, "created_at": now, "updated_at": now}
        row |= {"character_id": cast_on.characters["Anduin"]}
        seasons = ["latest", known, *(f"made-up-{number}" for number in range(30))]

        with cast_on.app.app_context():
            with transaction() as session:
                rows = [{**row, "season_key": season} for season in seasons]
                session.execute(insert(CharacterEnrichmentCache), rows)
            for guild_id in (None, cast_on.guild_id):
                found = {one.first: one.count for one in count_cards(db.session(), guild_id)}
                assert found == {"latest": 1, known: 1, OTHERS: 30}
