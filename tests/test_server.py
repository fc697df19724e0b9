"""Gunicorn's settings: each is one that gunicorn knows, and the environment says where and how many."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from gunicorn.config import Config  # type: ignore[import-untyped]

PATH = Path(__file__).parent.parent / "webapp" / "server.py"
DEPLOYMENT_WAITS_SECONDS = 25


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take what this machine says out of the environment."""
    for name in ("HOST", "PORT", "WEB_CONCURRENCY"):
        monkeypatch.delenv(name, raising=False)


def settings() -> dict[str, Any]:
    """Return what the module sets, read anew."""
    return {name: value for name, value in runpy.run_path(str(PATH)).items() if is_setting(name, value)}


def is_setting(name: str, value: object) -> bool:
    return not name.startswith("_") and not isinstance(value, type(runpy))


class TestSettings:
    def test_gunicorn_knows_and_takes_every_one(self) -> None:
        config = Config()

        for name, value in settings().items():
            assert name in config.settings, "gunicorn would ignore it without a word"
            config.set(name, value)

    def test_threads_share_a_process(self) -> None:
        assert settings()["worker_class"] == "gthread"
        assert settings()["threads"] > 1

    def test_requests_under_way_end_before_a_deployment_kills(self) -> None:
        assert settings()["graceful_timeout"] < DEPLOYMENT_WAITS_SECONDS


class TestEnvironment:
    def test_without_a_word_only_this_machine_can_ask(self) -> None:
        assert settings()["bind"] == "127.0.0.1:8000"
        assert settings()["workers"] == 2

    def test_host_port_and_processes_come_from_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, value in {"HOST": "192.0.2.7", "PORT": "8123", "WEB_CONCURRENCY": "5"}.items():
            monkeypatch.setenv(name, value)

        assert (settings()["bind"], settings()["workers"]) == ("192.0.2.7:8123", 5)
