"""What features use: ask, the decorator, letting go of a guild or a person, the report."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import redis
from flask import Flask

from tests.support.redis_server import RedisServer
from tests.support.roll import settings_without_world
from webapp import create_app
from webapp.caching import api
from webapp.caching.counts import Tier
from webapp.caching.entries import JSON, Fetched
from webapp.caching.questions import Question, group_of_guild, group_of_strips, group_of_user
from webapp.caching.regions import Region
from webapp.config import Settings
from webapp.jobs.queues import app_redis
from webapp.lib import clock


@pytest.fixture
def settings(sqlite_url: str, empty_redis_url: str) -> Settings:
    """Give settings under which nobody is called."""
    return settings_without_world(sqlite_url, empty_redis_url)


class Numbers:
    """Says another number each time."""

    def __init__(self) -> None:
        self.last = 0

    def __call__(self) -> Fetched[int]:
        self.last += 1
        return Fetched(self.last)


class TestCached:
    def test_a_function_is_called_once_for_what_it_is_asked(self, app: Flask) -> None:
        calls = []

        def key(region: str, season: int) -> str:
            return f"{region}:{season}"

        @api.cached(Region.META, key=key)
        def trends(region: str, season: int) -> list[str]:
            calls.append(region)
            return [region, str(season)]

        with app.app_context():
            assert trends("eu", 14) == trends("eu", 14) == ["eu", "14"]
            assert trends("us", 14) == ["us", "14"]
        assert calls == ["eu", "us"]


class TestInvalidate:
    @pytest.mark.parametrize(
        ("group", "invalidate"),
        [
            (group_of_guild(7), api.invalidate_guild),
            (group_of_strips(7), api.invalidate_guild),
            (group_of_user(7), api.invalidate_user),
        ],
    )
    def test_what_shows_it_is_loaded_anew_by_every_process(
        self, app: Flask, settings: Settings, group: str, invalidate: Callable[[int], None]
    ) -> None:
        question, load = Question(Region.PROFILE, "7", JSON, group), Numbers()
        other = create_app(settings)
        with app.app_context():
            assert [api.ask(question, load) for _ in range(2)] == [1, 1]
        with other.app_context():
            invalidate(7)
        with app.app_context():
            assert api.ask(question, load) == 2

    def test_without_redis_nothing_fails(self, settings: Settings) -> None:
        app = create_app(settings_without_world(settings.database_url, "redis://127.0.0.1:1/0"))

        with app.app_context():
            api.invalidate_guild(7)
            api.invalidate_user(7)


class TestReport:
    def test_it_tells_what_every_tier_did(self, app: Flask) -> None:
        question = Question(Region.META, "eu", JSON)
        with app.app_context():
            for _ in range(3):
                api.ask(question, Numbers())
            api.count_not_modified(Region.META)
            found = api.cache_report(clock.now())

        (told,) = found.regions
        assert told.tiers[Tier.PROCESS].hits == 2
        assert told.tiers[Tier.DATABASE].loads == 1
        assert told.tiers[Tier.BROWSER].hits == 1
        assert found.process.entries == 1

    def test_all_is_well_until_redis_is_not(self, app: Flask, settings: Settings) -> None:
        away = create_app(settings_without_world(settings.database_url, "redis://127.0.0.1:1/0"))
        with app.app_context():
            api.ask(Question(Region.META, "eu", JSON), Numbers())
            assert api.redis_health().trouble is None
        with away.app_context():
            for number in range(3):
                api.ask(Question(Region.META, str(number), JSON), Numbers())
            assert api.redis_health().trouble is not None


class TestSwitchedOff:
    def test_every_question_goes_to_the_rows(self, app: Flask) -> None:
        question, load = Question(Region.META, "eu", JSON), Numbers()
        with app.app_context():
            with api.switched_off(app):
                assert [api.ask(question, load) for _ in range(2)] == [1, 2]
            assert [api.ask(question, load) for _ in range(2)] == [3, 3]


class TestOwnRedis:
    def test_the_cache_may_have_a_redis_of_its_own(
        self, settings: Settings, server: RedisServer, client: redis.Redis
    ) -> None:
        address = f"redis://127.0.0.1:{server.port}/0"
        app = create_app(replace(settings, cache_redis_url=address))
        with app.app_context():
            api.ask(Question(Region.META, "own", JSON), Numbers())
            app_redis().lpush("bell", "rings")

        prefix = app.config["CACHE_KEY_PREFIX"]
        assert client.keys("*") == [f"{prefix}meta:own".encode()]
