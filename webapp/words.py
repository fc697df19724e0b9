"""The words of the domain that columns, rules and pages share."""

from enum import StrEnum

REGIONS = ("us", "eu", "kr", "tw")
"""The regions of retail World of Warcraft, China left out."""
ATTRIBUTION = (
    "World of Warcraft data comes from the Battle.net API."
    " Muster is not endorsed by or affiliated with Blizzard Entertainment."
)
"""What is said wherever Blizzard's data is shown or handed on; files carry it themselves."""


class Faction(StrEnum):
    """Sides of the game, as Battle.net's ``faction.type`` in lower case."""

    ALLIANCE = "alliance"
    HORDE = "horde"
    NEUTRAL = "neutral"


class RecordStanding(StrEnum):
    """How what a file says about a character stands beside other files about it."""

    CURRENT = "current"
    OLDER = "older"
    CONFLICT = "conflict"


class FileOutcome(StrEnum):
    """What became of a file of an older tool."""

    IMPORTED = "imported"
    UNPLACED = "unplaced"
    EQUAL = "already there"
    OLDER = "newer here"
    CONFLICT = "conflict"
    REFUSED = "refused"


class SeekOutcome(StrEnum):
    """What came of looking for a name among the files of an older tool."""

    FOUND = "found"
    KNOWN = "known"
    UNPLACED = "unplaced"
    NONE = "none"
    REFUSED = "refused"


class Role(StrEnum):
    """What a character does in a raid."""

    TANK = "tank"
    HEALER = "healer"
    MELEE = "melee"
    RANGED = "ranged"


class Section(StrEnum):
    """The parts of a character that are fetched by calls of their own; logs come from Warcraft Logs."""

    SUMMARY = "summary"
    EQUIPMENT = "equipment"
    MYTHIC = "mythic"
    RAIDS = "raids"
    PROFESSIONS = "professions"
    MEDIA = "media"
    STATUS = "status"
    MYTHIC_SEASON = "mythic_season"
    SPECIALIZATIONS = "specializations"
    LOGS = "logs"


class TargetKind(StrEnum):
    """What a sync target keeps fresh."""

    ROSTER = "roster"
    CHARACTER = "character"
    LOGS = "logs"
    CARD = "card"


class RunKind(StrEnum):
    """What a run brings up to date."""

    ROSTER = "roster"
    CHARACTERS = "characters"
    GAME_DATA = "game_data"
    LOGS = "logs"


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


class CardStatus(StrEnum):
    """How much of a card is there: everything, not all sections, or not even the summary."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    FAILED = "failed"


class Certainty(StrEnum):
    """How sure a number is: as told, a lower bound, concluded by us, or of a time that is over."""

    EXACT = "exact"
    AT_LEAST = "at least"
    INFERRED = "inferred"
    OLD = "old"


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


class MainSetBy(StrEnum):
    """Who said which character is somebody's main; a player's word stands above an officer's."""

    PLAYER = "player"
    OFFICER = "officer"


class Effect(StrEnum):
    """What an exception does to one person's right."""

    GRANT = "grant"
    DENY = "deny"


class PauseScope(StrEnum):
    """What is not asked while a pause lasts: nobody at all, one source, or about one guild."""

    EVERYTHING = "everything"
    BATTLENET = "battlenet"
    WARCRAFTLOGS = "warcraftlogs"
    GUILD = "guild"
