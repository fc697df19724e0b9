"""One character who makes whole questions fail: it is found, and the others are served."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import pytest

from tests.sync.logs.conftest import LogsEngine
from webapp.clients.upstream.errors import RateLimited, Unavailable, UpstreamError
from webapp.clients.warcraftlogs import CharacterLogs, LogsState, LogsSubject, metric_of
from webapp.sync.logs.apart import HOPELESS_AFTER, MOST_QUESTIONS, ask_apart
from webapp.words import RunOutcome

PEOPLE = [
    LogsSubject(region="eu", realm="argent-dawn", name=f"Name{number}", metric=metric_of(None))
    for number in range(50)
]
TROUBLE = Unavailable(status=500)


@dataclass(slots=True)
class Service:
    """Fails on every question that names one of these, and after some questions for want of points."""

    poisonous: Collection[str]
    error: UpstreamError = TROUBLE
    points: int = 1_000
    asked: list[int] = field(default_factory=list)

    def ask(self, subjects: Sequence[LogsSubject]) -> list[CharacterLogs]:
        self.asked.append(len(subjects))
        if len(self.asked) > self.points:
            raise RateLimited
        if any(one.name in self.poisonous for one in subjects):
            raise self.error
        return [CharacterLogs(subject=one, state=LogsState.NO_LOGS) for one in subjects]


class TestAskApart:
    @pytest.mark.parametrize("place", [0, 24, 25, 49])
    def test_everybody_else_is_served(self, place: int) -> None:
        service = Service({PEOPLE[place].name})

        found = ask_apart(service.ask, PEOPLE)

        failed = [at for at, answer in found.answers.items() if answer.error is not None]
        assert (failed, len(found.answers), found.failure) == ([place], 50, None)
        assert found.questions == len(service.asked) <= 13

    def test_each_gets_its_own_answer(self) -> None:
        found = ask_apart(Service({"Name7"}).ask, PEOPLE)

        assert [found.answers[place].subject for place in range(50)] == PEOPLE

    def test_two_of_them_are_both_found(self) -> None:
        found = ask_apart(Service({"Name3", "Name40"}).ask, PEOPLE)

        failed = {at for at, answer in found.answers.items() if answer.error is not None}
        assert failed == {3, 40}

    def test_many_of_them_cost_no_more_than_a_bound(self) -> None:
        found = ask_apart(Service({one.name for one in PEOPLE[::7]}).ask, PEOPLE)

        assert len(found.answers) == 50
        assert found.questions <= MOST_QUESTIONS + 10

    def test_an_outage_is_known_for_one_soon(self) -> None:
        service = Service({one.name for one in PEOPLE})

        found = ask_apart(service.ask, PEOPLE)

        assert (found.failure, len(service.asked)) == (TROUBLE, HOPELESS_AFTER)

    def test_silence_is_asked_about_once(self) -> None:
        service = Service({"Name1"}, error=Unavailable())

        found = ask_apart(service.ask, PEOPLE)

        assert (found.failure is not None, service.asked) == (True, [50])

    def test_points_that_end_midway_leave_what_was_answered(self) -> None:
        service = Service({"Name1"}, points=3)

        found = ask_apart(service.ask, PEOPLE)

        assert isinstance(found.halt, RateLimited)
        assert sorted(found.answers) == list(range(25, 50))


class TestInAGuild:
    def test_one_poisonous_character_costs_nobody_else_anything(self, logs: LogsEngine) -> None:
        name = logs.engine.public_names()[0]
        fault = {"kind": "wcl-graphql", "asks_for": name}
        logs.engine.simulator.control.add_fault("graphql_error", **fault)

        report = logs.look()

        run = logs.last_run()
        assert (run.outcome, (run.failed_by_class or {})["upstream"]) == (RunOutcome.PARTIAL, 1)
        assert (run.done, run.calls, report.resume_at) == (report.characters, report.questions, None)
        assert (logs.facts(name).outcome, logs.facts(name).failures) == ("upstream", 1)
        assert logs.names("ranked")
