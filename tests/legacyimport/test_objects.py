"""Objects of pickles, in every protocol, become data with nothing of them lost."""

import json
import pickle
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from ipaddress import IPv4Address
from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from webapp.legacyimport.documents import Unreadable
from webapp.legacyimport.objects import data_of
from webapp.legacyimport.pickles import PickleReader

MANY = {
    "at": datetime(2024, 5, 6, 7, tzinfo=ZoneInfo("Europe/Berlin")),
    "utc": datetime(2024, 5, 6, 7, tzinfo=UTC),
    "time": time(7, 30),
    "zone": ZoneInfo("Europe/Berlin"),
    "span": timedelta(minutes=2),
    "path": PurePosixPath("/home/thrall"),
    "gold": Decimal("1.50"),
    "share": Fraction(1, 2),
    "bytes": b"\xff",
    "order": OrderedDict(a=1),
    "more": defaultdict(list, b=[2]),
    "count": Counter("aa"),
    "last": deque([3]),
    1: {"$set": "no tag"},
    frozenset({"x"}): {2, 1},
}


@pytest.fixture(scope="module")
def reader() -> Iterator[PickleReader]:
    with PickleReader() as one:
        yield one


class TestDataOf:
    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    @pytest.mark.parametrize(
        "value",
        [1 + 2j, range(3), bytearray(b"x"), IPv4Address("127.0.0.1"), SimpleNamespace(race="Orc")],
        ids=lambda value: type(value).__name__,
    )
    def test_what_python_calls_to_make_data_is_kept(
        self, reader: PickleReader, protocol: int, value: Any
    ) -> None:
        kept = reader.read(pickle.dumps({"name": "Thrall", "x": value}, protocol))

        assert json.loads(kept)["x"]

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_each_protocol_says_the_same(self, reader: PickleReader, protocol: int) -> None:
        read: dict[str, Any] = json.loads(reader.read(pickle.dumps(MANY, protocol)))

        share = read.pop("share")
        assert "fractions.Fraction" in share["$type"]
        assert read == {
            "at": "2024-05-06T07:00:00+02:00[Europe/Berlin]",
            "utc": "2024-05-06T07:00:00+00:00",
            "time": "07:30:00",
            "zone": "Europe/Berlin",
            "span": 120.0,
            "path": "/home/thrall",
            "gold": "1.50",
            "bytes": {"$bytes": "/w=="},
            "order": {"a": 1},
            "more": {"b": [2]},
            "count": {"a": 2},
            "last": [3],
            "1": {"$set": "no tag"},
            '["x"]': [1, 2],
        }

    def test_keys_that_would_be_one_are_refused(self) -> None:
        with pytest.raises(Unreadable, match="the same"):
            data_of({"$pairs": [[1, 2], ["1", 3]]})

    def test_a_moment_of_nonsense_is_refused(self) -> None:
        with pytest.raises(Unreadable, match="cannot be read"):
            data_of({"$object": {"name": "datetime.datetime", "is_called": True, "args": [1, 2]}})
