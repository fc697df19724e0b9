"""What is noted with a look at a roster, so that its body can be made again before others come. Pure."""

import json
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs

from webapp.permissions.policy import Tool
from webapp.roster.filters import RosterFilter, read_filter
from webapp.roster.keeping import Audience


@dataclass(frozen=True, slots=True)
class Looked:
    """Whose roster was looked at, and which view by what kind of viewer."""

    guild_id: int
    audience: Audience
    view: RosterFilter


@lru_cache(maxsize=256)
def word_of(guild_id: int, audience: Audience, view: RosterFilter) -> str | None:
    """Return what is noted; nothing where a body is one reader's own: it would tell who looks."""
    if audience.reader_id is not None:
        return None
    return json.dumps([guild_id, sorted(audience.tools), audience.is_member, view.query()])


def read_word(word: str) -> Looked | None:
    """Return what a word says; None where another version wrote it."""
    try:
        guild_id, tools, is_member, query = json.loads(word)
        audience = Audience(tools=frozenset(Tool(tool) for tool in tools), is_member=bool(is_member))
        view, problems = read_filter(parse_qs(query))
        return None if problems else Looked(int(guild_id), audience, view)
    except (ValueError, TypeError, AttributeError):
        return None
