"""Settings report every problem at once and never show a secret."""

from dataclasses import fields
from pathlib import Path

import pytest

from webapp.config import DEVELOPMENT_SECRET, Settings
from webapp.lib.setting_values import ConfigError

ROOT = Path(__file__).parent.parent
STRONG = "k" * 40


def problems_of(environment: dict[str, str]) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        Settings.from_environment(environment)
    return caught.value.problems


class TestFromEnvironment:
    def test_an_empty_environment_gives_the_documented_defaults(self) -> None:
        settings = Settings.from_environment({})

        assert (settings.battlenet_per_second, settings.battlenet_per_hour) == (95, 35_500)
        assert settings.battlenet_oauth_base == "https://oauth.battle.net"

    def test_all_problems_are_reported_at_once_by_variable(self) -> None:
        environment = {"BATTLENET_PER_SECOND": "fast", "MUSTER_ENV": "staging", "DATABASE_URL": "mysql://x"}

        problems = problems_of(environment)

        assert [problem.split()[0] for problem in problems] == [
            "MUSTER_ENV",
            "DATABASE_URL",
            "BATTLENET_PER_SECOND",
        ]

    def test_a_value_may_come_from_a_file(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret"
        secret.write_text(STRONG + "\n")

        settings = Settings.from_environment({"SECRET_KEY_FILE": str(secret)})

        assert settings.secret_key == STRONG

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        missing = tmp_path / "nothing"

        problems = problems_of({"SECRET_KEY_FILE": str(missing)})

        assert str(missing) in problems[0]

    def test_a_value_and_a_file_together_are_refused(self) -> None:
        problems = problems_of({"SECRET_KEY": STRONG, "SECRET_KEY_FILE": "/dev/null"})

        assert "keep one" in problems[0]

    def test_production_refuses_the_development_secret(self) -> None:
        problems = problems_of({"MUSTER_ENV": "production"})

        assert any(problem.startswith("SECRET_KEY") for problem in problems)

    def test_production_refuses_weak_and_known_former_keys(self) -> None:
        known = {"MUSTER_ENV": "production", "SECRET_KEY": STRONG, "PUBLIC_URL": "https://muster.example"}

        problems = problems_of(known | {"SECRET_KEY_FALLBACKS": f"short {DEVELOPMENT_SECRET} {'o' * 40}"})

        assert problems == [
            "SECRET_KEY_FALLBACKS must have at least 32 letters in production",
            "SECRET_KEY_FALLBACKS must not be the development key in production",
        ]

    def test_production_needs_an_address_that_people_are_sent_back_to(self) -> None:
        strong = {"MUSTER_ENV": "production", "SECRET_KEY": STRONG}

        settings = Settings.from_environment({**strong, "PUBLIC_URL": "https://muster.example"})

        assert settings.public_url == "https://muster.example"
        assert problems_of(strong) == ["PUBLIC_URL must be set in production, such as https://muster.example"]

    def test_an_id_without_its_secret_is_refused(self) -> None:
        problems = problems_of({"BATTLENET_CLIENT_ID": "abc"})

        assert "must be set together" in problems[0]

    @pytest.mark.parametrize("base", ["http://example.org", "ftp://x", "https://", "https://u:p@x.org"])
    def test_an_address_that_would_leak_credentials_is_refused(self, base: str) -> None:
        problems = problems_of({"BATTLENET_API_BASE": base})

        assert problems[0].startswith("BATTLENET_API_BASE")

    @pytest.mark.parametrize("number", ["0", "-1", "101", "1e2", "٣", ""])
    def test_a_rate_outside_its_range_is_refused_and_blank_means_not_set(self, number: str) -> None:
        if not number:
            assert Settings.from_environment({"BATTLENET_PER_SECOND": number}).battlenet_per_second == 95
            return

        assert "whole number from 1 to 100" in problems_of({"BATTLENET_PER_SECOND": number})[0]


class TestStateDirectory:
    def test_sqlite_lies_in_it_unless_a_database_is_named(self) -> None:
        inside = Settings.from_environment({"MUSTER_VAR": "/somewhere"})
        named = Settings.from_environment({"MUSTER_VAR": "/somewhere", "DATABASE_URL": "sqlite:///x.db"})

        assert (inside.database_url, named.database_url) == (
            "sqlite:////somewhere/muster.db",
            "sqlite:///x.db",
        )


class TestUsesSimulator:
    def test_both_addresses_on_this_machine_mean_made_up_data(self) -> None:
        settings = Settings(
            battlenet_api_base="http://127.0.0.1:9000/{region}", battlenet_oauth_base="http://localhost:9000"
        )

        assert settings.uses_simulator

    def test_one_real_address_means_real_data(self) -> None:
        settings = Settings(battlenet_api_base="http://127.0.0.1:9000/{region}")

        assert not settings.uses_simulator


class TestIsLogsConnected:
    def test_it_takes_a_client_of_warcraft_logs(self) -> None:
        environment = {"WARCRAFTLOGS_CLIENT_ID": "abc", "WARCRAFTLOGS_CLIENT_SECRET": "hush"}

        with_client, without = Settings.from_environment(environment), Settings.from_environment({})

        assert (with_client.is_logs_connected, without.is_logs_connected) == (True, False)

    def test_an_id_without_its_secret_is_refused(self) -> None:
        problems = problems_of({"WARCRAFTLOGS_CLIENT_SECRET": "hush"})

        assert problems == ["WARCRAFTLOGS_CLIENT_ID and WARCRAFTLOGS_CLIENT_SECRET must be set together"]

    def test_the_secret_is_not_shown(self) -> None:
        assert "hush" not in repr(Settings(warcraftlogs_client_secret="hush"))


class TestRepresentation:
    def test_secrets_are_not_shown(self) -> None:
        settings = Settings(
            secret_key=STRONG,
            secret_key_fallbacks=("former",),
            battlenet_client_secret="hush",
            database_url="postgresql://me:pw@x/y",
        )

        shown = repr(settings)

        assert not [secret for secret in (STRONG, "former", "hush", "pw@x") if secret in shown]


class TestDocuments:
    @pytest.mark.parametrize("document", [".env.example", "README.md"])
    def test_every_setting_is_listed(self, document: str) -> None:
        text = (ROOT / document).read_text()

        missing = [
            spec.metadata["variable"] for spec in fields(Settings) if spec.metadata["variable"] not in text
        ]

        assert missing == []
