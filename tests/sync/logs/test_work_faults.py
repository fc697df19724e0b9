"""What may happen to a look at logs: nothing good is lost, and nobody else waits for it."""

import json
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import update

from tests.support.logs_server import KNOWN, LogsServer, data, everybody
from tests.support.scripted_server import Asked, reply
from tests.sync.logs.conftest import LogsEngine, client_of
from webapp.database import transaction
from webapp.lib.http import HttpLimits
from webapp.models import Character
from webapp.sync.logs import tick
from webapp.words import RunOutcome

PATIENT = HttpLimits(read_timeout=4.0, deadline=4.0)
"""Long enough for a whole sync beside it."""
FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("status", {"status": 500}),
    ("status", {"status": 503, "body": "html"}),
    ("status", {"status": 403}),
    ("status", {"status": 429, "retry_after": "30"}),
    ("status", {"status": 429, "retry_after": "soon"}),
    ("status", {"status": 429, "retry_after": "-1"}),
    ("status", {"status": 429}),
    ("html_200", {}),
    ("truncate", {}),
    ("close_without_answer", {}),
    ("malformed_json", {}),
    ("bad_utf8", {}),
    ("deep_json", {}),
    ("redirect", {}),
    ("graphql_error", {}),
    ("graphql_error", {"problem": "permission"}),
    ("alias_errors", {"fraction": 1.0}),
    ("rankings_error", {"fraction": 1.0}),
    ("drip", {}),
    ("never_answer", {}),
]


class TestFaults:
    def test_no_fault_loses_good_data(self, logs: LogsEngine) -> None:
        logs.look()
        before = logs.documents()

        spoiled = [fault for fault in FAULTS if _look_through(logs, fault) != before]

        assert spoiled == []
        logs.engine.check()

    @pytest.mark.parametrize(("action", "fields"), [("status", {"status": 500}), ("alias_errors", {})])
    def test_when_it_is_over_everything_is_made_good(
        self, logs: LogsEngine, action: str, fields: dict[str, Any]
    ) -> None:
        logs.engine.simulator.control.add_fault(action, kind="wcl-graphql", **fields)
        logs.look()
        logs.engine.simulator.control.clear_faults()

        logs.look_later()

        assert logs.last_run().outcome is RunOutcome.OK
        assert logs.names("ranked")

    def test_half_the_aliases_failing_leave_the_others_whole(self, logs: LogsEngine) -> None:
        logs.engine.simulator.control.add_fault("alias_errors", kind="wcl-graphql", fraction=0.5)

        report = logs.look()

        run = logs.last_run()
        assert 0 < run.changed < report.characters
        assert run.outcome is RunOutcome.PARTIAL
        assert "upstream" in (run.failed_by_class or {})
        assert logs.names("ranked")

    def test_archived_rankings_are_said_to_be_archived(self, logs: LogsEngine) -> None:
        fault = {"kind": "wcl-graphql", "fraction": 1.0, "problem": "archived"}
        logs.engine.simulator.control.add_fault("alias_errors", **fault)

        logs.look()

        assert {logs.document(name)["state"] for name in logs.engine.public_names()[:3]} == {"archived"}

    def test_a_token_endpoint_that_is_down_fails_the_look(self, logs: LogsEngine) -> None:
        logs.engine.simulator.control.add_fault("status", kind="wcl-token", status=500)

        report = logs.look()

        assert (report.resume_at is not None, logs.last_run().outcome) == (True, RunOutcome.FAILED)

    def test_revoked_tokens_are_not_noticed(self, logs: LogsEngine) -> None:
        logs.look()
        logs.engine.simulator.control.warcraftlogs(revoke=True)

        logs.look_later()

        assert logs.last_run().outcome is RunOutcome.OK


class TestRest:
    @pytest.mark.parametrize("fault", [{"status": 500}, {"status": 429, "retry_after": "30"}])
    def test_who_was_not_asked_for_yet_waits_too(self, logs: LogsEngine, fault: dict[str, Any]) -> None:
        tick.prepare(logs.engine.now)
        character_id = logs.engine.character(logs.engine.public_names()[0]).id
        with transaction() as session:
            elsewhere = update(Character).where(Character.id == character_id)
            session.execute(elsewhere.values(region="us"))
        logs.engine.simulator.control.add_fault("status", kind="wcl-graphql", **fault)

        logs.look()

        assert not tick.prepare(logs.engine.now)


class TestPoints:
    def test_without_points_nothing_is_asked_until_the_reset(self, logs: LogsEngine) -> None:
        with LogsServer(lambda asked: everybody(asked, pointsSpentThisHour=3590)) as server:
            logs.answer_with(server)
            logs.look()
            logs.make_due()
            report = logs.look()

            assert len(server.questions) == 1

        assert report.resume_at is not None
        assert timedelta(minutes=29) < report.resume_at - logs.engine.now <= timedelta(minutes=31)
        assert logs.last_run().outcome is RunOutcome.PARTIAL

    def test_nobody_fails_for_want_of_points(self, logs: LogsEngine) -> None:
        logs.look()
        name = logs.names("ranked")[0]
        logs.engine.simulator.control.warcraftlogs(points_spent=3600)

        logs.look_later()

        assert (logs.facts(name).outcome, logs.facts(name).failures) == ("ok", 0)
        assert logs.target(name).next_due_at > logs.engine.now

    def test_questions_that_failed_are_waited_for_for_minutes_and_told_as_trouble(
        self, logs: LogsEngine
    ) -> None:
        with LogsServer() as server:
            logs.answer_with(server)
            logs.look()
            spent = 3240 - 3 * min(50, logs.targets())  # enough for one attempt, not for the next
            server.answer = lambda asked: everybody(asked, pointsSpentThisHour=spent)
            logs.make_due()
            logs.look()
            server.answer = lambda _: reply(500)
            logs.make_due()
            report = logs.look()

        assert report.resume_at is not None
        assert report.resume_at - logs.engine.now <= timedelta(minutes=5)
        assert (logs.last_run().message or "").startswith("Warcraft Logs is having trouble. Paused until")


class TestIndependence:
    def test_a_warcraft_logs_that_hangs_delays_no_sync(self, logs: LogsEngine) -> None:
        engine = logs.engine
        engine.simulator.control.add_fault("never_answer", kind="wcl-*")
        logs.client = client_of(f"{engine.simulator.url}/wcl", limits=PATIENT)
        asking = threading.Thread(target=_in_app(logs, logs.look))
        asking.start()
        began = time.monotonic()

        engine.make_due()
        report = engine.sync()
        seconds, was_asking = time.monotonic() - began, asking.is_alive()

        asking.join(60)
        assert (report.characters, was_asking, report.resume_at) == (engine.member_count(), True, None)
        assert seconds < 10

    def test_a_warcraft_logs_that_is_down_changes_nothing_of_the_sync(self, logs: LogsEngine) -> None:
        logs.engine.simulator.control.warcraftlogs(is_down=True)
        logs.look()

        report = logs.engine.resync()

        assert (report.characters, report.resume_at) == (logs.engine.member_count(), None)
        assert logs.engine.last_run("characters").outcome is RunOutcome.OK


ODD: list[Any] = [
    None,
    "x",
    -1,
    [],
    {"rankings": {"0": 1}},
    {"error": None},
    {"error": {"a": 1}},
    {"zone": 2**70, "rankings": "\0\ud800"},
]


class TestOddAnswers:
    def test_odd_rankings_store_and_lose_nothing(self, logs_on: LogsEngine) -> None:
        logs_on.look()
        before = logs_on.documents()

        done = []
        for told in ODD:
            body = _escaped(told)
            with LogsServer(lambda asked, body=body: reply(body=body(asked))) as server:  # type: ignore[misc]
                logs_on.answer_with(server)
                logs_on.make_due()
                done.append(logs_on.look().characters)

        assert done == [logs_on.targets()] * len(ODD)
        assert logs_on.documents() == before
        logs_on.engine.check()


def _look_through(logs: LogsEngine, fault: tuple[str, dict[str, Any]]) -> dict[int, bytes]:
    """Let a fault strike the next look; return what is stored after it."""
    action, fields = fault
    logs.engine.simulator.control.add_fault(action, kind="wcl-graphql", **fields)
    logs.client = client_of(f"{logs.engine.simulator.url}/wcl")
    logs.make_due()
    logs.look()
    logs.engine.simulator.control.clear_faults()
    return logs.documents()


def _escaped(told: Any) -> Callable[[Asked], bytes]:
    """Return bodies with this in the place of rankings; json escapes what orjson refuses."""

    def body(asked: Asked) -> bytes:
        names = [name for name in orjson.loads(asked.body)["variables"] if name.startswith("n")]
        answers = {f"c{name[1:]}": KNOWN | {"zoneRankings": told} for name in names}
        return json.dumps({"data": data(**answers)}).encode()

    return body


def _in_app(logs: LogsEngine, look: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        with logs.engine.app.app_context():
            look()

    return run
