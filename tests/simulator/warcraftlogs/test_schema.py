"""Is our schema a part of the real one? Its recorded introspection is not part of the repository."""

import json
from pathlib import Path
from typing import Any

import pytest
from graphql import introspection_from_schema

from simulator.warcraftlogs.execution import schema

RECORDED = Path(__file__).resolve().parents[4] / "shared" / "fixtures" / "warcraftlogs"
OURS: list[dict[str, Any]] = [
    dict(one)
    for one in introspection_from_schema(schema())["__schema"]["types"]
    if one["kind"] in {"OBJECT", "ENUM"} and not one["name"].startswith("__")
]
# Types that the recording leaves out.
UNRECORDED = {"Encounter", "Partition", "Expansion"}
pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="no recorded payloads beside the repository")


def recorded() -> dict[str, Any]:
    """Return the recorded types by name."""
    (path,) = RECORDED.glob("schema-introspection*.json")
    return {one["name"]: one for one in json.loads(path.read_text("utf-8"))["types"]}


def written(kind: dict[str, Any]) -> str:
    """Return a type as GraphQL writes it."""
    match kind["kind"]:
        case "NON_NULL":
            return f"{written(kind['ofType'])}!"
        case "LIST":
            return f"[{written(kind['ofType'])}]"
    name: str = kind["name"]
    return name


def parts(kind: dict[str, Any]) -> set[tuple[str, ...]]:
    """Return every field, argument with its default, and enumerated word of a type."""
    found: set[tuple[str, ...]] = {(one["name"],) for one in kind.get("enumValues") or []}
    for field in kind.get("fields") or []:
        found.add((field["name"], written(field["type"])))
        found |= {
            (field["name"], one["name"], written(one["type"]), str(one.get("defaultValue")))
            for one in field["args"]
        }
    return found


def test_all_our_types_are_recorded_but_for_some_that_we_know() -> None:
    assert {one["name"] for one in OURS} - set(recorded()) == UNRECORDED


@pytest.mark.parametrize(
    "ours", [one for one in OURS if one["name"] not in UNRECORDED], ids=lambda one: one["name"]
)
def test_a_type_of_ours_has_nothing_that_the_real_one_lacks(ours: dict[str, Any]) -> None:
    assert parts(ours) - parts(recorded()[ours["name"]]) == set()


def test_rankings_can_be_asked_for_in_every_way() -> None:
    field = "zoneRankings"
    ours, real = (
        {one[1:] for one in parts(kinds["Character"]) if one[0] == field}
        for kinds in ({one["name"]: one for one in OURS}, recorded())
    )

    assert ours == real
