"""Numbers for Prometheus and health for programs: to whom, and in which form."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.test import TestResponse

from tests.rights.cast import Cast
from tests.support.roll import PAGE
from webapp.lib import clock
from webapp.lib.forms import BadForm
from webapp.operations.metrics.gauges import NAMES
from webapp.permissions.actions import make_token
from webapp.permissions.tokens import Scope
from webapp.sync.sightings import write_down
from webapp.tokens.forms import NO_SCOPE, read_token

HEALTH = "/api/v1/health"


def token(app: Flask, *scopes: Scope, guild_id: int | None = None) -> str:
    with app.app_context():
        return make_token("prometheus", scopes, guild_id=guild_id, expires_at=None)


def ask(client: FlaskClient, path: str, bearer: str) -> TestResponse:
    return client.get(path, headers={"Authorization": f"Bearer {bearer}"})


class TestMetrics:
    def test_it_is_readable_by_prometheus_and_has_every_gauge(self, cast: Cast) -> None:
        good = token(cast.app, Scope.METRICS_READ)
        client = cast.app.test_client()
        ask(client, "/metrics", good)

        answer = ask(client, "/metrics", good)

        families = {one.name: one for one in text_string_to_metric_families(answer.text)}
        assert answer.content_type.startswith("text/plain; version=")
        assert set(NAMES) <= set(families)
        assert "muster_cache_hits" in families
        assert families["muster_sync_paused"].samples[0].value == 0
        assert families["muster_redis_up"].samples[0].value == 1

    @pytest.mark.parametrize("path", ["/metrics", HEALTH])
    def test_a_guild_s_token_does_not_open_it_whatever_its_scopes(self, cast: Cast, path: str) -> None:
        answer = ask(
            cast.app.test_client(), path, token(cast.app, Scope.METRICS_READ, guild_id=cast.guild_id)
        )

        assert answer.status_code == 403
        assert "operator" in answer.text

    @pytest.mark.parametrize("path", ["/metrics", HEALTH])
    def test_nor_does_a_token_without_the_scope(self, cast: Cast, path: str) -> None:
        assert ask(cast.app.test_client(), path, token(cast.app, Scope.CACHE_READ)).status_code == 403
        assert ask(cast.app.test_client(), path, "mst_nonsense").status_code == 401

    def test_without_a_token_it_is_closed_to_operators_too(self, cast: Cast) -> None:
        answer = cast.browser("Khadgar").get("/metrics")

        assert (answer.status_code, answer.content_type) == (401, "application/problem+json")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")

    def test_a_guild_master_cannot_make_such_a_token(self, cast: Cast) -> None:
        form = {"name": ["x"], "scope": ["metrics:read"], "days": ["30"]}

        with pytest.raises(BadForm) as bad:
            read_token(form, clock.now())

        assert [one.sentence for one in bad.value.problems] == [NO_SCOPE]
        assert "metrics:read" not in cast.browser("Thrall").get(PAGE + "tokens/").text


class TestHealth:
    def test_strangers_are_told_one_word(self, cast: Cast) -> None:
        answer = cast.app.test_client().get(HEALTH)

        assert (answer.status_code, answer.json) == (200, {"status": "degraded"})

    def test_a_token_is_told_what_since_when_and_what_still_works(self, cast: Cast) -> None:
        since = clock.now() - timedelta(minutes=5)
        with cast.app.app_context():
            write_down({"battlenet": "timeout"}, since)

        answer = ask(cast.app.test_client(), HEALTH, token(cast.app, Scope.METRICS_READ))

        told = answer.json or {}
        by_subject = {one["subject"]: one for one in told["checks"]}
        assert by_subject["Battle.net"]["health"] == "down"
        assert by_subject["Battle.net"]["since"] == f"{since:%Y-%m-%dT%H:%M:%S}Z"
        assert by_subject["Battle.net"]["stillWorks"].startswith("Every page works")
        assert by_subject["Redis"]["health"] == "ok"
        assert told["nextHour"]["load"] == "available"
