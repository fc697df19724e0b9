"""A look is counted in Redis, a machine's is not, and a page never waits for the count."""

import pytest
from flask import Flask
from prometheus_client import REGISTRY
from werkzeug.datastructures import Headers

from tests.support.roll import NOON
from webapp.freshness.page_views import COUNTING
from webapp.jobs.queues import app_redis, quick_redis
from webapp.web.page_views import count_view, is_a_look

PERSON = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0"}


def lost() -> float:
    return REGISTRY.get_sample_value("muster_page_views_lost_total") or 0


class TestCountView:
    def test_looks_of_one_day_are_one_number(self, app: Flask) -> None:
        with app.test_request_context(headers=PERSON):
            app_redis().delete(COUNTING)

            count_view(7, NOON)
            count_view(7, NOON)

            assert app_redis().hgetall(COUNTING) == {b"7:2026-11-21": b"2"}
            assert 0 < app_redis().ttl(COUNTING) <= 2 * 86_400

    def test_what_a_machine_asks_for_is_not_counted(self, app: Flask) -> None:
        with app.test_request_context(method="HEAD", headers=PERSON):
            app_redis().delete(COUNTING)

            count_view(7, NOON)

            assert app_redis().exists(COUNTING) == 0

    def test_without_redis_only_a_counter_says_so(self, app: Flask) -> None:
        app.extensions["muster_redis"] = quick_redis("redis://127.0.0.1:1/0")
        before = lost()

        with app.test_request_context(headers=PERSON):
            count_view(7, NOON)

        assert lost() == before + 1


class TestIsALook:
    def test_a_person_looks(self) -> None:
        assert is_a_look("GET", Headers(PERSON))

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Purpose": "prefetch;prerender"},
            {"Purpose": "prefetch"},
            {"X-Moz": "prefetch"},
            {"User-Agent": "Googlebot/2.1"},
            {"User-Agent": ""},
        ],
    )
    def test_a_machine_does_not(self, headers: dict[str, str]) -> None:
        assert not is_a_look("GET", Headers(PERSON | headers))
