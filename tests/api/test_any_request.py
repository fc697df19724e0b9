"""Whatever the OpenAPI document allows or forbids is answered as it says: never 5xx, always in shape."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation

from tests.api.conftest import JAINA, Program, populate, program
from tests.api.past import build

AnyCase = Case[Any]
KNOWN: dict[str, str | int] = {
    "region": "EU",
    "realm": "argent-dawn",
    "characterName": "Jaina",
    "name": "Jaina",
    "seasonKey": "latest",
}
"""A character that is there, under the names of parameters, fields and parts of addresses."""
MOST_ABSENT = 0.5
"""No more of the answers than this may be 404: tests of nothing prove nothing."""
OPERATIONS = 14
MOST_REFUSED = 0.25
"""Some odd requests have an odd Authorization header; all others have a good token."""
schemathesis.openapi.format(
    "date-time",
    st.datetimes(datetime(2000, 1, 2), datetime(2099, 1, 1), timezones=st.just(UTC)).map(datetime.isoformat),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each operation answered with which status."""

    statuses: dict[str, Counter[int]] = field(default_factory=dict)

    def count(self, operation: str, status: int) -> None:
        """Count an answer."""
        self.statuses.setdefault(operation, Counter())[status] += 1

    @property
    def total(self) -> Counter[int]:
        """The answers of all operations."""
        return sum(self.statuses.values(), Counter())


def known(case: AnyCase) -> AnyCase:
    """Let a case name the character that is there, where it names any."""
    for place in (case.query, case.path_parameters, case.body):
        if isinstance(place, dict):
            place.update({name: value for name, value in KNOWN.items() if name in place})
    return case


def readable(case: AnyCase) -> AnyCase:
    """Let a query of a roster be one that can be read: no JSON Schema can say which are."""
    if isinstance(case.query, dict) and "q" in case.query:
        case.query["q"] = "Jaina"
    return case


def is_keepable(case: AnyCase) -> bool:
    """Say whether a free document has only integers that fit into 64 bits, which no JSON Schema can say."""
    waiting: list[Any] = [case.body]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict | list):
            waiting += value.values() if isinstance(value, dict) else value
        elif isinstance(value, int) and not -(2**63) <= value < 2**63:
            return False
    return True


def cases(operation: APIOperation[Any, Any, Any, Any]) -> st.SearchStrategy[AnyCase]:
    """Return requests that fit, most of them about somebody who is there, and requests that do not fit."""
    fitting = operation.as_strategy(generation_mode=GenerationMode.POSITIVE).filter(is_keepable).map(readable)
    odd = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    return st.one_of(fitting.map(known), fitting.map(known), fitting, odd)


def ask(operation: APIOperation[Any, Any, Any, Any], asking: Program, count: int, tally: Tally) -> None:
    """Send so many requests to one operation, and hold every answer against the document."""

    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=cases(operation))
    def send(case: AnyCase) -> None:
        if operation.method == "delete":
            asking.give(**JAINA, playerCard={"note": "there to be deleted"})
        headers = {"Authorization": f"Bearer {asking.token}"}
        answer = case.call(headers=headers)
        tally.count(operation.label, answer.status_code)
        case.validate_response(answer, headers=headers)

    send()


@pytest.fixture
def populated(app_on: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Give the app on each database in turn, with Jaina in it."""
    town = populate(app_on)
    build(app_on, town)
    monkeypatch.setitem(KNOWN, "guild_id", town.guild_id)
    return app_on


class TestAnyRequest:
    def test_every_answer_is_one_that_the_document_tells_of(
        self, populated: Flask, pytestconfig: pytest.Config, record_property: Callable[[str, object], None]
    ) -> None:
        asking = program(populated)
        schema = schemathesis.openapi.from_wsgi("/api/openapi.json", populated)
        schema.config.generation.allow_x00 = False  # test_body.py has them: no JSON Schema can forbid them
        operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
        assert len(operations) == OPERATIONS
        tally, wanted = Tally(), int(pytestconfig.getoption("--api-cases"))

        for operation in operations:
            ask(operation, asking, -(-wanted // len(operations)), tally)

        record_property("measured", f"{tally.total.total()} requests: {dict(sorted(tally.total.items()))}")
        assert [status for status in tally.total if status >= 500] == []
        assert {where for where, found in tally.statuses.items() if not set(found) & {200, 201, 204}} == set()
        assert tally.total[404] <= MOST_ABSENT * tally.total.total()
        assert tally.total[401] + tally.total[403] <= MOST_REFUSED * tally.total.total()
