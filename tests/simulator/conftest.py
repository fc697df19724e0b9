"""A simulator for each test, and a caller that speaks to it as a client of Battle.net would."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest
import requests

from simulator import Simulator
from tests.simulator.application import Application

DEMO = "/data/wow/guild/argent-dawn/lantern-watch"


@dataclass
class Caller:
    """Calls one simulator with a token of its own."""

    sim: Simulator
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.session.trust_env = False
        self.renew()

    def renew(self) -> None:
        credentials = {"auth": ("client", "secret"), "data": {"grant_type": "client_credentials"}}
        answer = self.session.post(f"{self.sim.url}/token", timeout=5, **credentials)  # type: ignore[arg-type]
        self.session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def get(self, path: str, space: str = "profile", **options: Any) -> requests.Response:
        region = options.pop("region", "eu")
        query = {"namespace": f"{space}-{region}", "locale": "en_GB"} | options.pop("query", {})
        return self.session.get(f"{self.sim.url}/{region}{path}", params=query, timeout=5, **options)

    def character(self, member: dict[str, Any], section: str = "", **options: Any) -> requests.Response:
        place = f"/profile/wow/character/{quote(member['realm'])}/{quote(member['name'].lower())}"
        return self.get(f"{place}{section}", **options)


@pytest.fixture
def sim() -> Iterator[Simulator]:
    """Run a world of sixty members."""
    with Simulator(members=60, seed=7) as running:
        yield running


@pytest.fixture
def caller(sim: Simulator) -> Iterator[Caller]:
    """Give a client that has a token."""
    made = Caller(sim)
    yield made
    made.session.close()


@pytest.fixture
def application(sim: Simulator) -> Iterator[Application]:
    """Give an application that sends people to sign in."""
    made = Application(sim)
    yield made
    made.session.close()


@pytest.fixture
def raider(sim: Simulator) -> dict[str, Any]:
    """Give the truth about the first member that has a profile and a rating."""
    return next(one for one in sim.control.members() if one["rating"])
