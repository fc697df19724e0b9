"""What guilds can be told: each kind's word, its name on pages, and who may know of it. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from webapp.permissions.policy import Tool


class Kind(StrEnum):
    """What happened; stored, so that a word that changes makes old rows unreadable."""

    JOINED = "joined"
    LEFT = "left"
    PROMOTED = "promoted"
    DEMOTED = "demoted"
    MANY_CHANGES = "many_changes"
    CHANNEL_DEAD = "channel_dead"


LABELS: Mapping[Kind, str] = {
    Kind.JOINED: "Members joined",
    Kind.LEFT: "Members left",
    Kind.PROMOTED: "Members promoted",
    Kind.DEMOTED: "Members demoted",
    Kind.CHANNEL_DEAD: "A channel was switched off",
    Kind.MANY_CHANGES: "Many roster changes at once",
}
OFFICERS = frozenset({Tool.ROSTER, Tool.NOTIFICATIONS, Tool.OPERATIONS})
NEEDED: Mapping[Kind, frozenset[Tool]] = {
    Kind.JOINED: OFFICERS,
    Kind.LEFT: OFFICERS,
    Kind.PROMOTED: OFFICERS,
    Kind.DEMOTED: OFFICERS,
    Kind.CHANNEL_DEAD: OFFICERS,
    Kind.MANY_CHANGES: OFFICERS,
}
"""Which tools a person needs, all of them, to be told of a kind."""


def is_open(kind: str, tools: frozenset[Tool]) -> bool:
    """Say whether somebody with these tools may know of a kind; of an unknown one nobody may."""
    return kind in set(Kind) and NEEDED[Kind(kind)] <= tools
