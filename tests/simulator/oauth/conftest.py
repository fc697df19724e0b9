"""An application for each test that wants somebody to sign in."""

from collections.abc import Iterator

import pytest

from simulator import Simulator
from tests.simulator.application import Application


@pytest.fixture
def application(sim: Simulator) -> Iterator[Application]:
    """Give an application of the test's simulator."""
    made = Application(sim)
    yield made
    made.session.close()
