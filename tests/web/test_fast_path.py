"""Before the framework: only what is known to be as it was is answered there."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.long_ways import long_ways
from tests.support.roll import PAGE, tracked
from tests.support.signed_in import browser_of, enlisted
from webapp.caching.memory import Memory
from webapp.extensions import db
from webapp.web.fast_path import KEPT_BYTES, LONGEST_ADDRESS, WAYS_COST, Address, put

TABLE = f"{PAGE}_table"


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """Give the browser of a member, which has the table."""
    browser = browser_of(app, enlisted(app, tracked(app, "Jaina"), "Uther", rank=3))
    for _ in range(2):
        assert browser.get(TABLE).status_code == 200
    return browser


class TestFastPath:
    def test_another_method_asks_the_framework(self, app: Flask, browser: FlaskClient) -> None:
        with long_ways(app) as taken:
            assert browser.head(TABLE).status_code == 200
            assert browser.post(TABLE).status_code == 405

        assert taken == ["asked"] * 2

    def test_a_page_that_says_nothing_of_it_asks_the_framework(
        self, app: Flask, browser: FlaskClient
    ) -> None:
        with long_ways(app) as taken:
            for _ in range(2):
                assert browser.get(f"{PAGE}_strip").status_code == 200

        assert taken == ["asked"] * 2

    def test_addresses_without_end_are_forgotten(self) -> None:
        ways = Memory[Address](KEPT_BYTES)
        for number in range(20_000):
            put(ways, (str(number),), object(), WAYS_COST)

        assert ways.used <= KEPT_BYTES
        assert len(ways) < 1_000

    def test_a_long_address_is_not_remembered(self, app: Flask, browser: FlaskClient) -> None:
        headers = {"HX-Current-URL": f"http://localhost{PAGE}?" + "x" * LONGEST_ADDRESS}
        with long_ways(app) as taken:
            for _ in range(3):
                assert browser.get(TABLE, headers=headers).status_code == 200

        assert taken == ["asked"] * 3

    def test_a_database_that_is_away_has_its_page(self, app: Flask, browser: FlaskClient) -> None:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        path = Path(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
        path.write_bytes(b"no database at all")

        assert browser.get(TABLE).status_code == 503
