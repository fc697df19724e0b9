"""The whole guild in a few numbers."""

from statistics import fmean

from webapp.roster.census import Census
from webapp.roster.choices import ROLES, UNKNOWN_ROLE
from webapp.roster.heads import role_label
from webapp.roster.page import Share, Summary

BAR_WIDTH = 1000
MANY = {
    "tank": "tanks",
    "healer": "healers",
    "melee": "melee",
    "ranged": "ranged",
    UNKNOWN_ROLE: "without a spec",
}


def summary_of(census: Census) -> Summary:
    """Return the summary; the shares fill the bar from end to end, whatever the rounding."""
    members = census.roles.total()
    shares, before = [], 0
    for role in ROLES:
        count = census.roles[role]
        start = BAR_WIDTH * before // max(members, 1)
        before += count
        end = BAR_WIDTH * before // max(members, 1)
        if count:
            shares.append(
                Share(role, MANY[role] if count > 1 else role_label(role).lower(), count, start, end - start)
            )
    return Summary(
        members=members,
        shares=shares,
        average_item_level=fmean(census.item_levels) if census.item_levels else None,
        item_level_count=len(census.item_levels),
    )
