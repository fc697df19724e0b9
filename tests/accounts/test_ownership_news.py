"""Nothing changes hands, and nothing is let go, in silence."""

import pytest
from sqlalchemy import select

from tests.accounts.lists import ME, OTHER, listed, own, prove
from tests.support.roll import settings_without_world
from webapp.config import Settings
from webapp.extensions import db
from webapp.models import AuditEntry, Character, Notification


@pytest.fixture
def settings(sqlite_url: str, redis_url: str) -> Settings:
    """Give settings under which nobody is called: the lists are written here."""
    return settings_without_world(sqlite_url, redis_url)


def told() -> list[tuple[int, str, object]]:
    db.session.rollback()
    return [(one.user_id, one.kind, one.facts) for one in db.session.scalars(select(Notification))]


@pytest.mark.usefixtures("two_people")
class TestTellChanges:
    def test_who_loses_one_to_a_newer_proof_is_told(self) -> None:
        prove(listed(own(100)), user_id=OTHER)

        prove(listed(own(100)))

        number = db.session.scalars(select(Character.id)).one()
        assert told() == [(OTHER, "character_claimed", {"character_id": number})]

    def test_who_has_one_no_more_is_told_that_it_was_let_go(self) -> None:
        prove(listed(own(100), own(200)))

        prove(listed(own(200)))

        number = db.session.scalars(select(Character.id).where(Character.bnet_character_id == 100)).one()
        assert told() == [(ME, "character_released", {"character_id": number})]
        entry = db.session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.actor_id, entry.user_id, entry.character_id) == (
            "character_released",
            ME,
            ME,
            number,
        )

    def test_of_a_list_that_was_not_whole_nobody_is_let_go_or_told(self) -> None:
        prove(listed(own(100)))

        prove(listed(unread=1))

        assert told() == []

    def test_the_same_list_again_is_no_news(self) -> None:
        for _ in range(2):
            prove(listed(own(100)))

        assert told() == []
