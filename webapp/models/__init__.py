"""Every table, one file a subject."""

from webapp.models.cards import CharacterEnrichmentCache
from webapp.models.characters import Character, FormerName
from webapp.models.gamedata import GameData
from webapp.models.guilds import Guild, GuildPermission, HeldRoster, Rank
from webapp.models.members import GuildMember, MemberEvent
from webapp.models.pageviews import PageView
from webapp.models.realms import FormerRealmSlug, Realm
from webapp.models.sync import ClockTick, SectionState, SyncRun, SyncTarget
from webapp.models.tokens import ApiToken
from webapp.models.users import User

__all__ = [
    "ApiToken",
    "Character",
    "CharacterEnrichmentCache",
    "ClockTick",
    "FormerName",
    "FormerRealmSlug",
    "GameData",
    "Guild",
    "GuildMember",
    "GuildPermission",
    "HeldRoster",
    "MemberEvent",
    "PageView",
    "Rank",
    "Realm",
    "SectionState",
    "SyncRun",
    "SyncTarget",
    "User",
]
