"""The pages of the guild that a page is about, as the tabs on top of each of them."""

from dataclasses import dataclass
from functools import lru_cache

from flask import g, request

from webapp.permissions.policy import Tool
from webapp.permissions.viewer import Access
from webapp.web.guild_address import GuildAddress


@dataclass(frozen=True, slots=True)
class Way:
    """One page of a guild; ``is_here`` marks the one that is shown, or whose part is."""

    label: str
    path: str
    is_here: bool


PAGES = (
    ("Roster", "", Tool.ROSTER),
    ("Activity", "activity/", Tool.INSIGHTS),
    ("Insights", "insights/", Tool.INSIGHTS),
    ("Leaderboards", "leaderboards/", Tool.INSIGHTS),
    ("Changes", "changes/", Tool.INSIGHTS),
    ("Sync status", "sync/", Tool.OPERATIONS),
    ("Notifications", "notifications/", Tool.NOTIFICATIONS),
    ("Old files", "imports/", Tool.ROSTER_EDIT),
    ("API tokens", "tokens/", Tool.API_TOKENS),
    ("Settings", "settings/", Tool.SETTINGS),
)
"""What a guild has, in the order of the tabs, and the tool that opens it."""
CACHE = ("Cache health", "cache/", Tool.OPERATIONS)
FOUND = (*PAGES, CACHE)
"""What the search finds of a guild: the same, and the page that stands under another's tab."""
PART_OF = {"cache": "sync"}
"""Pages with tabs of their own, and under which of these they stand."""


def guild_ways() -> tuple[Way, ...]:
    """Return the pages that are open to who asks, where the page is about a guild that they may see."""
    guild, access = g.get("subject"), g.get("access")
    if not isinstance(guild, GuildAddress) or not isinstance(access, Access):
        return ()
    _, _, _, _, _, here, *_ = (*request.path.split("/"), "")
    return _ways(guild.path, access.tools, here)


@lru_cache(maxsize=1024)
def _ways(path: str, tools: frozenset[Tool], here: str) -> tuple[Way, ...]:
    return tuple(
        Way(label, path + page, PART_OF.get(here, here) == page.rstrip("/"))
        for label, page, tool in PAGES
        if tool in tools
    )
