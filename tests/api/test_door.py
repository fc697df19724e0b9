"""What malicious or broken programs send: 4xx with the place named, never 5xx, and nothing is written."""

import hashlib
import io

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.api.conftest import CACHE, JAINA, UPSERT, Program, populate, program
from webapp.api.body import LARGEST_BODY
from webapp.extensions import Model, db

GOOD = b'{"region":"EU","realm":"argent-dawn","characterName":"Jaina","playerCard":%s}'
BODIES: dict[str, tuple[bytes, int, str]] = {
    "100,000 brackets": (b"[" * 100_000, 400, ""),
    "100,000 brackets in a field": (GOOD % (b"[" * 100_000 + b"]" * 100_000), 400, "playerCard"),
    "an open end": (GOOD % b'{"a": ', 400, ""),
    "no JSON at all": (b"region=EU", 400, ""),
    "nothing": (b"", 400, ""),
    "a list": (b"[]", 422, ""),
    "null": (b"null", 422, ""),
    "a byte order mark": (b"\xef\xbb\xbf" + GOOD % b"{}", 400, ""),
    "another encoding": ((GOOD % b"{}").decode().encode("utf-16"), 400, ""),
    "broken UTF-8": (GOOD % b'{"a":"\xff"}', 400, ""),
    "NaN": (GOOD % b'{"a":NaN}', 422, "playerCard"),
    "infinity": (GOOD % b'{"a":1e999}', 422, "playerCard"),
    "an integer of 70 bits": (GOOD % b'{"a":1180591620717411303424}', 422, "playerCard"),
    "5,000 digits": (GOOD % (b'{"a":' + b"9" * 5000 + b"}"), 422, "playerCard"),
    "a doubled key": (b'{"region":"EU","region":"US"}', 422, "region"),
    "half a surrogate pair": (GOOD % b'{"a":"\\ud800"}', 422, "playerCard"),
    "NUL": (GOOD % b'{"a":"\\u0000"}', 422, "playerCard"),
    "NUL in a name": (b'{"region":"EU","realm":"a","characterName":"a\\u0000"}', 422, "characterName"),
    "what stands for no text": (
        '{"region":"EU","realm":"a","characterName":"a\ufffd"}'.encode(),
        422,
        "characterName",
    ),
    "too many values": (GOOD % (b"[" + b"0," * 60_000 + b"0]"), 422, ""),
    "a card that is no object": (GOOD % b"[]", 422, "playerCard"),
    "a card that is text": (GOOD % b'"{}"', 422, "playerCard"),
}
FIELDS: dict[str, dict[str, object]] = {
    "region": {"region": "XX"},
    "realm": {"realm": ""},
    "characterName": {"characterName": "x" * 300},
    "seasonKey": {"seasonKey": "../.."},
    "fetchStatus": {"fetchStatus": "done"},
    "wclLastFetchedAt": {"wclLastFetchedAt": "2026-02-01T12:00:00"},
    "blizzardLastFetchedAt": {"blizzardLastFetchedAt": "0001-01-01T00:00:00+14:00"},
    "errorMessage": {"errorMessage": 5},
    "playerCard": {"playerCard": None},
    "id": {"id": 7},
    "createdAt": {"createdAt": "2026-02-01T12:00:00Z"},
    "character_id": {"character_id": 1},
}
QUERIES: dict[str, tuple[str, str]] = {
    "an unknown region": ("region=XX&realm=a&characterName=b", "region"),
    "no region": ("realm=a&characterName=b", "region"),
    "an empty realm": ("region=EU&realm=&characterName=b", "realm"),
    "a name of blanks": ("region=EU&realm=a&characterName=%20%20", "characterName"),
    "a name of 300 letters": (f"region=EU&realm=a&characterName={'x' * 300}", "characterName"),
    "a name of 65 letters": (f"region=EU&realm=a&characterName={'x' * 65}", "characterName"),
    "NUL": ("region=EU&realm=a&characterName=a%00b", "characterName"),
    "half a surrogate pair": ("region=EU&realm=a&characterName=%ED%A0%80", "characterName"),
    "broken UTF-8": ("region=EU&realm=%FF&characterName=b", "realm"),
    "a line end": ("region=EU%0A&realm=a&characterName=b", "region"),
    "a doubled parameter": ("region=EU&region=US&realm=a&characterName=b", "region"),
    "an unknown parameter": ("region=EU&realm=a&characterName=b&debug=1", "debug"),
    "a wrong season": ("region=EU&realm=a&characterName=b&seasonKey=%2F", "seasonKey"),
}


def contents(app: Flask) -> str:
    """Return a hash of every row of every table."""
    with app.app_context():
        rows = [
            (table.name, sorted(map(repr, db.session.execute(select(table)).all())))
            for table in Model.metadata.sorted_tables
        ]
        db.session.remove()
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def assert_refused(answer: TestResponse, status: int, field: str) -> None:
    """Check that an answer is a problem which names a field."""
    problem = answer.json or {}
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert field in [flaw["field"] for flaw in problem.get("errors", [])]


@pytest.fixture
def writer(app_on: Flask) -> Program:
    """Give a program that may do everything, on each database in turn, and a card to lose."""
    populate(app_on)
    made = program(app_on)
    made.give(**JAINA, playerCard={"kept": True})
    return made


class TestBodies:
    def test_what_breaks_programs_is_refused_and_nothing_is_written(
        self, app_on: Flask, writer: Program
    ) -> None:
        before = contents(app_on)

        for body, status, field in BODIES.values():
            answer = writer.ask("POST", UPSERT, data=body, content_type="application/json")
            assert_refused(answer, status, field)

        assert contents(app_on) == before

    def test_each_field_is_checked_and_none_is_taken_that_is_not_listed(
        self, app_on: Flask, writer: Program
    ) -> None:
        before = contents(app_on)

        for field, wrong in FIELDS.items():
            assert_refused(writer.give(**{**JAINA, "playerCard": {}, **wrong}), 422, field)

        assert contents(app_on) == before

    @pytest.mark.parametrize("field", ["region", "realm", "characterName"])
    def test_what_is_missing_is_named(self, operator: Program, field: str) -> None:
        card = {name: value for name, value in JAINA.items() if name != field}

        assert_refused(operator.give(**card), 422, field)

    @pytest.mark.parametrize(
        "kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/json; charset=ÿ"]
    )
    def test_only_json_is_taken(self, operator: Program, kind: str) -> None:
        answer = operator.ask("POST", UPSERT, data=GOOD % b"{}", content_type=kind)

        assert_refused(answer, 415, "Content-Type")

    def test_a_compressed_body_is_not_unpacked(self, operator: Program) -> None:
        headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}

        assert operator.ask("POST", UPSERT, data=b"x", headers=headers).status_code == 415

    def test_a_stream_that_is_too_long_is_413(self, app: Flask, operator: Program) -> None:
        body = GOOD % b"{}"
        body += b" " * (LARGEST_BODY - len(body)) + b"and so on"
        stream = {"wsgi.input": io.BytesIO(body), "wsgi.input_terminated": True}

        answer = app.test_client().open(
            UPSERT,
            method="POST",
            content_type="application/json",
            headers={"Authorization": f"Bearer {operator.token}", "Transfer-Encoding": "chunked"},
            environ_overrides=stream,
        )

        assert answer.status_code == 413

    @pytest.mark.parametrize("size", [600 * 1024, 2 * 1024 * 1024])
    def test_a_body_that_is_too_large_is_413(self, operator: Program, size: int) -> None:
        answer = operator.ask("POST", UPSERT, data=b" " * size, content_type="application/json")

        assert (answer.status_code, answer.content_type) == (413, "application/problem+json")

    def test_another_sites_form_needs_a_token_like_everybody(self, app: Flask) -> None:
        app.config["WTF_CSRF_ENABLED"] = True

        assert app.test_client().post(UPSERT, json=JAINA).status_code == 401
        assert program(app).give(**JAINA).status_code == 201


class TestQueries:
    @pytest.mark.parametrize(("query", "field"), QUERIES.values(), ids=list(QUERIES))
    @pytest.mark.parametrize(("method", "path"), [("GET", CACHE), ("DELETE", f"{CACHE}/delete")])
    def test_what_does_not_fit_is_named(
        self, operator: Program, method: str, path: str, query: str, field: str
    ) -> None:
        assert_refused(operator.ask(method, f"{path}?{query}"), 422, field)
