"""How faults spoil the answers of a GraphQL endpoint: errors beside data, and errors in the place of data."""

from typing import Any

import orjson

from simulator.faults import FaultRule, Problem

_SENTENCES = {
    Problem.INTERNAL: "Internal server error",
    Problem.ARCHIVED: (
        "This report has been archived and is only accessible to subscribers, through the /user API endpoint."
    ),
    Problem.PERMISSION: "You do not have permission to see this character's rankings.",
    Problem.ANONYMOUS: "This character is anonymous.",
}


def instead_of_data(rule: FaultRule, _: bytes) -> bytes:
    """Let the whole query fail, with status 200."""
    return orjson.dumps({"errors": [{"message": _SENTENCES[rule.problem]}]})


def beside_data(rule: FaultRule, body: bytes) -> bytes:
    """Let some characters of the query fail: null each, and an error that names its alias."""
    content = orjson.loads(body)
    characters = _characters(content)
    struck = _struck(rule, characters)
    for alias in struck:
        characters[alias] = None
    if struck:
        content["errors"] = [
            {"message": _SENTENCES[rule.problem], "path": ["characterData", alias]} for alias in struck
        ]
    return orjson.dumps(content)


def inside_rankings(rule: FaultRule, body: bytes) -> bytes:
    """Let rankings of some characters be an object with an error, as they are for the hidden."""
    content = orjson.loads(body)
    characters = _characters(content)
    for alias in _struck(rule, characters):
        fields = characters[alias] or {}
        for name, value in fields.items():
            if isinstance(value, dict) and "rankings" in value:
                fields[name] = {"error": _SENTENCES[rule.problem]}
    return orjson.dumps(content)


def _characters(content: Any) -> dict[str, Any]:
    """Return the characters of an answer by alias; nothing where it has none."""
    data = content.get("data") if isinstance(content, dict) else None
    characters: dict[str, Any] = (data or {}).get("characterData") or {}
    return characters


def _struck(rule: FaultRule, characters: dict[str, Any]) -> list[str]:
    if rule.aliases:
        return [alias for alias in rule.aliases if alias in characters]
    return list(characters)[: round(len(characters) * rule.fraction)]
