"""The words of the domain that columns, rules and pages share."""

from enum import StrEnum

REGIONS = ("us", "eu", "kr", "tw")
"""The regions of retail World of Warcraft, China left out."""


class Faction(StrEnum):
    """Sides of the game, as Battle.net's ``faction.type`` in lower case."""

    ALLIANCE = "alliance"
    HORDE = "horde"
    NEUTRAL = "neutral"


class Role(StrEnum):
    """What a character does in a raid."""

    TANK = "tank"
    HEALER = "healer"
    MELEE = "melee"
    RANGED = "ranged"


class Section(StrEnum):
    """The parts of a character that are fetched by calls of their own."""

    SUMMARY = "summary"
    EQUIPMENT = "equipment"
    MYTHIC = "mythic"
    RAIDS = "raids"
    PROFESSIONS = "professions"
    MEDIA = "media"
    STATUS = "status"


class TargetKind(StrEnum):
    """What a sync target keeps fresh."""

    ROSTER = "roster"
    CHARACTER = "character"


class RunKind(StrEnum):
    """What a run brings up to date."""

    ROSTER = "roster"
    CHARACTERS = "characters"
    GAME_DATA = "game_data"


class RunTrigger(StrEnum):
    """Why a run began."""

    SCHEDULE = "schedule"
    PERSON = "person"
    COMMAND = "command"


class RunOutcome(StrEnum):
    """How a run ended."""

    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SUSPICIOUS = "suspicious"


class EventKind(StrEnum):
    """What can happen to a member, as two rosters tell it."""

    JOINED = "joined"
    LEFT = "left"
    RETURNED = "returned"
    RENAMED = "renamed"
    MOVED_REALM = "moved_realm"
    RANK_CHANGED = "rank_changed"
    DELETED = "deleted"


class Visibility(StrEnum):
    """Who may see a guild's pages."""

    MEMBERS = "members"
    PUBLIC = "public"
