"""Rows become objects by identifiers."""

from tests.support.roll import NOON
from webapp.api.guilds.objects import roster_object


def test_cells_are_named_and_moments_are_written() -> None:
    keys = ["name", "item_level", "checked_at", "log"]

    (member,) = roster_object(keys, [["Thrall", 700, NOON, None]])

    assert (member["name"], member["item_level"], member["log"]) == ("Thrall", 700, None)
    assert member["checked_at"].endswith("Z")
