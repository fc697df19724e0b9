"""The history of somebody goes, and that of others stays."""

from sqlalchemy import delete

from tests.cards.people import NOW, Cards
from tests.history.past import days, take
from tests.history.test_deeds import KILL, RUN, write
from webapp.database import transaction
from webapp.extensions import db
from webapp.history.facts import Deeds
from webapp.history.forgetting import forget_history
from webapp.models import BossKill, Character, CharacterSnapshot, MythicRun

TABLES = (CharacterSnapshot, MythicRun, BossKill)


def left_of(character_id: int) -> int:
    return sum(db.session.query(one).filter_by(character_id=character_id).count() for one in TABLES)


def lived(cards: Cards, name: str = "Thrall") -> int:
    character_id = cards.character(name)
    take(character_id, at=NOW)
    write(character_id, Deeds([RUN], [KILL]))
    return character_id


class TestForgetHistory:
    def test_all_of_it_goes_and_others_stay(self, cards_here: Cards) -> None:
        thrall, jaina = lived(cards_here), lived(cards_here, "Jaina")

        with transaction() as session:
            forget_history(session, [thrall])

        assert (left_of(thrall), left_of(jaina)) == (0, 3)

    def test_it_goes_with_the_row_by_itself(self, cards: Cards) -> None:
        thrall, jaina = lived(cards), lived(cards, "Jaina")

        with transaction() as session:
            session.execute(delete(Character).where(Character.id == thrall))

        assert (left_of(thrall), left_of(jaina)) == (0, 3)

    def test_leaving_a_guild_takes_nothing(self, cards_here: Cards) -> None:
        thrall = lived(cards_here)
        cards_here.guild(thrall)

        cards_here.change(thrall, guild_id=None)

        assert len(days(thrall)) == 1
