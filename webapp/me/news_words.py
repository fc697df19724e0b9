"""What a notification says in a sentence, from its kind and its facts. Pure."""

from collections.abc import Mapping
from typing import Any

from webapp.permissions.news import News

SOMEBODY = "A character that was yours"
"""Who is meant when the row is gone, or was never one of a character."""
_SENTENCES = {
    News.CLAIMED: (
        "{who} was proved by another Battle.net account, and the newest proof counts: it is not yours here"
        " any more. If you own it, refresh your characters."
    ),
    News.RELEASED: (
        "{who} is not on your Battle.net list any more, so it is not yours here either. If that is wrong,"
        " refresh your characters."
    ),
}


def sentence_of(kind: str, who: str | None) -> str:
    """Return what is told; a kind that this version does not know is named by its word."""
    if kind not in set(News):
        return kind.replace("_", " ").capitalize()
    return _SENTENCES[News(kind)].format(who=who or SOMEBODY)


def character_in(facts: Any) -> int | None:
    """Return the number of the character that a notification is about."""
    number = facts.get("character_id") if isinstance(facts, Mapping) else None
    return number if isinstance(number, int) else None
