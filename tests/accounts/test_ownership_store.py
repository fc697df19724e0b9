"""A list of own characters moves rows, rights, targets and word of it, all at once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.accounts.lists import ME, listed, member, own, owners, prove, version
from tests.support.no_world import settings  # noqa: F401 - a fixture
from tests.support.roll import NOON, add_guild
from webapp.clients.battlenet.payloads.mentions import RealmRef
from webapp.extensions import db
from webapp.models import (
    Character,
    CharacterList,
    ForgottenCharacter,
    Guild,
    GuildMember,
    SectionState,
    SyncTarget,
)
from webapp.words import Faction, Section, TargetKind


def target_of(character_id: int) -> SyncTarget | None:
    return db.session.scalars(select(SyncTarget).where(SyncTarget.character_id == character_id)).one_or_none()


@pytest.mark.usefixtures("two_people")
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

        left_out = prove(listed(own(100), own(200, "Thrall")))

        assert (left_out, owners()) == (1, {200: ME})
        noted = db.session.scalars(select(CharacterList)).one()
        assert (noted.character_count, noted.forgotten_count) == (2, 1)

    def test_who_brings_them_back_has_them_again(self) -> None:
        db.session.add(ForgottenCharacter(region="eu", bnet_character_id=100))
        db.session.add(ForgottenCharacter(region="eu", bnet_character_id=300))
        db.session.commit()
        prove(listed(own(100)))

        left_out = prove(listed(own(100)), brings_back=True)

        assert (left_out, owners()) == (0, {100: ME})
        assert db.session.scalars(select(ForgottenCharacter.bnet_character_id)).all() == [300]
        assert db.session.scalars(select(CharacterList.forgotten_count)).all() == [0]

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


@pytest.mark.usefixtures("two_people")
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


@pytest.mark.usefixtures("two_people")
class TestAskingAnew:
    @pytest.mark.parametrize(("is_in_guild", "is_asked"), [(False, True), (True, False)])
    def test_who_was_known_without_a_guild_is_read_whole_at_once(
        self, *, is_in_guild: bool, is_asked: bool
    ) -> None:
        guild_id = add_guild()
        jaina = member(100, guild_id)
        if not is_in_guild:
            db.session.get_one(Character, jaina).guild_id = None
        later, summary = NOON + timedelta(hours=5), Section.SUMMARY
        db.session.add(SyncTarget(kind=TargetKind.CHARACTER, character_id=jaina, next_due_at=later))
        db.session.add(
            SectionState(
                character_id=jaina, section=summary, attempted_at=NOON, outcome="ok", last_modified="Sat"
            )
        )
        db.session.commit()

        prove(listed(own(100)))

        db.session.expire_all()
        state, target = db.session.get_one(SectionState, (jaina, summary)), target_of(jaina)
        assert target is not None
        assert (state.last_modified is None, target.next_due_at == NOON) == (is_asked, is_asked)
