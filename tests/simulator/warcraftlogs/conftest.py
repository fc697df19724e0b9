"""A caller that speaks to the simulator as a client of Warcraft Logs would."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from simulator import Simulator

RATE = "rateLimitData { limitPerHour pointsSpentThisHour pointsResetIn }"


@dataclass
class LogsCaller:
    """Calls one simulator's Warcraft Logs with a token of its own."""

    sim: Simulator
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.session.trust_env = False
        answer = self.grant(auth=("key", "secret"), data={"grant_type": "client_credentials"})
        self.session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def grant(self, **options: Any) -> requests.Response:
        return self.session.post(f"{self.sim.url}/wcl/oauth/token", timeout=5, **options)

    def ask(self, query: str, **variables: Any) -> requests.Response:
        """Send a query."""
        content = {"query": query, "variables": variables}
        return self.session.post(f"{self.sim.url}/wcl/api/v2/client", json=content, timeout=5)

    def found(self, query: str, **variables: Any) -> Any:
        """Return the data of a query that must have no errors."""
        content = self.ask(query, **variables).json()
        assert "errors" not in content, content["errors"]
        return content["data"]

    def character(self, member: dict[str, Any], fields: str) -> Any:
        """Return fields of one member."""
        return self.found(f"{{ characterData {{ {alias('one', member, fields)} }} }}")["characterData"]["one"]

    def rankings(self, member: dict[str, Any], arguments: str = "difficulty: 3") -> Any:
        """Return the rankings of one member."""
        return self.character(member, f"zoneRankings({arguments})")["zoneRankings"]


def alias(word: str, member: dict[str, Any], fields: str) -> str:
    """Return the part of a query that asks for one member under an alias."""
    return (
        f'{word}: character(name: "{member["name"]}", serverSlug: "{member["realm"]}", serverRegion: "EU") '
        f"{{ {fields} }}"
    )


@pytest.fixture
def logs(sim: Simulator) -> Iterator[LogsCaller]:
    """Give a client of Warcraft Logs that has a token; it is a Thursday noon, long after every upload."""
    sim.control.freeze("2026-11-05T12:00:00+00:00")
    made = LogsCaller(sim)
    yield made
    made.session.close()


@pytest.fixture
def logged(logs: LogsCaller) -> dict[str, Any]:
    """Give the truth about the best raider, whose logs are open."""
    sim = logs.sim
    raider = max(sim.control.members(), key=lambda one: one["equipped_item_level"] or 0)
    sim.control.set_logs("open", raider["name"], realm=raider["realm"])
    return raider
