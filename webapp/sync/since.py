"""Since when a section fails as it does: the moment of an attempt, unless an earlier one is stored. Pure."""

from collections.abc import Mapping
from typing import Any

GOOD = "ok"


def with_since(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with ``failed_since`` set where the attempt failed; the database keeps the first."""
    return {**row, "failed_since": None if row["outcome"] == GOOD else row["attempted_at"]}
