"""What people are told about their own things: kinds of notifications, which the log names alike. Pure."""

from enum import StrEnum


class News(StrEnum):
    """What happened; stored, so that a word that changes makes old rows unreadable.

    The ``facts`` of the first two name the character by ``character_id``, with its ``name`` of that moment,
    and by ``entry_id`` the entry of the log that knows who did it; the last one's are ``guild`` and ``tool``.
    """

    CLAIMED = "character_claimed"
    RELEASED = "character_released"
    GRANT_ENDED = "grant_ended"
