"""What people are told about their own things: kinds of notifications, which the log names alike. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class News(StrEnum):
    """What happened; stored, so that a word that changes makes old rows unreadable.

    The ``facts`` of the first two name the character by ``character_id``, with its ``name`` of that moment,
    and by ``entry_id`` the entry of the log that knows who did it; the third's are ``guild`` and ``tool``.
    Those of the last two have a ``cause``, which nobody is told twice.
    """

    CLAIMED = "character_claimed"
    RELEASED = "character_released"
    GRANT_ENDED = "grant_ended"
    LIST_OLD = "list_old"
    GEAR = "gear_to_mend"


LABELS: Mapping[News, str] = {
    News.CLAIMED: "A character of yours was proved by somebody else",
    News.RELEASED: "A character is not on your list any more",
    News.GRANT_ENDED: "What a guild had given you by name has ended",
    News.LIST_OLD: "Your list of characters has to be read again",
    News.GEAR: "Gear of yours to mend before the weekly reset",
}
"""What each kind is called where people choose what they are told."""
