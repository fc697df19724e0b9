"""Every request is measured under its route."""

import pytest
from flask import Flask, g
from prometheus_client import REGISTRY

from webapp.web import timing


def count(route: str, method: str, status: str) -> float:
    labels = {"route": route, "method": method, "status": status}
    return REGISTRY.get_sample_value("muster_http_request_seconds_count", labels) or 0.0


class TestMeasuring:
    def test_a_request_counts_under_its_route_and_answer(self, app: Flask) -> None:
        before = count("health.alive", "GET", "200")

        app.test_client().get("/healthz")

        assert count("health.alive", "GET", "200") == before + 1

    def test_addresses_and_methods_that_are_made_up_make_no_label(self, app: Flask) -> None:
        before = count(timing.NO_ROUTE, "any", "404")

        for path in ("/no/such/place", "/nor/this"):
            app.test_client().get(path)

        assert count(timing.NO_ROUTE, "any", "404") == before + 2

    def test_a_slow_page_is_logged_with_its_route(self, app: Flask, caplog: pytest.LogCaptureFixture) -> None:
        with app.test_request_context("/healthz"):
            timing.begin()
            g.began -= 2 * timing.SLOW_SECONDS
            timing.end(app.response_class("x"))

        told = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
        assert [(one["event"], one["route"]) for one in told] == [("slow_page", "health.alive")]
