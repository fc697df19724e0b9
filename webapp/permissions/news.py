"""What people are told about their own things: kinds of notifications, which the log names alike. Pure."""

from enum import StrEnum


class News(StrEnum):
    """What happened; stored, so that a word that changes makes old rows unreadable.

    The ``facts`` of both name the character by ``character_id``.
    """

    CLAIMED = "character_claimed"
    RELEASED = "character_released"
