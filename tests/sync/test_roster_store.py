"""Who is who: Blizzard's id decides, whatever happens to names and realms."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.roll import officers_say, said_of
from tests.sync.conftest import MORE_MEMBERS, Engine
from webapp.extensions import db
from webapp.lib.names import name_key
from webapp.models import Character, FormerName, GuildMember

HOUR = timedelta(hours=1)


@pytest.fixture
def members() -> int:
    """Let the guild have more people of each kind."""
    return MORE_MEMBERS


def row_of(bnet_id: int) -> Character:
    db.session.rollback()
    return db.session.scalars(select(Character).where(Character.bnet_character_id == bnet_id)).one()


class TestARename:
    def test_the_row_keeps_its_history_and_the_old_name_is_found(self, synced_on: Engine) -> None:
        old = synced_on.public_names()[1]
        row_id = synced_on.character(old).id
        synced_on.happen("rename", old, new_name="Brandneu")

        synced_on.sync_later(HOUR)

        assert synced_on.character("Brandneu").id == row_id
        assert db.session.scalars(select(FormerName.name)).all() == [old]
        assert synced_on.events() == ["renamed"]
        synced_on.check()

    def test_what_officers_set_survives(self, synced: Engine) -> None:
        old = synced.public_names()[1]
        row_id = synced.character(old).id
        officers_say(row_id, role_override="tank")
        synced.happen("rename", old, new_name="Brandneu")

        synced.sync_later(HOUR)

        assert synced.character("Brandneu").id == row_id
        assert said_of(row_id).role_override == "tank"

    def test_the_renamed_is_looked_at_under_the_new_name_at_once(self, synced: Engine) -> None:
        old = synced.public_names()[1]
        synced.happen("rename", old, new_name="Brandneu")

        synced.sync_later(HOUR)

        one = synced.character("Brandneu")
        assert (one.outcome, one.last_synced_at) == ("ok", synced.now)

    def test_a_rename_that_no_roster_has_told_yet_deletes_nothing(self, synced: Engine) -> None:
        old = synced.public_names()[1]
        level = synced.character(old).equipped_item_level
        synced.simulator.control.add_fault("status", kind="guild*", status=503)
        synced.happen("rename", old, new_name="Brandneu")

        for _look in range(4):
            synced.pass_time(HOUR)
            synced.resync()

        assert synced.character(old).equipped_item_level == level


class TestASwapOfNames:
    def test_two_members_who_swap_names_keep_their_own_rows(self, synced_on: Engine) -> None:
        one, other = synced_on.public_names()[1:3]
        ids = {name: synced_on.truth(name)["id"] for name in (one, other)}
        realm = synced_on.truth(other)["realm"]
        synced_on.happen("swap_names", one, other_name=other, other_realm=realm)

        synced_on.sync_later(HOUR)

        assert row_of(ids[one]).name == other
        assert row_of(ids[other]).name == one
        synced_on.check()


class TestANameInNewHands:
    def test_the_old_record_keeps_its_history_and_the_new_owner_starts_anew(self, synced: Engine) -> None:
        name = synced.public_names()[1]
        old_id = synced.truth(name)["id"]
        synced.happen("reuse_name", name)
        new_id = synced.truth(name)["id"]

        synced.sync_later(HOUR)

        assert row_of(old_id).id != row_of(new_id).id
        assert (row_of(old_id).guild_id, row_of(new_id).guild_id) == (None, synced.guild_id)
        assert synced.events() == ["joined", "left"]
        synced.check()

    def test_an_answer_with_another_id_is_not_stored_over_the_old_record(self, synced: Engine) -> None:
        name = synced.public_names()[1]
        before = synced.character(name).achievement_points
        synced.simulator.control.add_fault("status", kind="guild*", status=503)
        synced.happen("reuse_name", name)

        synced.pass_time(HOUR)
        synced.resync()

        one = synced.character(name)
        assert (one.achievement_points, one.suspected_at) == (before, synced.now)


class TestATransfer:
    def test_a_move_to_another_realm_keeps_the_row(self, synced: Engine) -> None:
        name = next(one for one in synced.public_names() if synced.truth(one)["realm"] == "argent-dawn")
        row_id = synced.character(name).id
        realms = {one["realm"] for one in synced.simulator.control.members()} - {"argent-dawn"}
        synced.happen("transfer", name, new_realm=min(realms))

        synced.sync_later(HOUR)

        one = synced.character(name)
        assert (one.id, one.realm, one.outcome) == (row_id, min(realms), "ok")
        assert synced.events() == ["moved_realm"]
        synced.check()

    def test_a_move_that_changes_the_id_is_another_character(self, synced: Engine) -> None:
        name = next(one for one in synced.public_names() if synced.truth(one)["realm"] == "argent-dawn")
        old_id = synced.truth(name)["id"]
        realms = {one["realm"] for one in synced.simulator.control.members()} - {"argent-dawn"}
        synced.happen("transfer", name, new_realm=min(realms), new_id=True)

        synced.sync_later(HOUR)

        assert row_of(old_id).guild_id is None
        assert sorted(synced.events()) == ["joined", "left"]
        synced.check()


class TestNames:
    def test_members_of_the_same_name_on_two_realms_are_two(self, synced: Engine) -> None:
        names = [one["name"] for one in synced.simulator.control.members()]
        shared = next(name for name in names if names.count(name) > 1)

        rows = db.session.execute(select(Character.realm).where(Character.name == shared)).all()

        assert len(rows) == len(set(rows)) == names.count(shared)

    def test_accents_tell_members_apart_and_are_found_in_any_case(self, synced: Engine) -> None:
        accented = next(
            one["name"] for one in synced.simulator.control.members() if not one["name"].isascii()
        )

        found = db.session.scalars(
            select(Character.name).where(Character.name_key == name_key(accented.upper()))
        ).all()

        assert found == [accented]

    def test_a_member_on_another_realm_is_asked_for_on_that_realm(self, synced: Engine) -> None:
        stranger = next(
            one
            for one in synced.simulator.control.members()
            if one["realm"] != "argent-dawn" and one["has_profile"]
        )

        assert row_of(stranger["id"]).outcome == "ok"


class TestComingAndGoing:
    def test_who_left_keeps_the_row_and_is_not_looked_at_any_more(self, synced: Engine) -> None:
        name = synced.public_names()[1]
        synced.happen("leave", name)

        synced.sync_later(HOUR)

        one = synced.character(name)
        link = db.session.scalars(select(GuildMember).where(GuildMember.character_id == one.id)).one()
        assert (one.guild_id, link.left_at) == (None, synced.now)
        assert synced.events() == ["left"]
        synced.check()

    def test_who_comes_back_gets_the_old_row(self, synced_on: Engine) -> None:
        name = synced_on.public_names()[1]
        realm, row_id = synced_on.truth(name)["realm"], synced_on.character(name).id
        synced_on.happen("leave", name)
        synced_on.sync_later(HOUR)
        synced_on.simulator.control.happen(
            "join", region="eu", realm="argent-dawn", guild="lantern-watch", name=name, member_realm=realm
        )

        synced_on.sync_later(HOUR)

        assert synced_on.character(name).id == row_id
        assert synced_on.events() == ["left", "returned"]
        synced_on.check()

    def test_a_promotion_shows_at_once_and_is_told(self, synced: Engine) -> None:
        name = synced.public_names()[2]
        version = synced.guild().data_version
        synced.happen("set_rank", name, rank=1)

        synced.sync_later(timedelta(minutes=31))

        assert synced.events() == ["rank_changed"]
        assert synced.guild().data_version == version + 1
        synced.check()
