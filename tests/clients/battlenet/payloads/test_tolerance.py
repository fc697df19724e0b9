"""What holds for every parser: new fields change nothing, languages do not matter, nonsense is named."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from tests.clients.battlenet.payloads import answers
from tests.clients.battlenet.payloads.documents import (
    GONE,
    changed,
    json_of,
    localised,
    path_of,
    places,
    with_unknown_fields,
)
from webapp.clients.battlenet import BadPayload
from webapp.clients.battlenet.payloads import (
    account,
    character,
    equipment,
    gamedata,
    guild,
    mythic,
    raids,
    specializations,
)
from webapp.clients.upstream.door import Json

Parse = Callable[[Json], object]
MODULES = (account, character, equipment, gamedata, guild, mythic, raids, specializations)
PARSERS: dict[str, Parse] = {
    name.removeprefix("parse_"): getattr(module, name)
    for module in MODULES
    for name in vars(module)
    if name.startswith("parse_") and getattr(module, name).__module__ == module.__name__
}
STRANGE: tuple[object, ...] = (
    GONE,
    None,
    True,
    "odd",
    "",
    -1,
    3.5,
    2**63,
    2**64 - 1,
    1e300,
    [],
    [None],
    [[]],
    {},
    {"id": []},
)
"""What may be where something else was promised."""
each_parser = pytest.mark.parametrize("kind", PARSERS)


def whole(kind: str) -> dict[str, Any]:
    """Return the answer that has everything."""
    answer: dict[str, Any] = getattr(answers, kind.upper())
    return answer


def refused(parse: Parse, document: Json) -> str | None:
    """Return the path at which a parser refuses a document, or None when it reads it."""
    try:
        parse(document)
    except BadPayload as error:
        return error.field
    return None


def is_about(path: str, changed_path: str) -> bool:
    """Say whether a path is the changed one, or above or below it."""
    return changed_path.startswith(path) or path.startswith(changed_path)


@each_parser
class TestEveryParser:
    def test_fields_that_nobody_knows_change_nothing(self, kind: str) -> None:
        parse, answer = PARSERS[kind], whole(kind)

        parsed = parse(json_of(with_unknown_fields(answer)))

        assert parsed == parse(json_of(answer))

    def test_names_by_language_are_read_as_plain_ones(self, kind: str) -> None:
        parse, answer = PARSERS[kind], whole(kind)

        parsed = parse(json_of(localised(answer)))

        assert parsed == parse(json_of(answer))

    def test_what_was_parsed_cannot_be_changed(self, kind: str) -> None:
        parsed = PARSERS[kind](json_of(whole(kind)))

        assert isinstance(hash(parsed), int)

    def test_whatever_is_in_one_place_is_read_or_refused_by_its_path(self, kind: str) -> None:
        for place, strange in itertools.product(places(whole(kind)), STRANGE):
            refused_at = refused(PARSERS[kind], changed(whole(kind), place, strange))

            assert refused_at is None or is_about(refused_at, path_of(place))


class TestParsers:
    def test_all_twenty_one_kinds_of_answers_are_tried(self) -> None:
        assert len(PARSERS) == 21
