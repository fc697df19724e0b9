"""A pause holds for whoever claims and whoever rings, and nothing is lost by it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.support.no_world import settings  # noqa: F401 - a fixture
from tests.sync.test_claims import JAINA, NOW, THRALL, add_guild, claim
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Character, SyncPause, SyncTarget
from webapp.sync import claims, outstanding, pausing
from webapp.sync.claims import RosterClaim
from webapp.sync.logs.claim import claim_logs, is_logs_due
from webapp.sync.pauses import Pause
from webapp.words import PauseScope, TargetKind

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield
        db.session.rollback()


def pause(scope: PauseScope, guild_id: int | None = None, *, hours: int | None = None) -> None:
    resumes_at = None if hours is None else NOW + hours * HOUR
    with transaction() as session:
        pausing.begin_pause(
            session,
            Pause(scope=scope, guild_id=guild_id, paused_at=NOW, resumes_at=resumes_at, reason="maintenance"),
        )


def roster() -> RosterClaim | None:
    with transaction() as session:
        return claims.claim_roster(session, THRALL, NOW)


def add_logs(guild_id: int) -> None:
    with transaction() as session:
        one = session.scalar(select(Character.id).limit(1))
        session.execute(update(Character).where(Character.id == one).values(guild_id=guild_id))
        session.add(SyncTarget(kind=TargetKind.LOGS, character_id=one, next_due_at=NOW))


class TestBattleNet:
    @pytest.mark.parametrize("scope", [PauseScope.EVERYTHING, PauseScope.BATTLENET])
    def test_nothing_is_claimed_and_nothing_rung_for(self, scope: PauseScope) -> None:
        add_guild("lantern", members=3)
        assert outstanding.bells_wanted(NOW, most=3) == 1

        pause(scope)

        assert (claim(THRALL), roster()) == ([], None)
        assert outstanding.bells_wanted(NOW, most=3) == 0
        assert not outstanding.is_anything_wished(NOW + timedelta(days=365))

    def test_what_waited_is_claimed_when_the_pause_is_over(self) -> None:
        add_guild("lantern", members=3)
        pause(PauseScope.BATTLENET, hours=1)

        assert claim(THRALL) == []
        assert len(claim(THRALL, NOW + HOUR)) == 3

    def test_a_pause_is_ended_by_hand_once(self) -> None:
        add_guild("lantern", members=3)
        pause(PauseScope.EVERYTHING)

        with transaction() as session:
            assert pausing.end_pause(session, PauseScope.EVERYTHING, None)
            assert not pausing.end_pause(session, PauseScope.EVERYTHING, None)

        assert len(claim(THRALL)) == 3

    def test_warcraft_logs_alone_stops_no_sync(self) -> None:
        add_guild("lantern", members=3)

        pause(PauseScope.WARCRAFTLOGS)

        assert len(claim(THRALL)) == 3


class TestGuild:
    def test_its_members_and_roster_wait_while_others_go_on(self) -> None:
        paused, other = add_guild("paused", members=2), add_guild("other", members=2)

        pause(PauseScope.GUILD, paused)

        taken = [*claim(THRALL), *claim(JAINA)]
        assert {one.guild_id for one in taken} == {other}
        first = roster()
        assert first is not None
        assert (first.guild_id, roster()) == (other, None)

    def test_the_clock_does_not_ring_for_it_alone(self) -> None:
        pause(PauseScope.GUILD, add_guild("paused", members=2))

        with transaction() as session:
            session.execute(update(SyncTarget).values(wished_at=NOW, next_due_at=NOW - timedelta(days=365)))

        assert not outstanding.is_anything_wished(NOW)


class TestLogs:
    @pytest.mark.parametrize("scope", [PauseScope.EVERYTHING, PauseScope.WARCRAFTLOGS, PauseScope.GUILD])
    def test_they_wait_for_their_source_and_for_their_guild(self, scope: PauseScope) -> None:
        guild_id = add_guild("lantern", members=1)
        add_logs(guild_id)
        with transaction() as session:
            assert is_logs_due(session, NOW)

        pause(scope, guild_id if scope is PauseScope.GUILD else None)

        with transaction() as session:
            assert not is_logs_due(session, NOW)
            assert claim_logs(session, "thrall", NOW) == []


class TestRows:
    def test_a_second_pause_over_the_same_takes_the_place_of_the_first(self) -> None:
        pause(PauseScope.EVERYTHING)
        pause(PauseScope.EVERYTHING, hours=2)

        with transaction() as session:
            found = pausing.pauses_at(session, NOW).every
        assert [one.resumes_at for one in found] == [NOW + 2 * HOUR]

    def test_the_clock_forgets_the_ones_that_ended(self) -> None:
        pause(PauseScope.EVERYTHING, hours=1)

        outstanding.tidy(NOW + 2 * HOUR)

        assert db.session.scalar(select(func.count()).select_from(SyncPause)) == 0
