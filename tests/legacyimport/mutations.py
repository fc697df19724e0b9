"""Files of an older tool, and what may become of them on the way: bytes changed, lost, doubled, cut off."""

import json
import pickle
import random
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from uuid import UUID


class Side(Enum):
    """An enum of the older tool."""

    HORDE = "horde"


@dataclass
class Hero:
    """A character of the older tool."""

    name: str = "Thrall"
    level: int = 60
    id: UUID = field(default_factory=lambda: UUID(int=7))
    side: Side = Side.HORDE
    tags: set[str] = field(default_factory=lambda: {"a", "b"})
    found_on: date = date(2024, 1, 2)


def wholes() -> list[tuple[str, bytes]]:
    """Return each form of file with its bytes."""
    plain = {"name": "Thrall", "level": 60, "items": [{"id": 1, "name": "Doomhammer"}, None, 1.5]}
    row = {"id": 1, "name": "Thrall", "level": 60, "data": json.dumps(plain)}
    as_json = [("json", json.dumps(one).encode()) for one in (plain, row)]
    return [
        *as_json,
        *(("pickle", pickle.dumps(one, protocol)) for one in (plain, Hero()) for protocol in range(6)),
    ]


def mutated(whole: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one or two changes."""
    raw = bytearray(whole)
    for _ in range(chance.randint(1, 2)):
        at = chance.randrange(len(raw) + 1)
        match chance.randrange(5):
            case 0:
                raw[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del raw[at : at + chance.randint(1, 8)]
            case 2:
                raw[at:at] = chance.randbytes(chance.randint(1, 8))
            case 3:
                raw[at:at] = raw[chance.randrange(len(raw) + 1) :][: chance.randint(1, 40)]
            case _:
                raw = raw[: max(1, at)]
    return bytes(raw)
