"""Which tables and columns hold data of players, what confirms it, and how it goes: nothing is missing.

A new table is either personal, then the sweeper has to empty it, or it is kept until somebody asks, or not
personal, then the reason stands beside it;
tests compare these lists with the tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.words import EventKind

PROFILE = "characters.verified_at: a profile or its status was read"
ROSTER = "guild_members.last_seen_at: a roster listed the member"
OWN_LIST = "characters.claimed_at: its owner's own list had it"


@dataclass(frozen=True, slots=True)
class Personal:
    """What confirms the rows of a table; ``emptied`` are the columns that go where the row stays."""

    confirmed_by: str
    emptied: tuple[str, ...] = ()


TOLD_BY_PROFILES = (
    "spec_id",
    "role",
    "average_item_level",
    "equipped_item_level",
    "mythic_rating",
    "mythic_rating_color",
    "achievement_points",
    "problem_count",
    "missing_count",
    "problem_summary",
    "tier_pieces",
    "vault_week_at",
    "vault_raid",
    "vault_mythic",
    "vault_world",
    "raid_progress",
    "best_log",
    "last_login_at",
    "last_synced_at",
    "changed_at",
    "verified_at",
    "suspected_at",
    "profile_json",
    "equipment_json",
    "mythic_profile_json",
    "mythic_season_json",
    "professions_json",
    "raids_json",
    "media_json",
    "specializations_json",
    "warcraftlogs_json",
)
"""Columns of ``characters`` that a profile told, or that were made of it: they go with the profile."""
TOLD_BY_ROSTERS = (
    "bnet_character_id",
    "region",
    "realm",
    "name",
    "name_key",
    "name_plain",
    "class_id",
    "race_id",
    "faction",
    "level",
    "guild_id",
)
"""Columns of ``characters`` that a roster or its owner's own list told: they go with the row."""
OUR_OWN = (
    "id",
    "user_id",
    "main_id",
    "main_set_by",
    "claimed_at",
    "role_override",
    "attempted_at",
    "outcome",
    "error",
    "failures",
    "created_at",
    "updated_at",
)
"""Columns of ``characters`` that say what this product and its people did; they go with the row."""
NAMING_EVENTS = (EventKind.RENAMED, EventKind.MOVED_REALM)
"""Events whose values are names or places of a player."""

PERSONAL: Mapping[str, Personal] = {
    "characters": Personal(f"{PROFILE}, or {ROSTER}, or {OWN_LIST}", TOLD_BY_PROFILES),
    "section_states": Personal(PROFILE),
    "former_names": Personal(PROFILE),
    "character_enrichment_cache": Personal(f"{PROFILE}, or the row's own updated_at where a program gave it"),
    "sync_targets": Personal(f"{PROFILE}, or {ROSTER}, or {OWN_LIST}"),
    "guild_members": Personal(ROSTER),
    "member_events": Personal(PROFILE, ("before", "after")),
    "character_snapshots": Personal(PROFILE),
    "mythic_runs": Personal(PROFILE),
    "boss_kills": Personal(PROFILE),
    "raid_attendance": Personal(PROFILE),
    "page_views": Personal("day: when somebody looked"),
    "guilds": Personal("roster_succeeded_at: the roster was read", ("roster_json",)),
    "held_rosters": Personal("held_at: the roster was held back"),
    "users": Personal("last_login_at: the person signed in"),
    "sessions": Personal("users.last_login_at; the row goes with its person"),
    "character_lists": Personal("users.last_login_at; the row goes with its person"),
    "notifications": Personal("users.last_login_at; the row goes with its person"),
    "guild_notices": Personal("at: when it was told; the row goes with the character that it is about"),
    "added_characters": Personal("updated_at: its person typed or saved the name; goes with its person"),
    "legacy_wishes": Personal("asked_at: somebody looked for the name among the files"),
    "legacy_uploads": Personal(
        "sent_at: an officer sent the files; who it was is emptied when that person goes", ("user_id",)
    ),
    "legacy_files": Personal("legacy_uploads.sent_at; the row goes with its upload, or by its address"),
    "saved_views": Personal("users.last_login_at; the row goes with its person; a guild's are its own words"),
    "permission_exceptions": Personal("users.last_login_at; the row goes with its person"),
    "officer_notes": Personal(f"{ROSTER}; the row goes with its character"),
    "note_reads": Personal(f"{ROSTER}; the row goes with its character"),
    "api_tokens": Personal(
        "programs, named by officers; who made one is emptied when that person goes", ("made_by",)
    ),
    "audit_log": Personal(
        "users.last_login_at and the character: their numbers are emptied when those go",
        ("actor_id", "user_id", "character_id"),
    ),
}
"""Tables with data of players."""
KEPT_UNTIL_ASKED: Mapping[str, str] = {
    "legacy_records": "brought in by somebody here, not Blizzard's data; they go by the address of who asks",
}
"""Tables with data of players that no sweeper empties, and why; who asks to be forgotten is out of them."""
IMPERSONAL: Mapping[str, str] = {
    "realms": "the game's own geography",
    "former_realm_slugs": "the game's own geography",
    "former_guild_names": "what guilds were called, which names no player",
    "game_data": "facts about the game",
    "ranks": "names that officers gave to ranks, not to people",
    "guild_permissions": "what a rank may do",
    "sync_runs": "counts and sentences about runs; whom they read is not said",
    "raid_targets": "how many of each role and class a guild's officers want; nobody is named",
    "notification_channels": "where a guild has its notices sent, encrypted; its officers remove it",
    "deliveries": "when notices were sent and how that went; they go with their notices, tests after 30 days",
    "notice_marks": "how far a guild's history was looked at for what to tell",
    "clock_ticks": "when periodic things happened",
    "sync_pauses": "what is not asked for the moment, and why; who said so stands in the log",
    "failure_mutes": "which kinds of failure nobody wants to be told of; about nobody",
    "health_tallies": "counts of rows, of nobody in particular",
    "raid_looks": "when a guild's raid reports were looked at, and how that went",
    "raid_reports": "which raid reports a guild has; who was in them stands elsewhere",
    "meta_trends": "counts of runs and of those who did them, of nobody in particular",
    "service_sightings": "when Redis, workers and outside services last answered",
    "forgotten_characters": "numbers and hashed names of those who asked to be forgotten, so that they are",
    "removed_guilds": "numbers of guilds that an operator removed",
}
"""Tables without data of players, and why."""
