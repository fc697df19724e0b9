"""Every table, one file a subject."""

from webapp.models.added import AddedCharacter
from webapp.models.cards import CharacterEnrichmentCache
from webapp.models.characters import Character, FormerName
from webapp.models.gamedata import GameData
from webapp.models.guilds import FormerGuildName, Guild, GuildPermission, HeldRoster, Rank, RemovedGuild
from webapp.models.history import BossKill, CharacterSnapshot, MythicRun
from webapp.models.legacy import LegacyFile, LegacyRecord, LegacyUpload, LegacyWish
from webapp.models.members import GuildMember, MemberEvent
from webapp.models.notices import Delivery, GuildNotice, NoticeMark, NotificationChannel
from webapp.models.operations import FailureMute, HealthTally, ServiceSighting, SyncPause
from webapp.models.pageviews import PageView
from webapp.models.raid_targets import RaidTarget
from webapp.models.raids import RaidAttendance, RaidLook, RaidReport
from webapp.models.realms import FormerRealmSlug, Realm
from webapp.models.rights import AuditEntry, NoteRead, OfficerNote, PermissionException
from webapp.models.saved_views import SavedView
from webapp.models.sync import ClockTick, SectionState, SyncRun, SyncTarget
from webapp.models.tokens import ApiToken
from webapp.models.trends import MetaTrend
from webapp.models.users import CharacterList, ForgottenCharacter, Notification, User, UserSession

__all__ = [
    "AddedCharacter",
    "ApiToken",
    "AuditEntry",
    "BossKill",
    "Character",
    "CharacterEnrichmentCache",
    "CharacterList",
    "CharacterSnapshot",
    "ClockTick",
    "Delivery",
    "FailureMute",
    "ForgottenCharacter",
    "FormerGuildName",
    "FormerName",
    "FormerRealmSlug",
    "GameData",
    "Guild",
    "GuildMember",
    "GuildNotice",
    "GuildPermission",
    "HealthTally",
    "HeldRoster",
    "LegacyFile",
    "LegacyRecord",
    "LegacyUpload",
    "LegacyWish",
    "MemberEvent",
    "MetaTrend",
    "MythicRun",
    "NoteRead",
    "NoticeMark",
    "Notification",
    "NotificationChannel",
    "OfficerNote",
    "PageView",
    "PermissionException",
    "RaidAttendance",
    "RaidLook",
    "RaidReport",
    "RaidTarget",
    "Rank",
    "Realm",
    "RemovedGuild",
    "SavedView",
    "SectionState",
    "ServiceSighting",
    "SyncPause",
    "SyncRun",
    "SyncTarget",
    "User",
    "UserSession",
]
