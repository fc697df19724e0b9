"""What is stored about a person, in words: one kind of thing each, and how it ends. Pure."""

from enum import StrEnum


class Kind(StrEnum):
    """A kind of thing that is stored about a person, in the order in which the page tells them."""

    LISTS = "character_lists"
    CHARACTERS = "characters"
    SECTIONS = "section_states"
    CARDS = "character_enrichment_cache"
    TARGETS = "sync_targets"
    MEMBERSHIPS = "guild_members"
    EVENTS = "member_events"
    FORMER_NAMES = "former_names"
    SNAPSHOTS = "character_snapshots"
    DUNGEON_RUNS = "mythic_runs"
    KILLS = "boss_kills"
    RAIDS = "raid_attendance"
    LOOKS = "page_views"
    RECORDS = "legacy_records"
    FILES = "legacy_files"
    SOUGHT = "legacy_wishes"
    SENT = "legacy_uploads"
    EXCEPTIONS = "permission_exceptions"
    VIEWS = "saved_views"
    ADDED = "added_characters"
    NEWS = "notifications"
    NOTICES = "guild_notices"
    DONE = "audit_log_by_you"
    ABOUT = "audit_log_about_you"
    TOKENS = "api_tokens"
    NOTES = "officer_notes_by_you"
    READS = "note_reads_by_you"
    RUNS = "sync_runs"
    WISHES = "wishes"


WORDS = {
    Kind.LISTS: (
        "Lists of your characters",
        "When each region was read, and how many it had. No token is kept.",
    ),
    Kind.CHARACTERS: ("Characters", "Name, realm, class, and what their profiles at Battle.net say."),
    Kind.SECTIONS: (
        "Answers about characters",
        "When each part of a profile was asked for, and what came of it.",
    ),
    Kind.CARDS: (
        "Character cards",
        "What is made of those answers, and what programs gave for your characters.",
    ),
    Kind.TARGETS: ("Looks that are planned", "When each of your characters is looked at next."),
    Kind.MEMBERSHIPS: (
        "Roles in guilds",
        "Which guild, which rank, since when, what its officers say of role and main; former ones too.",
    ),
    Kind.EVENTS: ("Lines in guilds' histories", "That you joined, left, were promoted or renamed."),
    Kind.FORMER_NAMES: ("Former names", "So that old addresses lead to the characters that they meant."),
    Kind.SNAPSHOTS: (
        "Days in histories",
        "Item level, rating, set, problems and vault of your characters, where a day changed them.",
    ),
    Kind.DUNGEON_RUNS: ("Dungeon runs", "Mythic+ runs of your characters that Battle.net told of."),
    Kind.KILLS: ("Boss kills", "The last kill of each boss whenever a profile told a new one."),
    Kind.RAIDS: (
        "Places in raid reports",
        "In which of a guild's reports on Warcraft Logs your characters were seen, for eight weeks.",
    ),
    Kind.LOOKS: ("Days with looks", "How often your characters' pages were opened, by day; never by whom."),
    Kind.RECORDS: (
        "Records of older tools",
        "What files that somebody brought in say about your characters; kept until you are deleted.",
    ),
    Kind.FILES: (
        "Lines of reports",
        "What became of files about your characters that officers sent, for 30 days.",
    ),
    Kind.SOUGHT: (
        "Names looked for",
        "That somebody had one of your characters looked for among files; for an hour.",
    ),
    Kind.SENT: (
        "Files that you sent",
        "As an officer, to be brought in; what became of them goes after 30 days.",
    ),
    Kind.EXCEPTIONS: ("Exceptions", "What a guild gave to you, or took from you, by name."),
    Kind.VIEWS: ("Views of rosters", "Which members of a guild you look at, under names that you chose."),
    Kind.ADDED: (
        "Characters that you added",
        "Names that you typed in the last days, and what Battle.net said of them.",
    ),
    Kind.NEWS: ("Notifications", "What you were told."),
    Kind.NOTICES: (
        "Notices of guilds",
        "What your guilds were told about one of your characters, for 30 days.",
    ),
    Kind.DONE: ("Entries of logs, by you", "What you changed in a guild, or about your own."),
    Kind.ABOUT: ("Entries of logs, about you", "What others changed about you."),
    Kind.TOKENS: ("Tokens that you made", "Keys of guilds for programs; their secrets are not kept."),
    Kind.NOTES: ("Notes that you wrote", "As an officer, about members."),
    Kind.READS: ("Members whose notes you read", "As an officer; the members see the counts."),
    Kind.RUNS: ("Refreshes that you asked for", "Of guilds and characters."),
    Kind.WISHES: ("Wishes that wait", "Refreshes that you asked for and that have not begun."),
}
"""What each kind is called, and what is in it."""
GOES = (
    "your account, every session, list, saved view, name that you added and notification",
    "your characters with their profiles, cards, histories, older files, roles in guilds and former names",
    "notes about your characters, and who read them",
    "what was decided about you by name, and what logs say about you",
)
"""What deleting oneself removes."""
STAYS = (
    "your characters' numbers at Battle.net and a hash of each name, so that no sync or look-up stores them",
    "what you decided, wrote about others or made for a guild, without your name but in your words",
    "tokens that you made for a guild: they go on working, under the names that you gave them",
    "that somebody was here, in logs and histories, without a word about whom",
    "backups of whoever runs this server, and other players' dungeon runs, which no page shows by your name",
)
"""What it leaves, and why."""
