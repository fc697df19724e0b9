"""A list of own characters moves rows, rights, targets and word of it, all at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.accounts.lists import ME, OTHER, REALM, add_people, listed, own, owners, prove
from tests.support.roll import NOON, add_guild, add_member, settings_without_world
from webapp.clients.battlenet.payloads.mentions import RealmRef
from webapp.config import Settings
from webapp.extensions import db
from webapp.models import (
    AuditEntry,
    Character,
    CharacterList,
    ForgottenCharacter,
    Guild,
    GuildMember,
    Notification,
    SyncTarget,
)
from webapp.words import Faction, MainSetBy, TargetKind


@pytest.fixture
def settings(sqlite_url: str, redis_url: str) -> Settings:
    """Give settings under which nobody is called: the lists are written here."""
    return settings_without_world(sqlite_url, redis_url)


@pytest.fixture(autouse=True)
def _two_people(app_on: Flask) -> Iterator[None]:
    with app_on.app_context():
        add_people(ME, OTHER)
        yield


def member(number: int, guild_id: int, **facts: Any) -> int:
    """Insert a member of a guild with a Blizzard id."""
    return add_member(guild_id, f"Member{number}", bnet_character_id=number, **facts)


def version(guild_id: int) -> int:
    db.session.rollback()
    return db.session.get_one(Guild, guild_id).permission_version


def target_of(character_id: int) -> SyncTarget | None:
    return db.session.scalars(select(SyncTarget).where(SyncTarget.character_id == character_id)).one_or_none()


class TestUnknownCharacters:
    def test_are_stored_as_the_list_tells_them_and_are_due(self) -> None:
        prove(listed(own(100, "Ñandú")))

        stored = db.session.scalars(select(Character)).one()
        assert (stored.name, stored.name_key, stored.realm, stored.region) == (
            "Ñandú", "ñandú", "argent-dawn", "eu",
        )  # fmt: skip
        assert (stored.class_id, stored.race_id, stored.faction, stored.level) == (8, 1, Faction.ALLIANCE, 80)
        assert (stored.user_id, stored.claimed_at) == (ME, NOON)
        target = target_of(stored.id)
        assert target is not None
        assert (target.kind, target.guild_id, target.next_due_at) == (TargetKind.CHARACTER, None, NOON)

    @pytest.mark.parametrize("level", [None, 0, 9])
    def test_without_a_profile_are_asked_about_by_nobody(self, level: int | None) -> None:
        prove(listed(own(100, level=level)))

        assert owners() == {100: ME}
        assert db.session.scalars(select(SyncTarget)).all() == []

    def test_who_asked_to_be_forgotten_stay_so(self) -> None:
        db.session.add(ForgottenCharacter(region="eu", bnet_character_id=100))
        db.session.add(ForgottenCharacter(region="us", bnet_character_id=200))
        db.session.commit()

        prove(listed(own(100), own(200, "Thrall")))

        assert owners() == {200: ME}

    def test_whose_name_no_column_holds_are_left_out_and_cost_nobody_else(self) -> None:
        prove(listed(own(300)))

        prove(listed(own(100, "x" * 65), own(200, realm=RealmRef(id=1, slug="y" * 65, name=None))))

        assert owners() == {300: ME}

    def test_that_are_listed_twice_are_stored_once(self) -> None:
        prove(listed(own(100), own(100)))

        assert owners() == {100: ME}

    def test_hundreds_are_no_trouble(self) -> None:
        prove(listed(*(own(number, f"Alt{number}") for number in range(1, 700))))

        assert set(owners().values()) == {ME}
        assert len(owners()) == 699


class TestMembers:
    def test_that_belonged_to_nobody_are_the_persons(self) -> None:
        guild_id = add_guild()
        jaina = member(100, guild_id)

        prove(listed(own(100, "Whoever")))

        stored = db.session.get_one(Character, jaina)
        assert (stored.user_id, stored.name) == (ME, "Member100")
        assert version(guild_id) == 1

    def test_proved_again_change_no_right(self) -> None:
        guild_id = add_guild()
        member(100, guild_id)
        prove(listed(own(100)))

        prove(listed(own(100)))

        assert version(guild_id) == 1

    def test_keep_the_target_that_they_have(self) -> None:
        guild_id = add_guild()
        jaina, later = member(100, guild_id), NOON + timedelta(hours=5)
        db.session.add(
            SyncTarget(kind=TargetKind.CHARACTER, character_id=jaina, guild_id=guild_id, next_due_at=later)
        )
        db.session.commit()

        prove(listed(own(100)))

        target = target_of(jaina)
        assert target is not None
        assert (target.next_due_at, target.guild_id) == (later, guild_id)

    def test_of_an_archived_guild_are_looked_at_without_it(self) -> None:
        jaina = member(100, add_guild(archived_at=NOON))

        prove(listed(own(100)))

        target = target_of(jaina)
        assert target is not None
        assert target.guild_id is None

    def test_change_rights_in_every_guild_that_lists_them_still(self) -> None:
        before, after = add_guild("Before"), add_guild("After")
        jaina = member(100, before)
        moved = GuildMember(guild_id=after, character_id=jaina, rank=3, character_name="Jaina")
        moved.joined_at = moved.last_seen_at = NOON
        db.session.add(moved)
        db.session.commit()
        gone = add_guild("Long ago")
        member(200, gone, left_at=NOON)

        prove(listed(own(100), own(200)))

        assert [version(one) for one in (before, after, gone)] == [1, 1, 0]

    def test_who_lead_a_guild_make_their_person_its_leader(self) -> None:
        guild_id = add_guild()
        member(100, guild_id, rank=0)
        prove(listed(own(100)))
        leader = db.session.get_one(Guild, guild_id).leader_id

        prove(listed())

        db.session.expire_all()
        assert (leader, db.session.get_one(Guild, guild_id).leader_id) == (ME, None)


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

    def test_who_loses_is_told_which(self, guild_id: int) -> None:
        assert guild_id
        prove(listed(own(100)))

        told = db.session.scalars(select(Notification)).one()
        character = db.session.scalars(select(Character)).one()
        assert (told.user_id, told.kind) == (OTHER, "character_claimed")
        assert told.facts == {"character_id": character.id}

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
        for alt, by in ((chosen, MainSetBy.PLAYER), (said, MainSetBy.OFFICER)):
            row = db.session.get_one(Character, alt)
            row.main_id, row.main_set_by, row.user_id = main, by, OTHER
        db.session.commit()

        prove(listed(own(100)))

        db.session.expire_all()
        assert db.session.get_one(Character, chosen).main_id is None
        assert db.session.get_one(Character, said).main_id == main


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
