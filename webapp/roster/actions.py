"""What a person may start from the roster page."""

from collections.abc import Collection, Mapping
from datetime import datetime

from webapp.caching.api import invalidate_guild
from webapp.database import transaction
from webapp.members.note_store import count_reads, newest_notes
from webapp.members.note_text import has_words
from webapp.permissions.changes import begin_change
from webapp.permissions.policy import Tool
from webapp.sync.jobs import ring_wishes
from webapp.sync.wishes import wish_within


def wish_refresh(guild_id: int, actor_id: int, *, now: datetime) -> None:
    """Ask for a fresh roster and fresh characters; within the cool-down this joins the wish before it.

    The run and what became due say who asked for it. Raises RightLost.
    """
    with transaction() as session:
        begin_change(session, guild_id, actor_id, now, tool=Tool.SYNC)
        wish = wish_within(session, guild_id, asked_by=actor_id, now=now)
    if wish.is_granted:
        ring_wishes()
    invalidate_guild(guild_id)


def search_notes(
    guild_id: int, actor_id: int, words: Collection[str], *, now: datetime
) -> Mapping[str, frozenset[int]]:
    """Return whose notes have each of the words, and count that the person read those. Raises RightLost."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.OFFICER_NOTES)
        notes = newest_notes(session, guild_id, actor_id)
        found = {word: frozenset(one for one in notes if has_words(notes[one], word)) for word in words}
        count_reads(change, frozenset().union(*found.values()))
    return found
