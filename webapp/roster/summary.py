"""Those whom a view keeps, in a few numbers."""

from statistics import fmean

from webapp.roster.census import Census
from webapp.roster.choices import ROLES, UNKNOWN_ROLE
from webapp.roster.labels import role_label
from webapp.roster.page import Share, Summary

BAR_WIDTH = 1000
MANY = {
    "tank": "tanks",
    "healer": "healers",
    "melee": "melee",
    "ranged": "ranged",
    UNKNOWN_ROLE: "without a spec",
}


def summary_of(shown: Census, *, members: int) -> Summary:
    """Return the summary of ``shown`` out of ``members``; the shares fill the bar, whatever the rounding."""
    total = max(shown.roles.total(), 1)
    shares, before = [], 0
    for role in ROLES:
        count = shown.roles[role]
        start = BAR_WIDTH * before // total
        before += count
        end = BAR_WIDTH * before // total
        if count:
            shares.append(
                Share(role, MANY[role] if count > 1 else role_label(role).lower(), count, start, end - start)
            )
    return Summary(
        members=members,
        kept=shown.roles.total(),
        shares=shares,
        average_item_level=fmean(shown.item_levels) if shown.item_levels else None,
        item_level_count=len(shown.item_levels),
    )
