"""Who did not answer is asked again by itself, and believed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.sync.conftest import Engine
from webapp.clients.upstream.errors import NotFound, RateLimited, Resting, Unauthorised, Unavailable
from webapp.config import Settings
from webapp.extensions import db
from webapp.lib import clock
from webapp.lib.errors import ErrorWord
from webapp.sync.seen import ASKED_AGAIN_AFTER, BATTLENET, WARCRAFTLOGS, Sighting
from webapp.sync.sightings import read_sightings, write_down
from webapp.sync.upkeep import silence

BEFORE = ASKED_AGAIN_AFTER + timedelta(minutes=1)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Connect Warcraft Logs too."""
    return replace(
        settings,
        warcraftlogs_client_id="test-client",
        warcraftlogs_client_secret="secret",
        warcraftlogs_base=settings.battlenet_oauth_base + "/wcl",
    )


@pytest.fixture
def silent(engine: Engine) -> Engine:
    """Let neither service have answered some minutes ago."""
    write_down({BATTLENET: "timeout", WARCRAFTLOGS: "upstream"}, clock.now() - BEFORE)
    return engine


def seen(name: str) -> Sighting:
    db.session.rollback()
    return read_sightings(db.session())[name]


class TestAnswers:
    def test_an_allowance_that_is_used_up_is_no_question(self) -> None:
        assert not silence.was_asked(RateLimited("not asked", retry_after=4.0))
        assert not silence.was_asked(Resting("not asked", retry_after=4.0))
        assert not silence.was_asked(Unauthorised("not asked", retry_after=900.0))
        assert silence.was_asked(RateLimited(status=429))
        assert silence.was_asked(Unavailable("no connection"))
        assert silence.was_asked(Unauthorised("refused"))

    def test_only_silence_is_trouble(self) -> None:
        found = [silence.trouble_of(one) for one in (None, NotFound(), RateLimited(status=429))]

        assert found == [None, None, None]
        assert silence.trouble_of(Unavailable(word=ErrorWord.TIMEOUT)) == "timeout"
        assert silence.trouble_of(Unauthorised()) == "auth"


class TestAskTheSilent:
    @pytest.mark.usefixtures("silent")
    def test_both_are_found_to_answer_again(self) -> None:
        silence.ask_the_silent(clock.now)

        assert [seen(name).trouble_since for name in (BATTLENET, WARCRAFTLOGS)] == [None, None]

    def test_who_is_still_away_was_asked_just_now_and_is_away_since_before(self, silent: Engine) -> None:
        since = seen(BATTLENET).trouble_since
        silent.simulator.control.add_fault("status", kind="realm-index", status=503)

        silence.ask_the_silent(clock.now)

        assert (seen(BATTLENET).trouble, seen(BATTLENET).trouble_since) == ("upstream", since)
        assert clock.now() - seen(BATTLENET).looked_at < ASKED_AGAIN_AFTER
        assert silence.to_ask(clock.now()) == []
