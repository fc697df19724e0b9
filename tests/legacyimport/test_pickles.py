"""Pickles are read by another process that runs nothing of them."""

import json
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from uuid import UUID

import pytest

from webapp.legacyimport.documents import Unreadable
from webapp.legacyimport.pickles import PickleReader


class Colour(Enum):
    RED = "red"


@dataclass
class Item:
    name: str
    found_on: date
    tags: set[str]


@dataclass
class Hero:
    id: UUID
    colour: Colour
    items: list[Item]
    seen_at: datetime


@pytest.fixture(scope="module")
def reader() -> Iterator[PickleReader]:
    with PickleReader() as one:
        yield one


class TestRead:
    def test_objects_are_rebuilt_as_data(self, reader: PickleReader) -> None:
        item = Item("Doomhammer", date(2024, 1, 2), {"b", "a"})
        hero = Hero(UUID(int=7), Colour.RED, [item], datetime(2024, 5, 6, 7, tzinfo=UTC))

        read = json.loads(reader.read(pickle.dumps(hero)))

        assert read["id"] == str(UUID(int=7))
        assert read["colour"] == "red"
        assert read["seen_at"] == "2024-05-06T07:00:00+00:00"
        assert read["items"][0]["tags"] == ["a", "b"]
        assert read["items"][0]["found_on"] == "2024-01-02"

    @pytest.mark.parametrize("raw", [b"", b"no pickle", b"\x80\x04\x8e" + b"\xff" * 7 + b"\x7f."])
    def test_what_is_no_pickle_is_refused(self, reader: PickleReader, raw: bytes) -> None:
        with pytest.raises(Unreadable, match="no pickle"):
            reader.read(raw)
