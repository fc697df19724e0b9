"""Reading changes nothing, reaches no other server, and gives pages that the content policy allows."""

import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from simulator import Simulator
from tests.architecture import routes, seeds
from tests.architecture.markup import page_problems
from webapp.extensions import Model, db
from webapp.models import Guild
from webapp.web.session_cookie import NAME

ANSWERS = {200, 204, 286}
"""Shown, nothing to show, and htmx's "stop asking"; a redirect or an error would prove nothing."""
LEAD_ON = {
    "accounts.callback",
    "accounts.outcome",
    "adding.unasked",
    "characters.with_slash",
    "notices.unsaved",
}
"""Addresses that only lead on: to another that is asked too, or into a session, which other tests follow."""
ASKED: tuple[tuple[str, dict[str, str]], ...] = (
    ("", {}),
    ("", {"HX-Request": "true"}),
    ("?q=img&page_size=all", {}),
)
ASKED_BY_PROGRAMS = (("", {"Authorization": f"Bearer {seeds.TOKEN}"}),)


@pytest.fixture
def seeded(app: Flask) -> Flask:
    """Give the app with a row in every table."""
    with app.app_context():
        seeds.seed()
    return app


def reading(app: Flask) -> list[Rule]:
    return [rule for rule in routes.pages(app) if "GET" in routes.methods_of(rule)]


def contents(app: Flask) -> dict[str, str]:
    """Return a hash of each table's rows."""
    with app.app_context():
        rows = {
            table.name: sorted(map(repr, db.session.execute(select(table)).all()))
            for table in Model.metadata.sorted_tables
        }
        db.session.remove()
    return {name: hashlib.sha256(repr(found).encode()).hexdigest() for name, found in rows.items()}


def read_everything(browser: FlaskClient, rules: list[Rule]) -> dict[str, str]:
    """Read every address plainly, as htmx does, and with a query; programs send their token."""
    shown: dict[str, str] = {}
    for rule in (rule for rule in rules if rule.endpoint not in LEAD_ON):
        path = seeds.address(rule)
        for query, headers in (
            ASKED_BY_PROGRAMS if routes.is_for_programs(browser.application, rule) else ASKED
        ):
            answer = browser.get(path + query, headers=headers)
            assert answer.status_code in ANSWERS, f"{path}{query} answered {answer.status}"
            if is_file(answer):
                continue  # a browser saves it: it is never read as a page
            shown[path] = shown.get(path, "") + answer.text
    return shown


def is_file(answer: TestResponse) -> bool:
    """Say whether an answer is rows for a spreadsheet, which a browser may only save."""
    if answer.mimetype != "text/csv":
        return False
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    return True


def signed_in(app: Flask) -> FlaskClient:
    """Return the browser of who runs the server."""
    browser = app.test_client()
    browser.set_cookie(NAME, seeds.COOKIE)
    return browser


@contextmanager
def noted_connections() -> Iterator[set[Any]]:
    """Note the address of every connection that this thread opens."""
    real, reader = socket.socket.connect, threading.get_ident()
    noted: set[Any] = set()

    def connect(self: socket.socket, address: Any) -> None:
        if threading.get_ident() == reader:
            noted.add(address)
        real(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign,assignment]
    try:
        yield noted
    finally:
        socket.socket.connect = real  # type: ignore[method-assign]


class TestReading:
    def test_every_table_has_a_row_to_be_changed(self, seeded: Flask) -> None:
        with seeded.app_context():
            empty = [
                table.name
                for table in Model.metadata.sorted_tables
                if db.session.execute(select(table)).first() is None
            ]

        assert empty == []

    def test_it_changes_no_row_of_any_table(self, seeded: Flask) -> None:
        before = contents(seeded)

        read_everything(signed_in(seeded), reading(seeded))

        assert contents(seeded) == before

    def test_a_page_that_writes_is_caught(self, seeded: Flask) -> None:
        before = contents(seeded)

        with seeded.app_context():
            db.session.get_one(Guild, 1).data_version += 1
            db.session.commit()

        after = contents(seeded)
        assert [name for name in before if before[name] != after[name]] == ["guilds"]

    def test_it_reaches_no_server_but_redis(
        self, seeded: Flask, redis_url: str, simulator: Simulator
    ) -> None:
        with noted_connections() as noted:
            read_everything(signed_in(seeded), reading(seeded))

        assert (simulator.host, simulator.port) not in noted
        assert {f"redis://{host}:{port}/0" for host, port in noted} <= {redis_url}

    def test_a_call_upstream_is_noted(self, simulator: Simulator) -> None:
        with noted_connections() as noted:
            requests.get(simulator.url + "/_control", timeout=5)

        assert noted == {(simulator.host, simulator.port)}

    def test_what_it_shows_needs_no_exception_from_the_content_policy(self, seeded: Flask) -> None:
        shown = read_everything(signed_in(seeded), reading(seeded))

        found = {path: page_problems(text) for path, text in shown.items()}

        assert {path: problems for path, problems in found.items() if problems} == {}

    def test_what_people_wrote_stays_text(self, seeded: Flask) -> None:
        shown = read_everything(signed_in(seeded), reading(seeded))

        assert any("&lt;img src=x" in text for text in shown.values())
        assert [path for path, text in shown.items() if "<img src=x" in text] == []
