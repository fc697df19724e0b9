"""Nothing changes hands, and nothing is let go, in silence."""

import pytest
from sqlalchemy import select

from tests.accounts.lists import ME, OTHER, listed, member, own, prove
from tests.support.no_world import settings  # noqa: F401 - a fixture
from tests.support.roll import NOON, add_guild
from webapp.extensions import db
from webapp.models import AuditEntry, Character, GuildMember, Notification


def join(guild_id: int, character_id: int) -> None:
    """Let one more roster list a character."""
    row = GuildMember(guild_id=guild_id, character_id=character_id, rank=3, character_name="Jaina")
    row.joined_at = row.last_seen_at = NOON
    db.session.add(row)
    db.session.commit()


def told() -> list[tuple[int, str, object]]:
    db.session.rollback()
    return [(one.user_id, one.kind, one.facts) for one in db.session.scalars(select(Notification))]


@pytest.mark.usefixtures("two_people")
class TestTellChanges:
    def test_who_loses_one_to_a_newer_proof_is_told(self) -> None:
        prove(listed(own(100)), user_id=OTHER)

        prove(listed(own(100)))

        number = db.session.scalars(select(Character.id)).one()
        entry = db.session.scalars(select(AuditEntry.id)).one()
        facts = {"character_id": number, "name": "Jaina", "entry_id": entry}
        assert told() == [(OTHER, "character_claimed", facts)]

    def test_who_has_one_no_more_is_told_that_it_was_let_go(self) -> None:
        prove(listed(own(100), own(200)))

        prove(listed(own(200)))

        number = db.session.scalars(select(Character.id).where(Character.bnet_character_id == 100)).one()
        entry = db.session.scalars(select(AuditEntry)).one()
        facts = {"character_id": number, "name": "Jaina", "entry_id": entry.id}
        assert told() == [(ME, "character_released", facts)]
        assert (entry.action, entry.actor_id, entry.user_id, entry.character_id) == (
            "character_released",
            ME,
            ME,
            number,
        )

    def test_each_guild_whose_roster_lists_it_has_it_in_its_log(self) -> None:
        homes = [add_guild("Lantern Watch"), add_guild("Shadow Council")]
        character_id = member(100, homes[0])
        join(homes[1], character_id)
        prove(listed(own(100)), user_id=OTHER)

        prove(listed(own(100)))

        columns = (AuditEntry.guild_id, AuditEntry.actor_id, AuditEntry.user_id)
        noted = db.session.execute(select(*columns).order_by(AuditEntry.id))
        assert [tuple(row) for row in noted] == [(home, ME, OTHER) for home in homes]
        assert len(told()) == 1

    def test_of_a_list_that_was_not_whole_nobody_is_let_go_or_told(self) -> None:
        prove(listed(own(100)))

        prove(listed(unread=1))

        assert told() == []

    def test_the_same_list_again_is_no_news(self) -> None:
        for _ in range(2):
            prove(listed(own(100)))

        assert told() == []
