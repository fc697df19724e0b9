"""How an entry is written, and whether one that was found is fresh, stale or none. Pure."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

import orjson

T = TypeVar("T")
_MARK, _SEAL = b"M1", 16
_START = len(_MARK) + _SEAL
_LONGEST_GENERATION = 255
_NO_TIME = timedelta(0)
LARGEST = 4 * 1024 * 1024
"""Bytes of an entry; what is larger is shown and not kept."""


class BadEntry(ValueError):
    """What stands under a key is not an entry of ours."""


class Age(StrEnum):
    """What an entry that was found is good for."""

    FRESH = "fresh"
    STALE = "stale"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Codec(Generic[T]):
    """Turns values into bytes and back: JSON or bytes, never a pickle.

    ``is_frozen`` values cannot be changed by who gets them, so a process keeps the value itself; of others it
    keeps the bytes and makes a new value for everybody who asks.
    """

    dump: Callable[[T], bytes]
    load: Callable[[bytes], T]
    is_frozen: bool = False


@dataclass(frozen=True, slots=True)
class Fetched(Generic[T]):
    """A value that was loaded; ``fresh_for`` is shorter than its region's where it will change by itself.

    Zero is for what must not be kept at all.
    """

    value: T
    fresh_for: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """The bytes of a value, and the generation of its group in which it was read."""

    payload: bytes
    generation: bytes = b""


JSON: Codec[Any] = Codec(dump=orjson.dumps, load=orjson.loads)
BYTES: Codec[bytes] = Codec(dump=bytes, load=bytes, is_frozen=True)


def pack(entry: Entry, name: str, secret: bytes) -> bytes:
    """Return an entry as it is stored under a name, sealed: who can write to Redis can make none."""
    if len(entry.generation) > _LONGEST_GENERATION:
        raise ValueError("a generation is a short word")
    content = b"".join((bytes([len(entry.generation)]), entry.generation, entry.payload))
    return _MARK + _seal(content, name, secret) + content


def unpack(stored: bytes, name: str, secret: bytes) -> Entry:
    """Return a stored entry; raises BadEntry for what we did not seal under this name."""
    seal, content = stored[len(_MARK) : _START], stored[_START:]
    is_ours = stored.startswith(_MARK) and hmac.compare_digest(seal, _seal(content, name, secret))
    if not is_ours or not content:
        raise BadEntry("not an entry of the cache")
    end = 1 + content[0]
    return Entry(content[end:], content[1:end])


def _seal(content: bytes, name: str, secret: bytes) -> bytes:
    sealing = hashlib.blake2b(name.encode() + b"\0", key=secret, digest_size=_SEAL)
    sealing.update(content)
    return sealing.digest()


def age_of(left_ms: int, stale_for: timedelta) -> Age:
    """Say what an entry is good for from the milliseconds that it has left, stale ones included.

    What is left is measured by the store that keeps it: clocks of machines may differ.
    """
    if left_ms <= 0:
        return Age.GONE
    return Age.FRESH if left_ms > stale_for // timedelta(milliseconds=1) else Age.STALE


def life_of(fetched: Fetched[Any], *, fresh_for: timedelta, stale_for: timedelta) -> timedelta:
    """Return how long a value is kept in all, stale time included; zero for one that is not kept."""
    fresh = fresh_for if fetched.fresh_for is None else min(fetched.fresh_for, fresh_for)
    return fresh + stale_for if fresh > _NO_TIME else _NO_TIME
