"""The roster as plain text cells, for a terminal: the same rows that the page shows."""

from datetime import datetime

from markupsafe import Markup

from webapp.roster.filters import RosterFilter
from webapp.roster.queries import roster_page
from webapp.web.guild_address import GuildAddress

HEADER = (
    *("name", "realm", "class", "spec", "role", "rank", "level", "ilvl", "rating"),
    *("audit", "tier", "vault R·M·W", "raid", "log", "last seen", "data"),
)


def printed_roster(guild: GuildAddress, *, now: datetime) -> list[tuple[str, ...]]:
    """Return all members of a guild as cells in the order of ``HEADER``."""
    page = roster_page(guild, RosterFilter(page_size=None), (), now=now)
    return [
        (
            _plain(row.name),
            _plain(row.realm_name or ""),
            row.class_name,
            row.spec_name,
            row.role_name,
            f"{_plain(row.rank_name)} {row.rank}".strip(),
            str(row.level),
            str(row.item_level),
            row.rating,
            "—" if row.problems is None else str(row.problems),
            str(row.tier),
            row.vault,
            _plain(row.raid),
            row.log,
            row.seen or "—",
            f"{row.state_word}: {_plain(row.reason)}" if row.reason else row.state_word,
        )
        for row in page.rows
    ]


def _plain(text: str) -> str:
    return text.unescape() if isinstance(text, Markup) else text
