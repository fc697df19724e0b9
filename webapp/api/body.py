"""Read a JSON body that anybody may have sent: everything that breaks later is refused here. Pure.

The structure is measured over the text before it is parsed, because a parser goes as deep as its input says.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from math import isfinite
from typing import Any

LARGEST_BODY = 512 * 1024
"""Bytes; a card that this product builds has about 40,000."""
DEEPEST = 64
MOST_NODES = 50_000
"""Values in a document, containers included."""
TOO_MANY = f"There are more than {MOST_NODES} values."
LONGEST_INTEGER = 20
"""Letters of the longest 64-bit integer, its sign included."""
LOWEST, HIGHEST = -(2**63), 2**63 - 1

_JSON_IN_UTF8 = re.compile(
    r"application/json\s*+"
    r"(?:;\s*+(?:charset=(?:utf-?8|\"utf-?8\")"
    r"|(?!charset)[\w!#$&^.+-]++=(?:[\w!#$&^.+-]++|\"[\w /:.+-]*+\"))?+\s*+)*+",
    re.ASCII | re.IGNORECASE,
)
"""What a body may be sent as: any other charset, and one that cannot be read, is none that we know."""
_STRUCTURE = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]|,', re.DOTALL)  # possessive: never looks back
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


class BadBody(ValueError):
    """A body that is refused: with which status, why, and where (RFC 6901; empty for the whole)."""

    def __init__(self, status: HTTPStatus, detail: str, pointer: str = "") -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.pointer = pointer


@dataclass(frozen=True, slots=True)
class _Refused:
    """Stands in the parsed document where its text cannot be a value."""

    detail: str


@dataclass(frozen=True, slots=True)
class _Doubled:
    """An object that names a key twice."""

    key: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands: under which key or index of what is at another place."""

    within: "_Place | None"
    key: str | int


def is_json_in_utf8(content_type: str) -> bool:
    """Say whether a header calls a body JSON and names no charset but UTF-8."""
    return _JSON_IN_UTF8.fullmatch(content_type) is not None


def read_body(body: bytes) -> Any:
    """Return the value of a JSON body, or raise BadBody."""
    if len(body) > LARGEST_BODY:
        raise BadBody(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body is larger than {LARGEST_BODY} bytes.")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadBody(HTTPStatus.BAD_REQUEST, f"Byte {error.start} is no UTF-8.") from error
    _measure(text)
    return _checked(_parsed(text))


def _measure(text: str) -> None:
    depth, commas, key = 0, 0, ""
    for found in _STRUCTURE.finditer(text):
        first = found[0][0]
        depth += _STEPS.get(first, 0)
        commas += first == ","
        if depth > DEEPEST:
            detail = f"Letter {found.start()} begins a level deeper than {DEEPEST}."
            raise BadBody(HTTPStatus.BAD_REQUEST, detail, _member(text, key))
        if commas >= MOST_NODES:  # a value more than commas, at least
            raise BadBody(HTTPStatus.UNPROCESSABLE_ENTITY, TOO_MANY)
        if first == '"' and depth == 1:
            key = found[0]  # of the member that goes on with the next bracket, if the whole is an object


def _member(text: str, key: str) -> str:
    """Return the pointer to a member of the outermost object by its key as written, else to the whole."""
    if not key or not text.lstrip().startswith("{"):
        return ""
    try:
        return f"/{_escaped(json.loads(key))}"
    except json.JSONDecodeError:
        return ""


def _parsed(text: str) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_number,
            parse_constant=lambda word: _Refused(f"{word} is no JSON."),
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadBody(HTTPStatus.BAD_REQUEST, f"The body is no JSON: {error.msg}, {where}.") from error


def _object(pairs: list[tuple[str, Any]]) -> Any:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    seen: set[str] = set()
    return _Doubled(next(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]


def _integer(digits: str) -> Any:
    value = int(digits) if len(digits) <= LONGEST_INTEGER else HIGHEST + 1
    return value if LOWEST <= value <= HIGHEST else _Refused("This integer does not fit into 64 bits.")


def _number(digits: str) -> Any:
    value = float(digits)
    return value if isfinite(value) else _Refused("This number is too large.")


def _checked(document: Any) -> Any:
    """Look at every value, without recursion; the first that cannot be kept is named by its pointer."""
    waiting: list[tuple[Any, _Place | None]] = [(document, None)]
    for seen, (value, place) in enumerate(_taken(waiting)):
        if seen >= MOST_NODES:
            raise BadBody(HTTPStatus.UNPROCESSABLE_ENTITY, TOO_MANY)
        _refuse_unkeepable(value, place)
        for key, inner in _inside(value):
            within = _Place(place, key)
            _refuse_unkeepable(key, within)
            waiting.append((inner, within))
    return document


def _taken(waiting: list[tuple[Any, _Place | None]]) -> Iterator[tuple[Any, _Place | None]]:
    while waiting:
        yield waiting.pop()


def _inside(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _refuse_unkeepable(value: Any, place: _Place | None) -> None:
    if isinstance(value, _Refused):
        raise BadBody(HTTPStatus.UNPROCESSABLE_ENTITY, value.detail, _pointer(place))
    if isinstance(value, _Doubled):
        twice = _pointer(_Place(place, value.key))
        raise BadBody(HTTPStatus.UNPROCESSABLE_ENTITY, "This key stands twice in its object.", twice)
    if isinstance(value, str) and (found := _UNSTORABLE.search(value)):
        kind = "a NUL" if found[0] == "\x00" else "half of a surrogate pair"
        raise BadBody(HTTPStatus.UNPROCESSABLE_ENTITY, f"The text holds {kind}.", _pointer(place))


def _pointer(place: _Place | None) -> str:
    """Return a place as RFC 6901 writes it; written only where something is refused, for most never is."""
    parts: list[str] = []
    while place is not None:
        parts.append(f"/{_escaped(str(place.key))}")
        place = place.within
    return "".join(reversed(parts))


def _escaped(key: str) -> str:
    """Return a key as a pointer writes it; what no answer could carry is replaced."""
    kept = _UNSTORABLE.sub("\ufffd", key[:80])
    return kept.replace("~", "~0").replace("/", "~1")
