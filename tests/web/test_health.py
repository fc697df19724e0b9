"""Is it alive, is it ready."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp import create_app
from webapp.config import Settings


def ready(settings: Settings) -> tuple[int, dict[str, str]]:
    answer = create_app(settings).test_client().get("/readyz")
    return answer.status_code, answer.get_json()


class TestAlive:
    def test_it_answers_from_memory(self, settings: Settings, tmp_path: Path) -> None:
        app = create_app(replace(settings, database_url=f"sqlite:///{tmp_path}/missing/none.db"))

        assert app.test_client().get("/healthz").get_json() == {"status": "ok"}


class TestReady:
    def test_a_current_schema_is_ready(self, settings: Settings) -> None:
        assert ready(settings) == (200, {"status": "ok", "database": "ok", "redis": "ok"})

    def test_a_database_without_tables_is_not_and_says_what_to_run(
        self, settings: Settings, tmp_path: Path
    ) -> None:
        status, said = ready(replace(settings, database_url=f"sqlite:///{tmp_path}/new.db"))

        assert status == 503
        assert "flask db upgrade" in said["database"]

    @pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:9/none"])
    def test_a_database_that_does_not_answer_is_named(self, settings: Settings, url: str) -> None:
        assert ready(replace(settings, database_url=url))[1]["database"] == "not reachable"

    def test_redis_away_is_said_and_is_not_fatal(self, settings: Settings) -> None:
        status, said = ready(replace(settings, redis_url="redis://127.0.0.1:9/0"))

        assert status == 200
        assert said["redis"].startswith("away")


class TestGateOfHealth:
    def test_health_is_open_to_everybody(self, client: FlaskClient) -> None:
        assert client.get("/healthz").status_code == 200
