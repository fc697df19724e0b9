"""Flask-Caching's own API over our tiers."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from tests.caching.conftest import hung
from tests.support.redis_server import RedisServer
from tests.support.roll import settings_without_world
from webapp import create_app
from webapp.extensions import cache


@pytest.fixture
def app(sqlite_url: str, server: RedisServer) -> Iterator[Flask]:
    """Give an app on a Redis of the tests' own, within its context."""
    app = create_app(settings_without_world(sqlite_url, f"redis://127.0.0.1:{server.port}/0"))
    with app.app_context():
        yield app


@pytest.mark.usefixtures("app")
class TestCache:
    def test_what_is_set_is_got_until_it_is_deleted(self) -> None:
        assert cache.set("search:eu:ja", ["Jaina"])
        assert cache.get("search:eu:ja") == ["Jaina"]
        assert cache.has("search:eu:ja")

        assert cache.delete("search:eu:ja")
        assert cache.get("search:eu:ja") is None

    def test_nothing_is_added_over_what_is_there(self) -> None:
        assert [cache.add("search:a", 1), cache.add("search:a", 2)] == [True, False]
        assert cache.get("search:a") == 1

    def test_a_prefix_goes_and_the_rest_stays(self) -> None:
        for key in ("search:eu:a", "search:eu:b", "search:us:a"):
            cache.set(key, key)
        cache.cache.delete_prefix("search:eu:")  # type: ignore[attr-defined]

        assert cache.get_many("search:eu:a", "search:eu:b", "search:us:a") == [None, None, "search:us:a"]

    def test_all_of_it_goes(self) -> None:
        cache.set("search:a", 1)

        assert cache.clear()
        assert cache.get("search:a") is None

    @pytest.mark.parametrize("timeout", [0, timedelta(0)])
    def test_what_has_no_time_is_not_kept(self, timeout: int | timedelta) -> None:
        assert not cache.set("search:a", 1, timeout=timeout)
        assert cache.get("search:a") is None

    def test_a_key_of_no_region_is_a_mistake(self) -> None:
        with pytest.raises(ValueError, match="begins with its region"):
            cache.set("jaina", 1)

    def test_what_is_no_json_is_a_mistake(self) -> None:
        with pytest.raises(TypeError):
            cache.set("search:a", object())

    def test_a_redis_that_hangs_raises_nothing(self, server: RedisServer) -> None:
        cache.set("search:a", 1)
        with hung(server):
            assert cache.set("search:b", 2)
            assert cache.get("search:b") == 2  # the process's own
            assert not cache.delete("search:a")
            assert not cache.clear()
            assert cache.get("search:a") is None
