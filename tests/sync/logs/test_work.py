"""Looking at logs: many in one question, under the present name, each with its word."""

from datetime import timedelta

import pytest

from tests.support.logs_server import LogsServer
from tests.sync.logs.conftest import LogsEngine
from webapp.words import RunOutcome


class TestWork:
    def test_everybody_of_age_is_asked_for_in_one_question(self, logs_on: LogsEngine) -> None:
        report = logs_on.look()

        run = logs_on.last_run()
        assert (report.characters, report.questions) == (logs_on.targets(), 1)
        assert (run.outcome, run.done, run.changed) == (RunOutcome.OK, report.characters, report.characters)
        assert logs_on.names("ranked")
        logs_on.engine.check()

    def test_what_was_found_is_what_warcraft_logs_says(self, logs: LogsEngine) -> None:
        logs.look()

        name = logs.names("ranked")[0]
        document = logs.document(name)
        assert document["best"] is not None
        assert {row["kills"] > 0 for row in document["rankings"]} >= {True}
        assert logs.facts(name).outcome == "ok"

    def test_healers_are_measured_by_healing(self, logs: LogsEngine) -> None:
        logs.look()

        metrics = {
            name: (logs.engine.character(name).role, logs.document(name)["metric"])
            for name in logs.names("ranked")
        }
        assert metrics
        assert all((role == "healer") == (metric == "hps") for role, metric in metrics.values())

    def test_a_second_look_writes_no_document(self, logs: LogsEngine) -> None:
        logs.look()
        name = logs.names("ranked")[0]
        changed_at = logs.facts(name).changed_at

        logs.make_due()
        logs.look()

        assert (logs.facts(name).changed_at, logs.last_run().changed) == (changed_at, 0)

    @pytest.mark.parametrize(
        ("mode", "state", "outcome"),
        [
            ("hidden", "hidden", "forbidden"),
            ("unlogged", "no_logs", "ok"),
            ("unknown", "unknown", "not_found"),
        ],
    )
    def test_each_state_has_its_word(self, logs: LogsEngine, mode: str, state: str, outcome: str) -> None:
        name = logs.engine.public_names()[0]
        logs.engine.simulator.control.set_logs(mode, name, realm=logs.engine.truth(name)["realm"])

        logs.look()

        assert (logs.document(name)["state"], logs.facts(name).outcome) == (state, outcome)

    def test_who_is_hidden_is_looked_at_weekly(self, logs: LogsEngine) -> None:
        name = logs.engine.public_names()[0]
        logs.engine.simulator.control.set_logs("hidden", name, realm=logs.engine.truth(name)["realm"])

        logs.look()

        assert logs.target(name).next_due_at == logs.engine.now + timedelta(days=7)

    def test_a_renamed_character_is_asked_for_under_its_new_name(self, logs: LogsEngine) -> None:
        logs.look()
        name = logs.names("ranked")[0]
        logs.engine.happen("rename", name, new_name="Umbenannt")
        logs.engine.resync()

        with LogsServer() as server:
            logs.answer_with(server)
            logs.look()

            asked = set(server.questions[0]["variables"].values())

        assert "Umbenannt" in asked
        assert name not in asked
