"""flask doctor finds what is broken and says what mends it."""

import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from flask import Flask

from simulator import Simulator
from tests.cli.conftest import Run
from webapp import create_app
from webapp.config import Settings
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import ClockTick
from webapp.operations.health import TOLERANCE


def doctor_of(settings: Settings) -> tuple[int, str]:
    result = create_app(settings).test_cli_runner().invoke(args=["doctor"])
    return result.exit_code, result.output


class TestDoctor:
    def test_a_sound_set_up_passes_and_names_what_does_not_run(self, run: Run) -> None:
        result = run("doctor")

        assert result.exit_code == 0
        assert "start: python worker.py sync" in result.output
        assert "start: python worker.py clock" in result.output

    def test_a_missing_redis_is_broken_with_the_way_to_mend_it(self, settings: Settings) -> None:
        code, output = doctor_of(replace(settings, redis_url="redis://127.0.0.1:1/0"))

        assert (code, "start Redis, check the address" in output) == (1, True)

    def test_missing_credentials_are_broken(self, settings: Settings) -> None:
        code, output = doctor_of(replace(settings, battlenet_client_id="", battlenet_client_secret=""))

        assert (code, "register a client" in output) == (1, True)

    def test_a_database_without_tables_is_broken(self, settings: Settings, tmp_path: Path) -> None:
        code, output = doctor_of(replace(settings, database_url=f"sqlite:///{tmp_path}/new.db"))

        assert (code, "flask db upgrade" in output) == (1, True)

    def test_a_refused_key_is_broken(self, run: Run, simulator: Simulator) -> None:
        simulator.control.add_fault("status", kind="token", status=401)

        result = run("doctor")

        assert (result.exit_code, "Blizzard refused our API key" in result.output) == (1, True)

    def test_a_battlenet_out_of_reach_is_told_from_one_in_trouble(
        self, settings: Settings, simulator: Simulator
    ) -> None:
        away = "http://127.0.0.1:1"

        unreached = doctor_of(
            replace(settings, battlenet_api_base=f"{away}/{{region}}", battlenet_oauth_base=away)
        )
        simulator.control.add_fault("status", kind="realm-index", status=503)
        troubled = doctor_of(settings)

        assert (unreached[0], "could not be reached from this machine" in unreached[1]) == (1, True)
        assert (troubled[0], "Blizzard is having trouble" in troubled[1]) == (1, True)

    def test_a_page_in_the_place_of_an_answer_is_not_printed(self, run: Run, simulator: Simulator) -> None:
        simulator.control.add_fault("status", kind="realm-index", status=502, body="html")

        assert "<" not in run("doctor").output

    def test_no_secret_is_printed(self, settings: Settings) -> None:
        _code, output = doctor_of(replace(settings, battlenet_client_secret="hush-hush", secret_key="s" * 40))

        assert [secret for secret in ("hush-hush", "s" * 40) if secret in output] == []


class TestClock:
    def ticked(self, app: Flask, **ages: timedelta) -> None:
        with app.app_context(), transaction() as session:
            for name, age in ages.items():
                session.add(ClockTick(name=name, slot=1, ticked_at=clock.now() - age))

    def test_it_has_stopped_by_the_rule_of_the_pages(self, run: Run, app: Flask) -> None:
        self.ticked(app, sync=2 * timedelta(seconds=15) + TOLERANCE, retention=timedelta(minutes=1))

        assert "warn  clock: has stopped; last tick 40 s ago" in run("doctor").output

    def test_one_that_ticks_names_what_it_does_not_come_to(self, run: Run, app: Flask) -> None:
        self.ticked(app, sync=timedelta(), retention=timedelta(minutes=1), logs=timedelta(minutes=9))

        output = run("doctor").output

        assert "ok  clock: ticked " in output
        assert "warn  clock, logs: last tick 9 min ago, every 1 min it should" in output
        assert "retention" not in output


class TestWarcraftLogs:
    def test_not_connected_is_no_fault(self, run: Run) -> None:
        result = run("doctor")

        assert "Warcraft Logs: is not connected, so cards have no logs" in result.output
        assert result.exit_code == 0

    def test_connected_it_names_the_newest_raid_and_the_points(
        self, settings: Settings, simulator: Simulator
    ) -> None:
        code, output = doctor_of(_connected(settings, simulator))

        assert (code, "Warcraft Logs: answers; its newest raid is" in output) == (0, True)
        assert "of this hour's points are spent" in output

    def test_down_it_is_a_warning_only(self, settings: Settings, simulator: Simulator) -> None:
        simulator.control.warcraftlogs(is_down=True)

        code, output = doctor_of(_connected(settings, simulator))

        assert (code, "Warcraft Logs is having trouble." in output) == (0, True)

    def test_a_refused_key_is_said_with_its_settings(self, settings: Settings, simulator: Simulator) -> None:
        simulator.control.add_fault("status", kind="wcl-token", status=401)

        _code, output = doctor_of(_connected(settings, simulator))

        assert "check WARCRAFTLOGS_CLIENT_ID and WARCRAFTLOGS_CLIENT_SECRET" in output


def _connected(settings: Settings, simulator: Simulator) -> Settings:
    return replace(
        settings,
        warcraftlogs_client_id=uuid.uuid4().hex,
        warcraftlogs_client_secret="secret",
        warcraftlogs_base=f"{simulator.url}/wcl",
    )
