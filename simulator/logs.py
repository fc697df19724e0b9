"""How somebody's fights are known to Warcraft Logs: openly, hidden, nameless, or not at all. Pure."""

from enum import StrEnum

from simulator.randomness import unit


class LogsMode(StrEnum):
    """What a character's owner and its raid leaders chose."""

    OPEN = "open"
    HIDDEN = "hidden"
    # Uploaded without names: Warcraft Logs has fights, and no character to tie them to.
    ANONYMOUS = "anonymous"
    # Somebody logged this character once, and nobody its kills of this tier.
    UNLOGGED = "unlogged"
    # Nobody ever logged it.
    UNKNOWN = "unknown"


_SHARES = (
    (0.05, LogsMode.HIDDEN),
    (0.09, LogsMode.ANONYMOUS),
    (0.17, LogsMode.UNLOGGED),
    (0.22, LogsMode.UNKNOWN),
)


def born_mode(seed: int, index: int) -> LogsMode:
    """Return how a character's logs stand while nothing has been changed."""
    share = unit(seed, 130, index)
    return next((mode for limit, mode in _SHARES if share < limit), LogsMode.OPEN)
