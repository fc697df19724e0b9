"""Objects of pickles, in every protocol, become data with nothing of them lost."""

import json
import os
import pickle
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from http import HTTPStatus
from ipaddress import IPv4Address
from pathlib import PurePosixPath
from time import gmtime
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
    "deep": defaultdict(partial(defaultdict, int), b={"c": 2}),
    "count": Counter("aa"),
    "last": deque([3]),
    1: {"$set": "no tag"},
    frozenset({"x"}): {2, 1},
}


class Inside:
    """A class with another inside, as older tools have them."""

    class Gear:
        """What has a name of two parts."""


@dataclass
class Called:
    """What would have Python call something when it is read, hidden in something harmless."""

    maker: Callable[..., Any]
    arguments: tuple[Any, ...]

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self.maker, self.arguments


SHELL = Called(os.system, ("true",))


@pytest.fixture(scope="module")
def reader() -> Iterator[PickleReader]:
    with PickleReader() as one:
        yield one


class TestDataOf:
    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    @pytest.mark.parametrize(
        "value",
        [
            *(1 + 2j, range(3), bytearray(b"x"), IPv4Address("127.0.0.1"), SimpleNamespace(race="Orc")),
            *(ValueError("no such realm"), HTTPStatus.OK, gmtime(0), array("i", [1]), Inside.Gear()),
        ],
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
            "deep": {"b": {"c": 2}},
            "count": {"a": 2},
            "last": [3],
            "1": {"$set": "no tag"},
            '["x"]': [1, 2],
        }

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_a_class_inside_another_is_called_by_both_names(
        self, reader: PickleReader, protocol: int
    ) -> None:
        kept = reader.read(pickle.dumps(Inside.Gear(), protocol))

        assert json.loads(kept) == {"$type": f"{__name__}.Inside.Gear"}

    @pytest.mark.parametrize(
        ("maker", "arguments"),
        [
            (defaultdict, (SHELL,)),
            (defaultdict, (Called(partial, (SHELL,)),)),
            (Counter, (SHELL,)),
            (getattr, (SHELL, "x")),
            (datetime, (b"\x07\xe4\x01\x01\0\0\0\0\0\0", SHELL)),
        ],
        ids=lambda one: getattr(one, "__name__", ""),
    )
    def test_a_call_is_refused_where_data_is_made_of_it(
        self, reader: PickleReader, maker: Callable[..., Any], arguments: tuple[Any, ...]
    ) -> None:
        with pytest.raises(Unreadable, match=r"would have Python call posix\.system"):
            reader.read(pickle.dumps(Called(maker, arguments)))

    def test_keys_that_would_be_one_are_refused(self) -> None:
        with pytest.raises(Unreadable, match="the same"):
            data_of({"$pairs": [[1, 2], ["1", 3]]})

    def test_a_moment_of_nonsense_is_refused(self) -> None:
        with pytest.raises(Unreadable, match="cannot be read"):
            data_of({"$object": {"name": "datetime.datetime", "is_called": True, "args": [1, 2]}})
