"""Of two who prove the same character the newest wins; who is no longer listed is let go."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.accounts.lists import ME, OTHER, REALM, listed, member, own, owners, prove, version
from tests.support.no_world import settings  # noqa: F401 - a fixture
from tests.support.roll import NOON, add_guild, officers_say, said_of
from webapp.extensions import db
from webapp.models import (
    AuditEntry,
    Character,
    CharacterList,
    Notification,
    PermissionException,
)
from webapp.words import Effect, MainSetBy


def give(guild_id: int, user_id: int) -> None:
    """Let a guild give somebody a tool by name."""
    given = PermissionException(guild_id=guild_id, user_id=user_id, tool_name="officer_notes")
    given.effect, given.reason = Effect.GRANT, "trial officer"
    db.session.add(given)
    db.session.commit()


@pytest.mark.usefixtures("two_people")
class TestTwoPeople:
    @pytest.fixture
    def guild_id(self) -> int:
        """Give a guild with a member that somebody else has proved before."""
        guild_id = add_guild()
        member(100, guild_id)
        prove(listed(own(100)), user_id=OTHER)
        return guild_id

    def test_the_newest_proof_wins(self, guild_id: int) -> None:
        prove(listed(own(100)))

        assert owners() == {100: ME}
        assert version(guild_id) == 2

    def test_the_newest_proof_wins_whichever_is_written_last(self, guild_id: int) -> None:
        prove(listed(own(100)), read_at=NOON - timedelta(seconds=20))

        assert owners() == {100: OTHER}
        assert version(guild_id) == 1

    def test_an_older_list_of_the_same_person_changes_nothing_more(self, guild_id: int) -> None:
        prove(listed(), user_id=OTHER)

        prove(listed(own(100)), user_id=OTHER, read_at=NOON - timedelta(seconds=20))

        assert owners() == {100: None}
        assert version(guild_id) == 2

    def test_who_loses_is_told_which(self, guild_id: int) -> None:
        assert guild_id
        prove(listed(own(100)))

        told = db.session.scalars(select(Notification)).one()
        character = db.session.scalars(select(Character)).one()
        assert (told.user_id, told.kind) == (OTHER, "character_claimed")
        assert (told.facts["character_id"], told.facts["name"]) == (character.id, character.name)

    def test_what_the_guild_gave_the_loser_by_name_ends_and_is_told(self, guild_id: int) -> None:
        give(guild_id, OTHER)

        prove(listed(own(100)))

        db.session.rollback()
        assert db.session.scalars(select(PermissionException)).all() == []
        noted = select(AuditEntry).order_by(AuditEntry.id.desc())
        ended = db.session.scalars(noted).first()
        assert ended is not None
        assert (ended.action, ended.user_id, ended.actor_id) == ("exception_ended", OTHER, ME)
        assert ended.after == {"because": "claimed"}
        news = db.session.scalars(select(Notification).where(Notification.kind == "grant_ended")).one()
        assert news.user_id == OTHER
        assert news.facts == {"guild": "Lantern Watch", "tool": "officer_notes"}

    def test_with_another_character_there_it_stays(self, guild_id: int) -> None:
        member(101, guild_id)
        prove(listed(own(100), own(101)), user_id=OTHER)
        give(guild_id, OTHER)

        prove(listed(own(100)))

        assert len(db.session.scalars(select(PermissionException)).all()) == 1

    def test_what_was_given_ends_with_a_character_that_is_no_longer_listed(self, guild_id: int) -> None:
        give(guild_id, OTHER)

        prove(listed(), user_id=OTHER)

        assert db.session.scalars(select(PermissionException)).all() == []

    def test_it_is_written_down_who_took_whom_from_whom(self, guild_id: int) -> None:
        assert guild_id
        prove(listed(own(100)))

        noted = db.session.scalars(select(AuditEntry)).one()
        assert (noted.action, noted.actor_id, noted.user_id, noted.at) == (
            "character_claimed",
            ME,
            OTHER,
            NOON,
        )
        assert noted.character_id is not None

    def test_nobody_is_told_of_a_character_that_was_nobodys(self, guild_id: int) -> None:
        assert guild_id
        prove(listed(own(200)))

        assert db.session.scalars(select(Notification)).all() == []

    def test_the_loser_proving_it_again_has_it_back(self, guild_id: int) -> None:
        assert guild_id
        prove(listed(own(100)))

        prove(listed(own(100)), user_id=OTHER)

        assert owners() == {100: OTHER}

    def test_mains_and_alts_that_a_player_chose_part_and_an_officers_word_stays(self, guild_id: int) -> None:
        chosen, said = member(200, guild_id), member(300, guild_id)
        main = db.session.scalars(select(Character.id).where(Character.bnet_character_id == 100)).one()
        row = db.session.get_one(Character, chosen)
        row.main_id, row.main_set_by, row.user_id = main, MainSetBy.PLAYER, OTHER
        db.session.commit()
        officers_say(said, main_id=main)

        prove(listed(own(100)))

        db.session.expire_all()
        assert db.session.get_one(Character, chosen).main_id is None
        assert said_of(said).main_id == main


@pytest.mark.usefixtures("two_people")
class TestLettingGo:
    def test_who_is_no_longer_listed_is_nobodys(self) -> None:
        guild_id = add_guild()
        member(100, guild_id)
        prove(listed(own(100), own(200)))

        prove(listed(own(200)))

        assert owners() == {100: None, 200: ME}
        assert version(guild_id) == 2

    def test_who_lives_in_another_region_stays(self) -> None:
        prove(listed(own(100)), region="us")

        prove(listed(), region="eu")

        assert owners() == {100: ME}

    @pytest.mark.parametrize("account", [listed(unread=1), listed(own(7, "x" * 65))])
    def test_of_a_list_that_is_not_whole_nobody_is_let_go(self, account: Any) -> None:
        prove(listed(own(100)))

        prove(account)

        assert owners()[100] == ME

    def test_others_keep_theirs(self) -> None:
        prove(listed(own(100)), user_id=OTHER)

        prove(listed())

        assert owners() == {100: OTHER}


@pytest.mark.usefixtures("two_people")
class TestTheList:
    def test_is_noted_by_region_with_its_length(self) -> None:
        prove(listed(own(100), own(200)))
        prove(listed(own(100)))
        prove(listed(), region="us")

        noted = db.session.scalars(select(CharacterList).order_by(CharacterList.region)).all()
        assert [(one.region, one.character_count, one.read_at) for one in noted] == [
            ("eu", 1, NOON),
            ("us", 0, NOON),
        ]


@pytest.mark.usefixtures("two_people")
class TestAtTheSameTime:
    def test_two_who_claim_the_same_characters_end_with_one_owner_each(self, app_on: Flask) -> None:
        guild_id = add_guild()
        for number in range(1, 21):
            member(number, guild_id)
        both, rounds = Barrier(2), 6

        def claim(user_id: int) -> None:
            numbers = range(1, 31) if user_id == ME else range(30, 0, -1)
            with app_on.app_context():
                for _ in range(rounds):
                    both.wait(20)
                    prove(
                        listed(*(own(number, f"Alt{number}", realm=REALM) for number in numbers)),
                        user_id=user_id,
                    )

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(claim, (ME, OTHER)))

        assert len(owners()) == 30
        assert len(set(owners().values())) == 1
        assert version(guild_id) == len(db.session.scalars(select(Notification)).all()) // 30 + 1
