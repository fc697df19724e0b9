"""What guilds can be told: each kind's word, its name on pages, and who may know of it. Pure."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from webapp.permissions.policy import Tool


class Kind(StrEnum):
    """What happened; stored, so that a word that changes makes old rows unreadable."""

    JOINED = "joined"
    LEFT = "left"
    PROMOTED = "promoted"
    DEMOTED = "demoted"
    MANY_CHANGES = "many_changes"
    ROSTER_HELD = "roster_held"
    SYNC_LATE = "sync_late"
    SERVER_AWAY = "server_away"
    KEY_REFUSED = "key_refused"
    QUOTA_HIGH = "quota_high"
    RATING = "rating"
    ITEM_LEVEL_FALL = "item_level_fall"
    INACTIVE = "inactive"
    TIMED_FALL = "timed_fall"
    AUDIT_SUMMARY = "audit_summary"
    VAULT_SHORT = "vault_short"
    GEAR_BEFORE_RESET = "gear_before_reset"
    CHANNEL_DEAD = "channel_dead"


class Medium(StrEnum):
    """Where a guild can be told; stored."""

    DISCORD = "discord"
    EMAIL = "email"


LABELS: Mapping[Kind, str] = {
    Kind.JOINED: "Members joined",
    Kind.LEFT: "Members left",
    Kind.PROMOTED: "Members promoted",
    Kind.DEMOTED: "Members demoted",
    Kind.MANY_CHANGES: "Many roster changes at once",
    Kind.ROSTER_HELD: "A roster was held back",
    Kind.SYNC_LATE: "The roster was not read for hours",
    Kind.SERVER_AWAY: "This server was away for hours",
    Kind.KEY_REFUSED: "Battle.net refuses this server's key",
    Kind.QUOTA_HIGH: "Over 80 % of the calls to Battle.net are used",
    Kind.RATING: "Mythic+ ratings of 2,000, 2,500 and 3,000",
    Kind.ITEM_LEVEL_FALL: "Item levels that fell by 10",
    Kind.INACTIVE: "Members not seen for 30 days",
    Kind.TIMED_FALL: "Fewer keys in time than before",
    Kind.AUDIT_SUMMARY: "Gear of all members, when it changed",
    Kind.VAULT_SHORT: "Short of vault slots before the reset",
    Kind.GEAR_BEFORE_RESET: "Gear problems before the reset",
    Kind.CHANNEL_DEAD: "A channel was switched off",
}
OFFICERS = frozenset({Tool.ROSTER, Tool.NOTIFICATIONS})
"""Who sets up what a guild is told is told it as well."""
_TROUBLES = OFFICERS | {Tool.OPERATIONS}
_LAST_SEEN = OFFICERS | {Tool.LAST_SEEN}
"""Whatever tells when somebody was in the game."""
_GEAR = OFFICERS | {Tool.GEAR_AUDIT}
NEEDED: Mapping[Kind, frozenset[Tool]] = {
    Kind.JOINED: OFFICERS,
    Kind.LEFT: OFFICERS,
    Kind.PROMOTED: OFFICERS,
    Kind.DEMOTED: OFFICERS,
    Kind.MANY_CHANGES: OFFICERS,
    Kind.ROSTER_HELD: _TROUBLES,
    Kind.SYNC_LATE: _TROUBLES,
    Kind.SERVER_AWAY: _TROUBLES,
    Kind.KEY_REFUSED: _TROUBLES,
    Kind.QUOTA_HIGH: _TROUBLES,
    Kind.RATING: _LAST_SEEN,
    Kind.ITEM_LEVEL_FALL: _LAST_SEEN,
    Kind.INACTIVE: _LAST_SEEN,
    Kind.TIMED_FALL: _LAST_SEEN,
    Kind.AUDIT_SUMMARY: _GEAR,
    Kind.VAULT_SHORT: _LAST_SEEN | _GEAR,
    Kind.GEAR_BEFORE_RESET: _GEAR,
    Kind.CHANNEL_DEAD: OFFICERS,
}
"""Which tools a person needs, all of them, to be told of a kind."""


def open_kinds(tools: frozenset[Tool]) -> Collection[Kind]:
    """Return the kinds that somebody with these tools may know of."""
    return [kind for kind in Kind if NEEDED[kind] <= tools]


def is_open(kind: str, tools: frozenset[Tool]) -> bool:
    """Say whether somebody with these tools may know of a kind; of an unknown one nobody may."""
    return kind in set(Kind) and NEEDED[Kind(kind)] <= tools
