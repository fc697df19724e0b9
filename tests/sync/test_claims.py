"""Who works on what."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Character, Guild, SyncTarget
from webapp.sync import claims
from webapp.sync.claims import BATCH, LEASE, WISH_HEAD_START, Reach
from webapp.sync.subjects import Subject
from webapp.words import TargetKind

NOW = datetime(2026, 8, 22, 20, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
THRALL, JAINA = Reach(worker="thrall"), Reach(worker="jaina")


def add_guild(name: str, *, members: int, due: datetime = NOW) -> int:
    with transaction() as session:
        guild = Guild(bnet_guild_id=hash(name) % 10**9, region="eu", realm="x", name=name, name_key=name)
        session.add(guild)
        session.flush()
        session.add(SyncTarget(kind=TargetKind.ROSTER, guild_id=guild.id, next_due_at=due))
        for number in range(members):
            label = f"{name}{number}"
            one = Character(
                bnet_character_id=hash(label) % 10**12, region="eu", realm="x", name=label, name_key=label
            )
            session.add(one)
            session.flush()
            session.add(
                SyncTarget(kind=TargetKind.CHARACTER, guild_id=guild.id, character_id=one.id, next_due_at=due)
            )
        return guild.id


def claim(reach: Reach, now: datetime = NOW) -> list[Subject]:
    with transaction() as session:
        return claims.claim_characters(session, reach, now)


def wish(guild_id: int) -> None:
    with transaction() as session:
        session.execute(
            update(SyncTarget)
            .where(SyncTarget.guild_id == guild_id)
            .values(next_due_at=NOW - WISH_HEAD_START, wished_at=NOW)
        )


@pytest.fixture(autouse=True)
def _context(app_on: Flask) -> object:
    with app_on.app_context():
        yield
        db.session.rollback()


class TestClaimCharacters:
    def test_a_claim_takes_a_batch_of_one_guild_and_nobody_twice(self) -> None:
        add_guild("lantern", members=BATCH + 10)

        first, second, third = claim(THRALL), claim(JAINA), claim(THRALL)

        assert [len(first), len(second), len(third)] == [BATCH, 10, 0]
        assert not {one.target_id for one in first} & {one.target_id for one in second}

    def test_guilds_take_turns(self) -> None:
        big, small = add_guild("big", members=2 * BATCH), add_guild("small", members=3)

        turns = [claim(THRALL, NOW + number * MINUTE / 60)[0].guild_id for number in range(3)]

        assert turns == [big, small, big]

    def test_what_is_not_due_is_left_alone(self) -> None:
        add_guild("lantern", members=3, due=NOW + MINUTE)

        assert claim(THRALL) == []

    def test_a_claim_that_runs_out_is_taken_by_the_next(self) -> None:
        add_guild("lantern", members=3)
        claim(THRALL)

        assert claim(JAINA, NOW + LEASE - timedelta(seconds=1)) == []
        assert len(claim(JAINA, NOW + LEASE)) == 3

    def test_a_sign_of_life_keeps_a_claim(self) -> None:
        add_guild("lantern", members=3)
        claim(THRALL)
        with transaction() as session:
            claims.renew(session, "thrall", NOW + LEASE / 2)

        assert claim(JAINA, NOW + LEASE) == []

    def test_wishes_go_first_whoever_has_waited_longest(self) -> None:
        add_guild("patient", members=3, due=NOW - timedelta(days=1))
        wished = add_guild("wished", members=3)
        wish(wished)

        assert claim(THRALL)[0].guild_id == wished

    def test_who_serves_wishes_takes_nothing_else(self) -> None:
        wished, other = add_guild("wished", members=3), add_guild("other", members=3)
        wish(wished)
        waiter = Reach(worker="waiter", wishes_only=True)

        taken = [claim(waiter), claim(waiter)]

        assert [len(batch) for batch in taken] == [3, 0]
        assert {one.guild_id for one in taken[0]} == {wished} != {other}


class TestGivingBack:
    def test_a_killed_jobs_claims_are_dropped_by_its_workers_next_job(self) -> None:
        add_guild("lantern", members=3)
        claim(THRALL)

        with transaction() as session:
            dropped = claims.drop_orphans(session, "thrall", NOW)

        with transaction() as session:
            suspects = claims.claim_suspect(session, JAINA, NOW)
        assert (dropped, len(claim(JAINA)), len(suspects)) == (3, 0, 1)

    def test_a_wish_that_is_given_back_is_a_wish_still(self) -> None:
        guild_id = add_guild("lantern", members=3)
        wish(guild_id)
        taken = claim(THRALL)

        with transaction() as session:
            claims.release(session, [one.target_id for one in taken], worker="thrall", now=NOW)

        assert len(claim(Reach(worker="waiter", wishes_only=True))) == 3

    def test_nobody_gives_back_what_another_holds(self) -> None:
        add_guild("lantern", members=3)
        taken = claim(THRALL)

        with transaction() as session:
            claims.release(session, [one.target_id for one in taken], worker="jaina", now=NOW)

        assert set(db.session.scalars(select(SyncTarget.claimed_by))) == {"thrall", None}


class TestClaimRoster:
    def test_the_roster_due_longest_comes_first_and_is_taken_once(self) -> None:
        add_guild("young", members=0)
        old = add_guild("old", members=0, due=NOW - MINUTE)

        with transaction() as session:
            taken = [claims.claim_roster(session, THRALL, NOW) for _ in range(3)]

        assert [one.name if one else None for one in taken] == ["old", "young", None]
        assert taken[0] is not None
        assert taken[0].guild_id == old


class TestTwoWorkersAtOnce:
    def test_the_second_takes_what_the_first_has_left(self, app_on: Flask) -> None:
        add_guild("lantern", members=BATCH + 10)
        if db.engine.dialect.name == "sqlite":
            pytest.skip("SQLite lets one writer in at a time")
        theirs: list[int] = []

        def work() -> None:
            with app_on.app_context():
                theirs.extend(one.target_id for one in claim(JAINA))

        with transaction() as session:
            ours = [one.target_id for one in claims.claim_characters(session, THRALL, NOW)]
            other = threading.Thread(target=work)
            other.start()
            other.join(timeout=0.5)
        other.join()

        assert (len(ours), len(theirs)) == (BATCH, 10)
        assert not set(ours) & set(theirs)
