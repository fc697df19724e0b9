"""What a notification says in a sentence, from its kind and its facts. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.permissions.news import News
from webapp.permissions.policy import Tool
from webapp.web.refusals import TOOL_NAMES

SOMEBODY = "A character that was yours"
"""Who is meant when the row is gone, or was never one of a character."""
ANOTHER = "another Battle.net account"
_SENTENCES = {
    News.CLAIMED: (
        "{who} was proved by {by}, and the newest proof counts: it is theirs here now, not yours any more."
        " If Battle.net lists it as yours still, refresh your characters to have it back."
    ),
    News.RELEASED: (
        "{who} is not on your Battle.net list any more, so it is not yours here either. If that is wrong,"
        " refresh your characters."
    ),
    News.LIST_OLD: (
        "Your list of characters in {region} was last read more than 30 days ago. Refresh your characters:"
        " new ones are yours here only then, and what you may see in guilds hangs on them."
    ),
    News.GEAR: "{who} has gear to mend before the weekly reset, in {count}.{others}",
    News.GRANT_ENDED: (
        "What {guild} had given you by name has ended, because you had no character there any more: {tool}."
    ),
}
_YOURS_AGAIN = {
    News.CLAIMED: "{who} was proved by {by}. You have proved it again since, so it is yours.",
    News.RELEASED: "{who} was not on your Battle.net list. It is again since, so it is yours.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known beside a notification's own facts: how the character is called, and who has it now.

    ``name`` is None of a character that the person may not know any more; ``by`` is who proved it.
    """

    name: str | None = None
    by: str | None = None
    is_yours: bool = False


def sentence_of(kind: str, facts: Any, known: Known) -> str:
    """Return what is told; a kind that this version does not know is named by its word."""
    if kind not in set(News):
        return kind.replace("_", " ").capitalize()
    told, news = facts if isinstance(facts, Mapping) else {}, News(kind)
    sentences = _YOURS_AGAIN if known.is_yours and news in _YOURS_AGAIN else _SENTENCES
    return sentences[news].format(
        who=known.name or told.get("name") or SOMEBODY,
        by=f"{ANOTHER} ({known.by})" if known.by else ANOTHER,
        guild=told.get("guild") or "a guild",
        tool=_tool(told.get("tool")),
        region=str(told.get("region", "")).upper(),
        count=_counted(_number(told, "count") or 0, "place"),
        others=_others(_number(told, "others") or 0),
    )


def character_in(facts: Any) -> int | None:
    """Return the number of the character that a notification is about."""
    return _number(facts, "character_id")


def entry_in(facts: Any) -> int | None:
    """Return the number of the entry of the log that knows who did what a notification tells of."""
    return _number(facts, "entry_id")


def _number(facts: Any, name: str) -> int | None:
    number = facts.get(name) if isinstance(facts, Mapping) else None
    return number if isinstance(number, int) else None


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _others(count: int) -> str:
    if not count:
        return ""
    return f" So {'has' if count == 1 else 'have'} {_counted(count, 'other character')} of yours."


def _tool(name: Any) -> str:
    return TOOL_NAMES[Tool(name)] if name in set(Tool) else str(name)
