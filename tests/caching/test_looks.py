"""What is looked at most is known to all processes, by what it is and never by who looked."""

from datetime import UTC, datetime

import redis

from webapp.caching.counters import Counters
from webapp.caching.looks import MOST_WORDS, REMEMBERED, Looks, key_of, most_looked_at
from webapp.caching.regions import Region

NOW = datetime(2026, 11, 28, 10, 57, tzinfo=UTC)


def told(client: redis.Redis, looks: dict[str, int], *, at: datetime = NOW) -> None:
    """Let a process count so many looks at rosters, and tell them with its other counts."""
    counters = Counters()
    for word, number in looks.items():
        for _ in range(number):
            counters.looks.add(Region.ROSTER, word)
    counters.push(client, at)


def ranked(client: redis.Redis, *, at_least: int = 1, limit: int = 10) -> list[str]:
    return list(most_looked_at(client, Region.ROSTER, NOW, at_least=at_least, limit=limit))


class TestMostLookedAt:
    def test_what_processes_told_adds_up_over_this_span_and_the_one_before(self, client: redis.Redis) -> None:
        told(client, {"a": 2, "b": 3})
        told(client, {"a": 2}, at=NOW - REMEMBERED)
        told(client, {"c": 9}, at=NOW - 2 * REMEMBERED)

        assert ranked(client) == ["a", "b"]

    def test_it_is_bounded_and_one_look_is_none(self, client: redis.Redis) -> None:
        told(client, {"a": 1, "b": 3, "c": 2, "d": 4})

        assert ranked(client, at_least=2, limit=2) == ["d", "b"]

    def test_regions_are_apart_and_spans_go(self, client: redis.Redis) -> None:
        told(client, {"a": 1})

        assert most_looked_at(client, Region.CARD, NOW, at_least=1, limit=9) == []
        assert 0 < client.ttl(key_of(Region.ROSTER, NOW)) <= 2 * REMEMBERED.total_seconds()


class TestLooks:
    def test_neither_a_process_nor_redis_counts_things_without_end(self, client: redis.Redis) -> None:
        looks = Looks()
        for number in range(MOST_WORDS + 50):
            looks.add(Region.ROSTER, f"{number}")
        for _ in range(2):
            pushing = client.pipeline()
            looks.tell(pushing, NOW)
            pushing.execute()
            for number in range(50):
                looks.add(Region.ROSTER, f"new-{number}")
            looks.add(Region.ROSTER, "new-0")

        assert client.zcard(key_of(Region.ROSTER, NOW)) == MOST_WORDS
        assert ranked(client, limit=1) == ["new-0"]
