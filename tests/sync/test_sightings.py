"""Who looks at which service, and what is written down of it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.support.redis_server import RedisServer
from tests.support.roll import add_guild, add_member, settings_without_world
from webapp import create_app
from webapp.extensions import db
from webapp.lib import clock
from webapp.lib.errors import ErrorWord
from webapp.models import SectionState
from webapp.sync import sightings
from webapp.sync.seen import BATTLENET, NOT_RUNNING, REDIS, WARCRAFTLOGS, CallsNoted, Sighting
from webapp.sync.sightings import CALLS, CallsMade, tell_calls, write_down
from webapp.words import Section

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class TestCallsMade:
    def test_one_answer_outweighs_failures(self) -> None:
        calls = CallsMade()
        for word in (ErrorWord.TIMEOUT, None, ErrorWord.UPSTREAM):
            calls.note(BATTLENET, word)

        assert calls.take() == {BATTLENET: CallsNoted(None)}
        assert calls.take() == {}

    def test_a_profile_that_is_not_there_is_an_answer(self) -> None:
        calls = CallsMade()
        calls.note(BATTLENET, ErrorWord.NOT_FOUND)

        assert calls.take() == {BATTLENET: CallsNoted(None)}

    def test_nothing_but_silence_is_trouble(self) -> None:
        calls = CallsMade()
        calls.note(BATTLENET, ErrorWord.UPSTREAM)

        assert calls.take() == {BATTLENET: CallsNoted(ErrorWord.UPSTREAM)}

    def test_no_connection_and_a_refused_key_are_the_services_own(self) -> None:
        calls = CallsMade()
        calls.note(BATTLENET, ErrorWord.UPSTREAM, is_unreached=True)
        calls.note(WARCRAFTLOGS, ErrorWord.AUTH)

        assert [one.is_of_service for one in calls.take().values()] == [True, True]


class TestTellCalls:
    """One character's own failure is no verdict; that one after another begins to fail is."""

    @pytest.fixture(autouse=True)
    def nothing_noted(self) -> None:
        CALLS.take()

    def failing(self, *minutes: int, section: Section = Section.SUMMARY, service: str = BATTLENET) -> None:
        """Let characters fail since so many minutes before or after now, and a job tell of it."""
        now = clock.now()
        guild_id = add_guild()
        for number, minute in enumerate(minutes):
            since = now + minute * MINUTE
            facts = {"outcome": "upstream", "failures": 1, "attempted_at": since, "failed_since": since}
            who = add_member(guild_id, f"Failing{number}", outcome="upstream", failures=1)
            db.session.add(SectionState(character_id=who, section=section, **facts))
        db.session.commit()
        CALLS.note(service, ErrorWord.UPSTREAM)
        tell_calls()

    def seen(self, service: str = BATTLENET) -> Sighting | None:
        db.session.rollback()
        return sightings.read_sightings(db.session()).get(service)

    def test_a_character_that_fails_alone_says_nothing_of_battlenet(self, app_on: Flask) -> None:
        with app_on.app_context():
            write_down({BATTLENET: None}, answered_at := clock.now())
            self.failing(1)

            found = self.seen()

        assert found is not None
        assert (found.answered_at, found.trouble, found.looked_at) == (answered_at, None, answered_at)

    def test_nor_do_those_that_failed_before_others_were_answered(self, app: Flask) -> None:
        with app.app_context():
            write_down({BATTLENET: None}, clock.now())
            self.failing(-60, -50, -40, 1, 2)

            found = self.seen()

        assert found is not None
        assert found.trouble is None

    @pytest.mark.parametrize(
        ("service", "section"), [(BATTLENET, Section.SUMMARY), (WARCRAFTLOGS, Section.LOGS)]
    )
    def test_three_that_began_to_fail_with_no_answer_between_are_an_outage(
        self, app_on: Flask, service: str, section: Section
    ) -> None:
        with app_on.app_context():
            write_down({service: None}, answered_at := clock.now())
            self.failing(3, 2, 4, section=section, service=service)

            found = self.seen(service)

        assert found is not None
        assert (found.trouble, found.answered_at) == ("upstream", answered_at)
        assert found.trouble_since is not None
        assert timedelta() <= found.trouble_since - answered_at - 2 * MINUTE < MINUTE

    def test_a_roster_is_one_of_three(self, app_on: Flask) -> None:
        with app_on.app_context():
            add_guild("Other", roster_outcome="timeout", roster_failures=1)
            self.failing(1, 2)

            found = self.seen()

        assert found is not None
        assert found.trouble == "upstream"

    def test_no_connection_is_told_at_once(self, app: Flask) -> None:
        with app.app_context():
            CALLS.note(BATTLENET, ErrorWord.UPSTREAM, is_unreached=True)
            tell_calls()

            found = self.seen()

        assert found is not None
        assert found.trouble == "upstream"

    def test_a_known_outage_ends_with_the_first_answer_alone(self, app: Flask) -> None:
        with app.app_context():
            write_down({BATTLENET: ErrorWord.TIMEOUT}, since := clock.now())
            self.failing(1)
            during = self.seen()
            CALLS.note(BATTLENET, None)
            tell_calls()
            after = self.seen()

        assert during is not None
        assert after is not None
        assert (during.trouble_since, after.trouble_since) == (since, None)

    def doubted(self) -> Sequence[str]:
        db.session.rollback()
        return sightings.in_doubt(db.session(), sightings.read_sightings(db.session()))

    def test_what_one_alone_met_since_the_last_answer_leaves_it_in_doubt(self, app_on: Flask) -> None:
        with app_on.app_context():
            write_down({BATTLENET: None}, clock.now() - 3 * MINUTE)
            add_guild("Other", roster_outcome="timeout", roster_failures=1, roster_attempted_at=clock.now())

            assert self.doubted() == [BATTLENET]

            write_down({BATTLENET: None}, clock.now() + MINUTE)

            assert self.doubted() == []

    def test_nor_is_there_doubt_about_known_trouble(self, app: Flask) -> None:
        with app.app_context():
            write_down({BATTLENET: "timeout"}, clock.now() - 3 * MINUTE)
            self.failing(1)

            assert self.doubted() == []


class TestLookAround:
    @pytest.fixture
    def server(self) -> Iterator[RedisServer]:
        server = RedisServer()
        server.start()
        yield server
        server.kill()

    def test_it_tells_redis_from_workers(self, server: RedisServer, sqlite_url: str) -> None:
        app = create_app(settings_without_world(sqlite_url, f"redis://127.0.0.1:{server.port}/0"))
        with app.app_context():
            sightings.look_around(NOON)
            server.kill()
            sightings.look_around(NOON + MINUTE)
            found = sightings.read_sightings(db.session())
            db.session.remove()
            db.engine.dispose()

        assert (found[REDIS].answered_at, found[REDIS].trouble_since) == (NOON, NOON + MINUTE)
        assert found["worker:sync"].trouble == NOT_RUNNING
        assert found["worker:sync"].looked_at == NOON
