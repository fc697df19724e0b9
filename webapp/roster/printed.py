"""The roster as plain text cells, for a terminal: the same rows that the page shows."""

from collections.abc import Callable, Sequence
from datetime import datetime

from markupsafe import Markup

from webapp.permissions.policy import Tool
from webapp.roster.audience import shown_to
from webapp.roster.choices import Alts, Sort
from webapp.roster.filters import RosterFilter
from webapp.roster.queries import roster_page
from webapp.roster.rows import MemberRow
from webapp.web.guild_address import GuildAddress

Print = Callable[[MemberRow], str]


def header(tools: frozenset[Tool]) -> tuple[str, ...]:
    """Return the heads of the columns that people with these tools see."""
    return tuple(head for head, _ in _columns(tools))


def printed_roster(guild: GuildAddress, *, tools: frozenset[Tool], now: datetime) -> list[tuple[str, ...]]:
    """Return all members of a guild as cells in the order of ``header``."""
    view = RosterFilter(page_size=None, alts=Alts.FLAT)
    page = roster_page(guild, view, (), tools=tools, now=now)
    prints = [as_text for _, as_text in _columns(tools)]
    return [tuple(as_text(row) for as_text in prints) for row in page.rows]


def _columns(tools: frozenset[Tool]) -> Sequence[tuple[str, Print]]:
    shown = shown_to(tools).columns
    return [(head, as_text) for sort, head, as_text in _COLUMNS if sort in shown]


def _plain(text: str) -> str:
    return text.unescape() if isinstance(text, Markup) else text


def _data(row: MemberRow) -> str:
    return f"{row.state_word}: {_plain(row.reason)}" if row.reason else row.state_word


_COLUMNS: Sequence[tuple[Sort, str, Print]] = (
    (Sort.NAME, "name", lambda row: _plain(row.name)),
    (Sort.NAME, "realm", lambda row: _plain(row.realm_name or "")),
    (Sort.CLASS, "class", lambda row: row.class_name),
    (Sort.SPEC, "spec", lambda row: row.spec_name),
    (Sort.ROLE, "role", lambda row: row.role_name),
    (Sort.RANK, "rank", lambda row: f"{_plain(row.rank_name)} {row.rank}".strip()),
    (Sort.LEVEL, "level", lambda row: str(row.level)),
    (Sort.ITEM_LEVEL, "ilvl", lambda row: str(row.item_level)),
    (Sort.RATING, "rating", lambda row: row.rating),
    (Sort.AUDIT, "audit", lambda row: "—" if row.problems is None else str(row.problems)),
    (Sort.TIER, "tier", lambda row: str(row.tier)),
    (Sort.VAULT, "vault R·M·W", lambda row: row.vault),
    (Sort.RAID, "raid", lambda row: _plain(row.raid)),
    (Sort.LOG, "log", lambda row: row.log),
    (Sort.SEEN, "last seen", lambda row: row.seen or "—"),
    (Sort.FRESHNESS, "freshness", _data),
)
