"""What people look at most is loaded before they come, within bounds, by one of all workers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.caching.conftest import Loader, hung
from tests.support.redis_server import RedisServer
from tests.support.roll import settings_without_world
from webapp import create_app
from webapp.caching import api
from webapp.caching.counters import Counters
from webapp.caching.entries import JSON
from webapp.caching.jobs import ring_warming, warm_cache
from webapp.caching.questions import Question
from webapp.caching.regions import Region
from webapp.caching.warming import AHEAD, LEAST_LOOKS, MOST, WORK_FOR, Again, keep_warm, warm
from webapp.jobs.bells import waiting
from webapp.jobs.queues import Queue
from webapp.lib import clock

NOW = datetime(2026, 11, 28, 10, 57, tzinfo=UTC)
META = Region.META


@dataclass
class World:
    """Things with a name in a region, and what loads each."""

    app: Flask
    loaders: dict[str, Loader] = field(default_factory=dict)

    def read(self, word: str, _now: datetime) -> Again | None:
        """Return what a word stands for; of those that begin with gone there is nothing any more."""
        if word.startswith("gone"):
            return None
        return Again(self.question(word), self.loaders.setdefault(word, Loader(word)))

    def question(self, word: str) -> Question[str]:
        return Question(META, word, JSON)

    def look(self, word: str, times: int = LEAST_LOOKS, *, at: datetime = NOW) -> None:
        """Let a web process tell that people looked at something."""
        counters = Counters()
        for _ in range(times):
            counters.looks.add(META, word)
        counters.push(api.tiers().redis.client, at)

    def times(self) -> dict[str, int]:
        return {word: loader.times for word, loader in self.loaders.items()}


@pytest.fixture
def world(sqlite_url: str, server: RedisServer) -> Iterator[World]:
    app = create_app(settings_without_world(sqlite_url, f"redis://127.0.0.1:{server.port}/0"))
    with app.app_context():
        world = World(app)
        keep_warm(app, META, world.read)
        yield world


def at_once() -> datetime:
    return NOW


class TestWarm:
    def test_who_comes_then_is_answered_without_a_load(self, world: World) -> None:
        world.look("a")

        assert warm(at_once) == 1
        load = Loader("not needed")
        assert api.ask(world.question("a"), load) == "a"
        assert (load.times, world.times()) == (0, {"a": 1})

    def test_what_is_fresh_for_long_is_left_as_it_is(self, world: World) -> None:
        world.look("a")

        assert (warm(at_once), warm(at_once)) == (1, 0)

    def test_what_is_soon_old_is_loaded_before_anybody_meets_it(self, world: World) -> None:
        world.look("a")
        warm(at_once)
        question = world.question("a")
        name = world.app.config["CACHE_KEY_PREFIX"] + question.name
        api.tiers().redis.client.pexpire(name, question.rule.stale_for + AHEAD)

        assert warm(at_once) == 1
        assert world.times() == {"a": 2}

    def test_nothing_of_it_counts_as_asked(self, world: World) -> None:
        world.look("a")
        warm(at_once)

        assert api.tiers().counters.now() == {}

    def test_what_somebody_loads_already_is_left_to_them(self, world: World) -> None:
        world.look("a")
        api.tiers().redis.lock_and_read(world.question("a").name, None)

        assert warm(at_once) == 0

    def test_what_is_no_more_and_what_was_hardly_looked_at_is_passed_over(self, world: World) -> None:
        world.look("gone")
        world.look("a", LEAST_LOOKS - 1)

        assert warm(at_once) == 0

    def test_no_more_than_so_many_things_the_most_looked_at_first(self, world: World) -> None:
        for number in range(MOST + 5):
            world.look(f"{number:02}", LEAST_LOOKS + number)

        assert warm(at_once) == MOST
        assert min(world.times()) == "05"

    def test_and_no_longer_than_so_long(self, world: World) -> None:
        for word in "abcd":
            world.look(word)
        load, after_the_first = world.read, []

        def read(word: str, now: datetime) -> Again | None:
            after_the_first.append(word)
            return load(word, now)

        keep_warm(world.app, META, read)

        assert warm(lambda: NOW + WORK_FOR * bool(after_the_first)) == 1

    def test_without_redis_there_is_nothing_to_do(self, world: World, server: RedisServer) -> None:
        world.look("a")
        with hung(server):
            assert warm(at_once) == 0


class TestRing:
    def test_nobody_is_rung_for_while_nobody_looks(self, world: World) -> None:
        ring_warming(NOW)
        assert waiting(Queue.ENRICHMENT) == 0

        world.look("a")
        ring_warming(NOW + timedelta(minutes=1))
        assert waiting(Queue.ENRICHMENT) == 1

    def test_the_job_does_it(self, world: World) -> None:
        world.look("a", at=clock.now())

        warm_cache()

        assert world.times() == {"a": 1}
