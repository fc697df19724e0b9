"""The door for JSON from outside: bytes become a clean document, and fields are read with their path."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from webapp.clients.upstream.errors import BadPayload

MAX_BYTES = 8 * 1024 * 1024  # a guild of 1,000 is half a megabyte; parsed JSON takes ten times its size
LONGEST_TEXT = 500
_BIGGEST = 2**63
_FIRST_ERROR = 400
_SAMPLE = 200
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2}|u0000)|.)",
    re.DOTALL,
)
_SUSPECT = re.compile(rb"\\u(?:[dD][89a-fA-F]|0000)")


class NotJson(ValueError):
    """The body is not JSON, or JSON that cannot be an answer."""


def read_document(body: bytes) -> Mapping[str, Any]:
    """Decode a JSON object; NUL and lone surrogates become U+FFFD, since no database stores them."""
    return read_with_text(body)[0]


def read_with_text(body: bytes) -> tuple[Mapping[str, Any], bytes]:
    """Return the same together with its text, which may be stored without being written once more."""
    if len(body) > MAX_BYTES:
        raise NotJson("larger than any answer we ask for")
    if _SUSPECT.search(body):
        body = _ESCAPE.sub(_cleaned, body)
    try:
        document = orjson.loads(body)
        text = orjson.dumps(document)  # refuses nesting beyond 254, which later encoders could not take
    except (orjson.JSONDecodeError, orjson.JSONEncodeError) as error:
        raise NotJson(f"not JSON: {_sample(body)}") from error
    if not isinstance(document, dict):
        raise NotJson("not a JSON object")
    code = document.get("code")
    if "detail" in document and isinstance(code, int) and code >= _FIRST_ERROR:
        raise NotJson(f"an error in place of an answer: {_sample(body)}")  # seen during maintenance
    return document, text


def _sample(body: bytes) -> str:
    return body[:_SAMPLE].decode("utf-8", "replace")


def _cleaned(match: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if match.group(1) else match.group()


class Json:
    """An object within a document, which knows its path and the locale that names are wanted in."""

    __slots__ = ("_fields", "_locale", "_path")

    def __init__(self, fields: Mapping[str, Any], *, locale: str, path: str = "$") -> None:
        self._fields = fields
        self._locale = locale
        self._path = path

    def has(self, key: str) -> bool:
        """Tell whether the key is there with a value."""
        return self._fields.get(key) is not None

    def child(self, key: str) -> "Json":
        """Return a required object."""
        found = self.child_or_none(key)
        if found is None:
            raise self.bad(key)
        return found

    def child_or_none(self, key: str) -> "Json | None":
        """Return an object, or None when it is missing or something else."""
        value = self._fields.get(key)
        if not isinstance(value, dict):
            return None
        return Json(value, locale=self._locale, path=f"{self._path}.{key}")

    def children(self, key: str, *, most: int = 5_000) -> Iterator["Json"]:
        """Iterate over the objects of a list; a missing list is empty, one that is no list is refused."""
        for index, entry in enumerate(self.entries(key, most=most)):
            if entry is None:
                raise self.bad(f"{key}[{index}]")
            yield entry

    def entries(self, key: str, *, most: int = 5_000) -> Iterator["Json | None"]:
        """Iterate over a list as ``children`` does, with None for an entry that is no object."""
        values = self._fields.get(key)
        if values is None:
            return
        if not isinstance(values, list) or len(values) > most:
            raise self.bad(key)
        for index, value in enumerate(values):
            is_object = isinstance(value, dict)
            yield Json(value, locale=self._locale, path=f"{self._path}.{key}[{index}]") if is_object else None

    def integers(self, key: str) -> tuple[int, ...]:
        """Return the whole numbers of a list; a missing list is empty."""
        values = self._fields.get(key)
        if not isinstance(values, list):
            return ()
        return tuple(value for value in values if type(value) is int and abs(value) < _BIGGEST)

    def integer(self, key: str) -> int:
        """Return a required whole number that a database can store."""
        found = self.integer_or_none(key)
        if found is None:
            raise self.bad(key)
        return found

    def integer_or_none(self, key: str) -> int | None:
        """Return a whole number, or None."""
        value = self._fields.get(key)
        return value if type(value) is int and -_BIGGEST <= value < _BIGGEST else None

    def number_or_none(self, key: str) -> float | None:
        """Return a finite number, or None."""
        value = self._fields.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return float(value) if abs(value) < _BIGGEST else None

    def text(self, key: str) -> str:
        """Return a required text."""
        found = self.text_or_none(key)
        if found is None:
            raise self.bad(key)
        return found

    def text_or_none(self, key: str) -> str | None:
        """Return a text, or None; of a localised object the wanted language, else any."""
        value = self._fields.get(key)
        if isinstance(value, dict):
            value = value.get(self._locale) or next((text for text in value.values() if text), None)
        return value if isinstance(value, str) and len(value) <= LONGEST_TEXT else None

    def flag(self, key: str) -> bool:
        """Return a required truth value."""
        value = self._fields.get(key)
        if not isinstance(value, bool):
            raise self.bad(key)
        return value

    def flag_or_none(self, key: str) -> bool | None:
        """Return a truth value, or None."""
        value = self._fields.get(key)
        return value if isinstance(value, bool) else None

    def moment(self, key: str) -> datetime:
        """Return a required moment, sent as milliseconds since 1970."""
        found = self.moment_or_none(key)
        if found is None:
            raise self.bad(key)
        return found

    def moment_or_none(self, key: str) -> datetime | None:
        """Return a moment, or None when it is missing, zero or out of range."""
        milliseconds = self.integer_or_none(key)
        if not milliseconds:
            return None
        try:
            return datetime.fromtimestamp(milliseconds / 1000, UTC)
        except (ValueError, OverflowError, OSError):
            return None

    def bad(self, key: str) -> BadPayload:
        """Return the error that says where the document is not as promised."""
        problem = "is missing" if self._fields.get(key) is None else "is not what it should be"
        return BadPayload(problem, field=f"{self._path}.{key}")
