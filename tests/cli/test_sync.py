"""flask sync …: status and cancel."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cli.conftest import Run
from webapp.database import transaction
from webapp.lib import clock
from webapp.models import SyncTarget
from webapp.words import TargetKind


class TestStatus:
    @pytest.mark.usefixtures("synced")
    def test_the_json_names_every_part(self, run: Run) -> None:
        status = json.loads(run("sync", "status", "--json").output)

        assert status["guilds"][0]["members"] == 12
        assert {run_["kind"] for run_ in status["recent"]} >= {"roster", "characters"}
        assert status["allowance"]["is_shared"] is True

    @pytest.mark.usefixtures("synced")
    def test_people_read_what_is_due_and_what_ran(self, run: Run) -> None:
        output = run("sync", "status").output

        assert "0 rosters and 0 characters are due" in output
        assert "12/12" in output
        assert "each of the 12 characters could be looked at about every 1 min" in output
        assert "asked is every 4 h: enough." in output
        assert "characters  eu/argent-dawn/Lantern Watch" in output

    @pytest.mark.parametrize(
        ("kind", "age"), [(TargetKind.CARD, ""), (TargetKind.CHARACTER, ", the oldest for 9 d")]
    )
    def test_the_age_is_of_what_is_counted(
        self, run: Run, app: Flask, synced: str, kind: TargetKind, age: str
    ) -> None:
        assert synced
        with app.app_context(), transaction() as session:
            one = session.scalars(select(SyncTarget).where(SyncTarget.kind == kind)).first()
            assert one is not None
            one.next_due_at = clock.now() - timedelta(days=9)

        output = run("sync", "status").output

        assert f"characters are due{age}; " in output


class TestCancel:
    def test_without_a_run_it_says_so(self, run: Run, synced: str) -> None:
        result = run("sync", "cancel", synced)

        assert (result.exit_code, "nothing of" in result.output) == (2, True)

    def test_a_run_under_way_is_asked_to_stop(self, run: Run, synced: str) -> None:
        run("guild", "sync", synced)

        result = run("sync", "cancel", synced)

        assert result.output == "It stops after the calls that are under way.\n"
