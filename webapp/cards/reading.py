"""Read pieces of stored answers: what is odd is unknown, what must be there is asked for. Pure.

The client's door has seen these answers already, but maybe in an older version of the product; the card needs
a small part of them, so it reads the plain documents instead of parsing everything into values again.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

Document = Mapping[str, Any]
NOTHING: Document = MappingProxyType({})
LONGEST_TEXT = 500
LANGUAGES = ("en_GB", "en_US", "ko_KR", "zh_TW")
_BIGGEST = 2**63
_LATEST_SECONDS = 32_503_680_000  # the year 3000
_BYTE = 255


class Misshapen(ValueError):
    """Something without which a piece has no meaning is not there; the message names it."""


UNREADABLE = (AttributeError, KeyError, TypeError, ValueError, OverflowError)
"""What reading a document of another shape can raise; each part of a card is guarded against it."""


def child_of(owner: Document, key: str) -> Document:
    """Return the object below a key; an empty one where there is none."""
    value = owner.get(key)
    return value if type(value) is dict else NOTHING


def rows_of(owner: Document, key: str) -> Sequence[Any]:
    """Return the list below a key, whose items are objects; a missing list is empty."""
    value = owner.get(key)
    if value is None:
        return ()
    if type(value) is not list:
        raise Misshapen(f"{key} is no list")
    return value


def text_of(value: Any) -> str | None:
    """Return a text; of a text in many languages the English one, else any."""
    if type(value) is str:
        return value if len(value) <= LONGEST_TEXT else None
    if type(value) is dict:
        spoken = [value.get(language) for language in LANGUAGES]
        return next((text for text in (*spoken, *value.values()) if text and type(text) is str), None)
    return None


def name_of(owner: Document, key: str) -> str | None:
    """Return the name of what a key mentions."""
    return text_of(child_of(owner, key).get("name"))


def whole_of(value: Any) -> int | None:
    """Return a whole number that a database can store."""
    return value if type(value) is int and -_BIGGEST <= value < _BIGGEST else None


def count_of(value: Any) -> int:
    """Return a whole number that counts something; 0 for anything else."""
    return value if type(value) is int and 0 <= value < _BIGGEST else 0


def number_of(value: Any) -> float | None:
    """Return a finite number."""
    return float(value) if type(value) in {int, float} and abs(value) < _BIGGEST else None


def needed_id(owner: Document, key: str) -> int:
    """Return the id of what a key mentions; raise Misshapen without one."""
    number = whole_of(child_of(owner, key).get("id"))
    if number is None:
        raise Misshapen(f"{key} has no id")
    return number


def type_of(owner: Document, key: str) -> str | None:
    """Return the type of what a key mentions: an upper-case word."""
    return text_of(child_of(owner, key).get("type"))


def moment_of(value: Any) -> datetime | None:
    """Return a moment sent as milliseconds since 1970."""
    seconds = value / 1000 if type(value) is int else -1
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < _LATEST_SECONDS else None


def written(moment: datetime | None) -> str | None:
    """Write a moment as cards have it: ISO 8601 in UTC."""
    if moment is None:
        return None
    return moment.isoformat() if moment.tzinfo is UTC else moment.astimezone(UTC).isoformat()


def color_of(rating: Document) -> str | None:
    """Return the colour beside a rating as ``#rrggbb``."""
    color = child_of(rating, "color")
    red, green, blue = color.get("r"), color.get("g"), color.get("b")
    if _is_byte(red) and _is_byte(green) and _is_byte(blue):
        return f"#{red:02x}{green:02x}{blue:02x}"
    return None


def _is_byte(value: Any) -> bool:
    return type(value) is int and 0 <= value <= _BYTE
