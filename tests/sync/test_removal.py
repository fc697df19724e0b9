"""A guild that an operator removes goes with all that only it had, and stays away until it is added again."""

import pytest
from sqlalchemy import select

from tests.support.roll import NOON, add_guild, add_member
from tests.sync.conftest import Engine
from webapp.extensions import db
from webapp.models import Character, Guild, GuildMember, RemovedGuild, SyncRun, SyncTarget
from webapp.sync.removal import forget_guild
from webapp.sync.runs import guild_scope
from webapp.words import RunKind, RunTrigger, TargetKind


def join(guild_id: int, character_id: int) -> None:
    member = GuildMember(guild_id=guild_id, character_id=character_id, rank=1, character_name="Shared")
    member.joined_at = member.last_seen_at = NOON
    db.session.add(member)
    db.session.commit()


@pytest.mark.usefixtures("context")
class TestForgetGuild:
    def test_its_runs_are_not_left_to_whoever_gets_its_number(self) -> None:
        guild_id, other_id = add_guild(), add_guild("Other")
        for number in (guild_id, other_id):
            run = SyncRun(scope=guild_scope(number), kind=RunKind.ROSTER, trigger=RunTrigger.SCHEDULE)
            run.started_at = run.lease_until = NOON
            db.session.add(run)
        db.session.commit()

        forget_guild(guild_id, now=NOON)

        assert db.session.scalars(select(SyncRun.scope)).all() == [guild_scope(other_id)]

    def test_characters_of_a_person_or_another_guild_stay(self) -> None:
        guild_id, other_id = add_guild(), add_guild("Other")
        add_member(guild_id, "Gone")
        add_member(guild_id, "Owned", user_id=1)
        join(other_id, add_member(guild_id, "Shared"))

        gone = forget_guild(guild_id, now=NOON)

        assert gone == 1
        assert set(db.session.scalars(select(Character.name))) == {"Shared", "Owned"}

    def test_a_person_s_own_characters_are_looked_at_on(self) -> None:
        guild_id = add_guild()
        owned = add_member(guild_id, "Owned", user_id=1)
        target = SyncTarget(
            kind=TargetKind.CHARACTER, guild_id=guild_id, character_id=owned, next_due_at=NOON
        )
        db.session.add(target)
        db.session.commit()

        forget_guild(guild_id, now=NOON)

        rows = db.session.execute(select(SyncTarget.character_id, SyncTarget.guild_id)).all()
        assert rows == [(owned, None)]

    def test_it_is_written_down_by_its_number_alone(self) -> None:
        guild_id = add_guild(bnet_guild_id=77)

        forget_guild(guild_id, now=NOON)

        rows = db.session.execute(select(RemovedGuild.region, RemovedGuild.bnet_guild_id)).all()
        assert rows == [("eu", 77)]

    def test_one_that_is_gone_already_leaves_nothing(self) -> None:
        assert forget_guild(7, now=NOON) == 0
        assert db.session.scalars(select(RemovedGuild)).all() == []


class TestAddedAgain:
    def test_it_is_tracked_as_before(self, synced: Engine) -> None:
        forget_guild(synced.guild_id, now=synced.now)

        synced.track()

        assert db.session.scalars(select(Guild.name)).all() == ["Lantern Watch"]
        assert db.session.scalars(select(RemovedGuild)).all() == []
