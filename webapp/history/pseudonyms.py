"""What an archive says of a row: enough for statistics, nothing by which somebody is found again. Pure.

An archive is out of reach of "delete me" and of the 30 days, so it may hold nothing about a person. Names go
for a keyed hash whose key nobody keeps; moments become days, because other sites publish runs and kills with
names and seconds; achievement points, which are as good as a name, are left out.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

LEFT_OUT = frozenset({"achievement_points", "created_at", "updated_at", "character_id"})
LETTERS = 16


def pseudonym(key: bytes, character_id: int) -> str:
    """Return what a character is called in the files of one archive, and nowhere else."""
    return hmac.new(key, str(character_id).encode(), hashlib.sha256).hexdigest()[:LETTERS]


def archived(kind: str, row: Mapping[str, Any], *, key: bytes, about: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as a line of an archive; ``about`` has its character's region and class."""
    told = {name: _as_day(value) for name, value in row.items() if name not in LEFT_OUT}
    return {"kind": kind, "character": pseudonym(key, row["character_id"]), **about, **told}


def _as_day(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value
