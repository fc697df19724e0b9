"""What kills workers is looked at alone, and put aside after the third; everybody else is looked at."""

from datetime import datetime

import pytest
from sqlalchemy import select, update

from tests.sync.conftest import MEMBERS, Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib.errors import ErrorWord
from webapp.models import Character, Guild, SectionState, SyncTarget
from webapp.operations.cache.failures import Cause, failure_groups
from webapp.sync import again, claims
from webapp.sync.claims import LEASE, MOST_DEATHS, Reach, without_suspects
from webapp.sync.quarantine import PUT_ASIDE_FOR, SAID, put_aside
from webapp.sync.subjects import Subject
from webapp.words import Section, TargetKind

THRALL, JAINA = Reach(worker="thrall"), Reach(worker="jaina")


def suspects(now: datetime, reach: Reach = THRALL) -> list[Subject]:
    with transaction() as session:
        return claims.claim_suspect(session, reach, now)


def batch(now: datetime, reach: Reach = THRALL) -> list[Subject]:
    with transaction() as session:
        return claims.claim_characters(session, reach, now)


def die(now: datetime, reach: Reach = THRALL) -> None:
    """Let the worker's next job find what the last one held when it was killed."""
    with transaction() as session:
        claims.drop_orphans(session, reach.worker, now)


def retry(character_id: int, now: datetime) -> None:
    """Press "retry these"."""
    with transaction() as session:
        whom = select(Character.id).where(Character.id == character_id)
        again.make_due(session, whom, Section.SUMMARY, now)


@pytest.fixture
def due(synced: Engine) -> Engine:
    """Give a guild that was synced and is due again."""
    synced.make_due()
    return synced


def kill_three_times(engine: Engine) -> int:
    """Let three workers die, the last two at one character alone; return whose it is."""
    batch(engine.now)
    die(engine.now)
    (first,) = suspects(engine.now)
    die(engine.now)
    (again_first,) = suspects(engine.now)
    assert again_first.character_id == first.character_id
    die(engine.now)
    return first.character_id


class TestSuspects:
    def test_whom_a_worker_died_at_is_in_no_batch_and_is_claimed_alone(self, due: Engine) -> None:
        held = batch(due.now)
        die(due.now)

        assert len(held) == MEMBERS
        assert batch(due.now) == []
        assert len(suspects(due.now)) == 1

    def test_a_claim_that_lapsed_counts_as_a_death(self, due: Engine) -> None:
        held = batch(due.now)

        taken = batch(due.now + 2 * LEASE, JAINA)

        assert len(taken) == len(held)
        assert due.target(held[0].character_id).deaths == 1

    def test_who_was_only_held_beside_it_is_looked_at_and_free_again(self, due: Engine) -> None:
        held = batch(due.now)
        die(due.now)

        report = due.sync()

        assert report.characters == MEMBERS
        assert {due.target(one.character_id).deaths for one in held} == {0}
        due.check()

    def test_who_gives_back_in_an_orderly_way_has_not_died(self, due: Engine) -> None:
        held = batch(due.now)
        with transaction() as session:
            claims.release(session, [one.target_id for one in held], worker=THRALL.worker, now=due.now)

        assert due.target(held[0].character_id).deaths == 0

    @pytest.mark.parametrize(
        ("rows", "taken"),
        [([], []), ([(1, 0), (2, 1), (3, 0)], [1, 3]), ([(1, 2), (2, 0)], [1])],
    )
    def test_of_logs_a_suspect_is_asked_for_alone(
        self, rows: list[tuple[int, int]], taken: list[int]
    ) -> None:
        assert without_suspects(rows) == taken


class TestPutAside:
    def test_after_the_third_death_it_is_left_alone_and_everybody_else_is_looked_at(
        self, due: Engine
    ) -> None:
        deadly = kill_three_times(due)

        report = due.sync()

        assert report.characters == MEMBERS - 1
        found = due.target(deadly)
        assert (found.claimed_by, found.next_due_at) == (None, due.now + PUT_ASIDE_FOR)

    def test_it_is_told_as_our_own_error_and_what_was_good_stays(self, due: Engine) -> None:
        deadly = kill_three_times(due)

        assert put_aside(due.now) == 1
        assert put_aside(due.now) == 0
        one = db.session.get_one(Character, deadly)
        assert (one.outcome, one.error, one.equipped_item_level is None) == (ErrorWord.BUG, SAID, False)
        groups = {one.cause: one.count for one in failure_groups(db.session(), None, due.now)}
        assert groups[Cause(outcome="bug", section=Section.SUMMARY)] == 1
        state = db.session.get_one(SectionState, (deadly, Section.SUMMARY))
        assert state.succeeded_at is not None

    def test_a_roster_is_put_aside_too(self, due: Engine) -> None:
        with transaction() as session:
            rosters = update(SyncTarget).where(SyncTarget.kind == TargetKind.ROSTER)
            session.execute(rosters.values(deaths=MOST_DEATHS, next_due_at=due.now))

        assert put_aside(due.now) == 1
        guild = db.session.get_one(Guild, due.guild_id)
        assert (guild.roster_outcome, guild.roster_error) == (ErrorWord.BUG, SAID)

    def test_who_retries_gives_it_one_more_try_alone(self, due: Engine) -> None:
        deadly = kill_three_times(due)
        put_aside(due.now)
        retry(deadly, due.now)

        assert [one.character_id for one in suspects(due.now)] == [deadly]
        die(due.now)
        assert put_aside(due.now) == 1

    def test_after_the_retry_it_is_as_any_other(self, due: Engine) -> None:
        deadly = kill_three_times(due)
        put_aside(due.now)
        retry(deadly, due.now)

        due.sync()

        assert due.target(deadly).deaths == 0
        one = due.row(deadly)
        assert (one.outcome, one.error, one.failures) == ("ok", None, 0)
