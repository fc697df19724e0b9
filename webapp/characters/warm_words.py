"""What is noted with a look at a card, so that it can be made again before others come. Pure."""

import json
from collections.abc import Iterable

from webapp.permissions.policy import Tool


def word_of(character_id: int, tools: Iterable[Tool]) -> str:
    """Return what is noted: who is shown, and to what kind of viewer."""
    return json.dumps([character_id, sorted(tools)])


def read_word(word: str) -> tuple[int, frozenset[Tool]] | None:
    """Return what a word says; None where another version wrote it."""
    try:
        character_id, tools = json.loads(word)
        return int(character_id), frozenset(Tool(tool) for tool in tools)
    except (ValueError, TypeError):
        return None
