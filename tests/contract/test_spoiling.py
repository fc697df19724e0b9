"""Whatever is spoilt in a recorded answer, the parser gives a sound value or says where the answer is bad."""

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import pytest

from tests.contract.recordings import ABSENT, FOLDER, Recording, recordings
from tests.contract.spoiling import path_of, spoilings, trimmed
from webapp.clients.battlenet import BadPayload
from webapp.clients.upstream.door import Json

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=ABSENT)


def parsed(recording: Recording, document: dict[str, Any]) -> Any:
    """Return what the parser makes of an answer: a value, or the error that says where it is bad."""
    try:
        return recording.endpoint.parse(Json(document, locale=recording.region.locale))
    except BadPayload as error:
        return error


def is_sound(value: Any, kind: Any) -> bool:
    """Say whether a value is of the type that its field declares, all the way down."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        return any(is_sound(value, one) for one in inside)
    if origin is tuple:
        inside = inside[:1] * len(value) if inside[-1] is Ellipsis else inside
        return isinstance(value, tuple) and all(map(is_sound, value, inside))
    if is_dataclass(kind):
        held = ((getattr(value, name), declared) for name, declared in declared_fields(kind).items())  # type: ignore[arg-type]
        return isinstance(value, kind) and all(is_sound(*one) for one in held)  # type: ignore[arg-type]
    return value is None if kind is type(None) else type(value) is kind


@cache
def declared_fields(kind: Any) -> Mapping[str, Any]:
    """Return each field of a dataclass with its type; a look-up takes longer than to parse an answer."""
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def is_part(path: str, *, of: str) -> bool:
    """Say whether a path is another or below it."""
    return path == of or path.startswith((f"{of}.", f"{of}["))


def complaint(result: Any, whole: Any, spoilt: Any) -> str | None:
    """Return what is wrong with how a spoilt answer was read, or None."""
    where = path_of(spoilt.place)
    if isinstance(result, BadPayload):
        is_right = is_part(where, of=result.field) or is_part(result.field, of=where)
        return None if is_right and not spoilt.is_harmless else f"{spoilt}: {result.field} is blamed"
    if spoilt.is_harmless and result != whole:
        return f"{spoilt}: another value"
    return None if is_sound(result, type(whole)) else f"{spoilt}: a value of the wrong type"


@pytest.mark.parametrize("recording", recordings(), ids=lambda one: one.file)
class TestASpoiltAnswer:
    def test_gives_a_sound_value_or_says_where_it_is_bad(self, recording: Recording) -> None:
        document = trimmed(recording.document)
        whole = parsed(recording, document)

        ways = spoilings(document, recording.region.locale)
        found = [complaint(parsed(recording, document), whole, spoilt) for spoilt in ways]

        assert is_sound(whole, type(whole))
        assert [one for one in found if one] == []
        assert len(found) > 2 * len(document)
