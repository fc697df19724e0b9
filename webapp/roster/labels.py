"""Columns and choices of a roster in words. Pure."""

from webapp.roster.choices import UNKNOWN_ROLE, Alts, Seen, Sort
from webapp.web.classes import ROLE_NAMES
from webapp.words import Role

LABELS = {
    Sort.NAME: "Name",
    Sort.CLASS: "Class",
    Sort.SPEC: "Spec",
    Sort.ROLE: "Role",
    Sort.RANK: "Rank",
    Sort.LEVEL: "Level",
    Sort.ITEM_LEVEL: "Item level",
    Sort.RATING: "M+ rating",
    Sort.AUDIT: "Audit",
    Sort.TIER: "Tier",
    Sort.VAULT: "Vault",
    Sort.RAID: "Raid",
    Sort.LOG: "Log",
    Sort.SEEN: "Last seen",
    Sort.FRESHNESS: "Freshness",
}
ALTS_LABELS = {
    Alts.EVERYONE: "Alts nested",
    Alts.MAINS: "Mains only",
    Alts.FLAT: "Flat",
}


def role_label(role: str) -> str:
    """Return a role in words."""
    return "No spec yet" if role == UNKNOWN_ROLE else ROLE_NAMES[Role(role)]


def seen_label(seen: Seen) -> str:
    """Return a choice of last seen in words."""
    if seen is Seen.UNKNOWN:
        return "Not known"
    return f"In the last {seen.days} days" if seen.is_within else f"Not for {seen.days} days"
