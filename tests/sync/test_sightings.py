"""Who looks at which service, and what is written down of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.redis_server import RedisServer
from tests.support.roll import settings_without_world
from webapp import create_app
from webapp.extensions import db
from webapp.lib.errors import ErrorWord
from webapp.sync import sightings
from webapp.sync.seen import BATTLENET, NOT_RUNNING, REDIS
from webapp.sync.sightings import CallsMade

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class TestCallsMade:
    def test_one_answer_outweighs_failures(self) -> None:
        calls = CallsMade()
        for word in (ErrorWord.TIMEOUT, None, ErrorWord.UPSTREAM):
            calls.note(BATTLENET, word)

        assert calls.take() == {BATTLENET: None}
        assert calls.take() == {}

    def test_a_profile_that_is_not_there_is_an_answer(self) -> None:
        calls = CallsMade()
        calls.note(BATTLENET, ErrorWord.NOT_FOUND)

        assert calls.take() == {BATTLENET: None}

    def test_nothing_but_silence_is_trouble(self) -> None:
        calls = CallsMade()
        calls.note(BATTLENET, ErrorWord.UPSTREAM)

        assert calls.take() == {BATTLENET: ErrorWord.UPSTREAM}


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
