"""Do our payloads have the shapes of the recorded ones? The recordings are not part of the repository."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from simulator import Simulator
from tests.simulator.conftest import DEMO, Caller

RECORDED = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "blizzard"
NUMBERS = {"int", "float"}
CHARACTER = "character:"
KEYSTONES = f"{CHARACTER}/mythic-keystone-profile"
# Which recordings tell the shape of which path; `character:` stands for the path of a character.
RESOURCES = {
    "guild__": (DEMO, "profile"),
    "guild-roster__": (f"{DEMO}/roster", "profile"),
    "character-profile__": (CHARACTER, "profile"),
    "character-status__": (f"{CHARACTER}/status", "profile"),
    "character-equipment__": (f"{CHARACTER}/equipment", "profile"),
    "character-mythic-keystone-profile__": (f"{CHARACTER}/mythic-keystone-profile", "profile"),
    "character-mythic-keystone-profile-season-": (
        f"{CHARACTER}/mythic-keystone-profile/season/18",
        "profile",
    ),
    "character-encounters-raids__": (f"{CHARACTER}/encounters/raids", "profile"),
    "character-professions__": (f"{CHARACTER}/professions", "profile"),
    "character-media__": (f"{CHARACTER}/character-media", "profile"),
    "character-specializations__": (f"{CHARACTER}/specializations", "profile"),
    "realm-index__": ("/data/wow/realm/index", "dynamic"),
    "mythic-keystone-period-index__": ("/data/wow/mythic-keystone/period/index", "dynamic"),
    "mythic-keystone-period__": ("/data/wow/mythic-keystone/period/1077", "dynamic"),
    "mythic-keystone-season-index__": ("/data/wow/mythic-keystone/season/index", "dynamic"),
    "mythic-keystone-season__": ("/data/wow/mythic-keystone/season/17", "dynamic"),
    "mythic-keystone-dungeon-index__": ("/data/wow/mythic-keystone/dungeon/index", "dynamic"),
    "playable-class-index__": ("/data/wow/playable-class/index", "static"),
    "playable-race-index__": ("/data/wow/playable-race/index", "static"),
    "playable-specialization-index__": ("/data/wow/playable-specialization/index", "static"),
    "playable-specialization__": ("/data/wow/playable-specialization/262", "static"),
}
# Paths of recordings that belong to a game that is gone.
OUTDATED = {
    # Loadouts took the place of talent rows in 2022.
    "character-specializations__": (".specializations[].talents",),
    # Azerite went with its expansion, items for one faction with the wall between them.
    "character-equipment__": (".equipped_items[].azerite_details", ".equipped_items[].requirements.faction"),
}
# What a single answer may lack: a title not chosen, a season not played, no raid entered, no craft learnt.
OPTIONAL = {"active_title", "seasons", "expansions", "primaries", "guild"}
pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="no recorded payloads beside the repository")


def shape(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every key path with its JSON type; items of a list share a path."""
    yield path, type(value).__name__
    if isinstance(value, dict):
        for key, part in value.items():
            yield from shape(part, f"{path}.{key}")
    if isinstance(value, list):
        for part in value:
            yield from shape(part, f"{path}[]")


def types(payloads: list[Any]) -> dict[str, set[str]]:
    """Return the types seen at each path; whole and broken numbers are one type in JSON."""
    seen: dict[str, set[str]] = {}
    for payload in payloads:
        for path, kind in shape(payload):
            seen.setdefault(path, set()).add("number" if kind in NUMBERS else kind)
    return seen


@cache
def recorded(prefix: str) -> tuple[Any, ...]:
    """Return the recordings of a resource."""
    return tuple(json.loads(path.read_text("utf-8")) for path in sorted(RECORDED.glob(f"{prefix}*.json")))


@pytest.fixture(scope="module")
def answers() -> Iterator[dict[str, list[Any]]]:
    """Ask the simulator once for every resource, characters' for all members."""
    with Simulator(members=60, seed=7) as sim:
        caller = Caller(sim)
        members = [one for one in sim.control.members() if one["has_profile"]]
        yield {prefix: ask(caller, members, *where) for prefix, where in RESOURCES.items()}
        caller.session.close()


def ask(caller: Caller, members: list[dict[str, Any]], path: str, space: str) -> list[Any]:
    """Return the payloads at a path."""
    if not path.startswith(CHARACTER):
        return [caller.get(path, space).json()]
    section = path.removeprefix(CHARACTER)
    found = (caller.character(one, section) for one in members)
    return [answer.json() for answer in found if answer.ok]


@pytest.mark.parametrize("prefix", RESOURCES)
class TestAPayloadOfOurs:
    def test_has_recordings_to_be_compared_with(self, prefix: str) -> None:
        assert recorded(prefix)

    def test_has_the_recorded_type_at_every_path_that_both_know(
        self, prefix: str, answers: dict[str, list[Any]]
    ) -> None:
        known = types(list(recorded(prefix)))

        ours = types(answers[prefix])

        strange = {
            path: (kinds, known[path])
            for path, kinds in ours.items()
            if path in known and not kinds <= known[path]
        }
        assert strange == {}

    def test_has_every_path_that_all_recordings_have(
        self, prefix: str, answers: dict[str, list[Any]]
    ) -> None:
        required = set.intersection(*(set(types([one])) for one in recorded(prefix)))
        ours = types(answers[prefix])

        missing = {path for path in required if path not in ours}

        assert {path for path in missing if not path.startswith(OUTDATED.get(prefix, ()))} == set()

    def test_has_in_each_answer_what_no_recording_ever_lacks(
        self, prefix: str, answers: dict[str, list[Any]]
    ) -> None:
        top = set.intersection(*(set(one) for one in recorded(prefix)))

        lacking = [top - set(one) for one in answers[prefix] if not top <= set(one)]

        assert [keys for keys in lacking if not keys <= OPTIONAL] == []
