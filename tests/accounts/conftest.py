"""Two people for tests of rows, and a browser for tests of the whole way through the simulator."""

from collections.abc import Iterator

import pytest
from flask import Flask

from simulator import Simulator
from tests.accounts.journeys import Journey, journey
from tests.accounts.lists import ME, OTHER, add_people


@pytest.fixture
def two_people(app_on: Flask) -> Iterator[None]:
    """Push a context of the app, on SQLite and on PostgreSQL in turn, with two people in it."""
    with app_on.app_context():
        add_people(ME, OTHER)
        yield


@pytest.fixture
def trip(app: Flask, simulator: Simulator) -> Journey:
    """Give a browser in which nobody is signed in."""
    return journey(app, simulator)
