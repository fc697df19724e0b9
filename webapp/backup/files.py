"""Which files are backups: their names, what kind they are, whether they are ours, and how old. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum

KEPT_AT_MOST = timedelta(days=29)
"""A backup holds data of players, which nobody may keep unconfirmed for longer than 30 days."""
OUR_TABLES = frozenset({"alembic_version", "users"})
"""What the database has had since its first revision."""
TABLES_SINCE = {
    "0002": "realms former_realm_slugs",
    "0003": "guilds",
    "0004": "characters former_names",
    "0005": "guild_members",
    "0006": "ranks",
    "0007": "guild_permissions",
    "0008": "game_data",
    "0009": "sync_runs",
    "0010": "sync_targets",
    "0011": "section_states",
    "0012": "member_events",
    "0013": "held_rosters",
    "0014": "clock_ticks",
    "0020": "character_enrichment_cache",
    "0021": "api_tokens",
    "0022": "page_views",
    "0026": "sessions",
}
"""Which tables a revision brought, as far as is needed to tell a foreign database; none went since."""
KEY_COLUMNS = {
    "users": frozenset({"bnet_id", "battletag", "last_login_at"}),
    "guilds": frozenset({"region", "bnet_guild_id", "realm", "name"}),
    "characters": frozenset({"region", "bnet_character_id", "realm", "name", "user_id"}),
}
"""Columns that these tables have had since they are there; other programs have tables called so."""
BEFORE_RESTORE = "-before-restore"
STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(rf"muster-(\d{{8}}T\d{{6}}Z)(?:{BEFORE_RESTORE})?\.(sqlite|postgresql)(\.part)?")
_REVISION = re.compile(r"\d{4}")


class Kind(StrEnum):
    """The kind of database that a backup was made of."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


CALLED = {Kind.SQLITE: "SQLite", Kind.POSTGRESQL: "PostgreSQL"}
_BEGINNINGS = {Kind.SQLITE: b"SQLite format 3\0", Kind.POSTGRESQL: b"PGDMP"}
LONGEST_BEGINNING = 16
"""Bytes; see https://www.sqlite.org/fileformat.html#magic_header_string. pg_dump's has no page of its own."""


def name_of(kind: Kind, now: datetime, occasion: str = "") -> str:
    """Return what a backup of this moment is called; names sort by age."""
    return f"muster-{now:{STAMP}}{occasion}.{kind}"


def kind_of(beginning: bytes) -> Kind | None:
    """Say what kind of backup begins so; None for anything else."""
    return next((kind for kind, magic in _BEGINNINGS.items() if beginning.startswith(magic)), None)


def outdated(names: Iterable[str], now: datetime, kept_for: timedelta) -> list[str]:
    """Return which of these files are our backups and older than that, broken off ones included."""
    return sorted(name for name in names if (made := _made_at(name)) and now - made > kept_for)


def _made_at(name: str) -> datetime | None:
    found = _NAME.fullmatch(name)
    return datetime.strptime(found[1], STAMP).replace(tzinfo=UTC) if found else None


def refusal(tables: Mapping[str, Collection[str]], revision: str, newest: str) -> str:
    """Say why a database with these tables and columns cannot be put back; nothing when it can."""
    if not _REVISION.fullmatch(revision) or not _are_ours(tables, revision, newest):
        return "it is no backup of Muster"
    if revision > newest:
        return (
            f"it was made by a newer Muster (revision {revision}, this program knows {newest}): "
            "update the program first"
        )
    return ""


def _are_ours(tables: Mapping[str, Collection[str]], revision: str, newest: str) -> bool:
    """Say whether they are what a revision has; of one that we do not know only the first is sure."""
    known = revision if revision <= newest else ""
    wanted = set(OUR_TABLES).union(
        *(names.split() for since, names in TABLES_SINCE.items() if since <= known)
    )
    keys = {name: columns for name, columns in KEY_COLUMNS.items() if name in wanted}
    return set(tables) >= wanted and all(set(tables[name]) >= columns for name, columns in keys.items())
