"""Every table, one file a subject."""

from webapp.models.characters import Character, FormerName
from webapp.models.gamedata import GameData
from webapp.models.guilds import Guild, GuildPermission, HeldRoster, Rank
from webapp.models.members import GuildMember, MemberEvent
from webapp.models.realms import FormerRealmSlug, Realm
from webapp.models.sync import ClockTick, SectionState, SyncRun, SyncTarget
from webapp.models.users import User

__all__ = [
    "Character",
    "ClockTick",
    "FormerName",
    "FormerRealmSlug",
    "GameData",
    "Guild",
    "GuildMember",
    "GuildPermission",
    "HeldRoster",
    "MemberEvent",
    "Rank",
    "Realm",
    "SectionState",
    "SyncRun",
    "SyncTarget",
    "User",
]
