"""The environment of the product's programs."""

from pathlib import Path

import pytest

from devtools.dotenv_file import read_dotenv
from devtools.environment import ROOT, base_environment, wants_simulator, with_simulator
from devtools.state import StateDirectory


@pytest.fixture
def state(tmp_path: Path) -> StateDirectory:
    return StateDirectory(tmp_path)


class TestBaseEnvironment:
    def test_state_is_under_the_chosen_directory(self, state: StateDirectory, tmp_path: Path) -> None:
        environment = base_environment(state, given={}, dotenv=tmp_path / ".env")

        assert environment["DATABASE_URL"] == f"sqlite:///{tmp_path}/muster.db"
        assert environment["MUSTER_VAR"] == str(tmp_path)

    def test_the_environment_wins_over_dotenv(self, state: StateDirectory, tmp_path: Path) -> None:
        (tmp_path / ".env").write_text("LOG_LEVEL=DEBUG\nREDIS_URL=redis://127.0.0.1:1\n")

        environment = base_environment(state, given={"LOG_LEVEL": "ERROR"}, dotenv=tmp_path / ".env")

        assert (environment["LOG_LEVEL"], environment["REDIS_URL"]) == ("ERROR", "redis://127.0.0.1:1")

    def test_the_secret_stays_the_same_and_is_for_our_eyes_only(
        self, state: StateDirectory, tmp_path: Path
    ) -> None:
        secrets = {
            base_environment(state, given={}, dotenv=tmp_path / ".env")["SECRET_KEY"] for _ in range(2)
        }

        assert len(secrets) == 1
        assert len(secrets.pop()) >= 32
        assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600

    def test_an_empty_variable_is_as_good_as_none(self, state: StateDirectory, tmp_path: Path) -> None:
        environment = base_environment(state, given={"DATABASE_URL": ""}, dotenv=tmp_path / ".env")

        assert environment["DATABASE_URL"].startswith("sqlite:///")

    def test_a_database_in_a_file_is_not_overridden(self, state: StateDirectory, tmp_path: Path) -> None:
        environment = base_environment(state, given={"DATABASE_URL_FILE": "/x"}, dotenv=tmp_path / ".env")

        assert "DATABASE_URL" not in environment


class TestWantsSimulator:
    def test_a_copy_of_the_example_is_the_demo(self) -> None:
        assert wants_simulator(read_dotenv(ROOT / ".env.example"))

    @pytest.mark.parametrize(
        ("environment", "expected"),
        [
            ({}, True),
            ({"BATTLENET_CLIENT_ID": ""}, True),
            ({"BATTLENET_CLIENT_ID": "a"}, False),
            ({"BATTLENET_CLIENT_SECRET_FILE": "/run/secret"}, False),
            ({"BATTLENET_API_BASE": "http://127.0.0.1:1/{region}"}, False),
            ({"BATTLENET_API_BASE_FILE": "/run/base"}, False),
            ({"BATTLENET_API_BASE": "https://{region}.api.blizzard.com"}, True),
        ],
    )
    def test_it_plays_battle_net_only_when_nothing_points_to_one(
        self, environment: dict[str, str], *, expected: bool
    ) -> None:
        assert wants_simulator(environment) is expected


class TestWithSimulator:
    def test_the_region_is_left_for_the_client_to_fill_in(self) -> None:
        environment = with_simulator({}, "http://127.0.0.1:9")

        assert environment["BATTLENET_API_BASE"] == "http://127.0.0.1:9/{region}"
        assert environment["BATTLENET_OAUTH_BASE"] == "http://127.0.0.1:9"

    def test_it_plays_warcraft_logs_too(self) -> None:
        environment = with_simulator({"WARCRAFTLOGS_CLIENT_SECRET_FILE": "/x"}, "http://127.0.0.1:9")

        assert environment["WARCRAFTLOGS_BASE"] == "http://127.0.0.1:9/wcl"
        assert environment["DISCORD_BASE"] == "http://127.0.0.1:9"
        assert "WARCRAFTLOGS_CLIENT_SECRET_FILE" not in environment

    def test_a_file_that_held_the_same_setting_is_left_out(self) -> None:
        environment = with_simulator(
            {"BATTLENET_OAUTH_BASE_FILE": "/x", "LOG_LEVEL": "INFO"}, "http://127.0.0.1:9"
        )

        assert "BATTLENET_OAUTH_BASE_FILE" not in environment
        assert environment["LOG_LEVEL"] == "INFO"
