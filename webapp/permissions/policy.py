"""The policy on one screen: tools, and the rank that has each by default. Pure."""

from enum import StrEnum


class Tool(StrEnum):
    """What a person may be allowed to use in a guild."""

    ROSTER = "roster"
    GEAR_AUDIT = "gear_audit"
    LOGS = "logs"
    LAST_SEEN = "last_seen"
    OFFICER_NOTES = "officer_notes"
    SYNC = "sync"
    OPERATIONS = "operations"
    INSIGHTS = "insights"
    NOTIFICATIONS = "notifications"
    ROSTER_EDIT = "roster_edit"
    EXPORT = "export"
    API_TOKENS = "api_tokens"
    SETTINGS = "settings"
