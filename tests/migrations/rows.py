"""A row for every table, so that a migration meets data."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    inspect,
    text,
)

Rows = dict[str, list[dict[str, Any]]]
"""Every row of every table."""
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)

VALUES: dict[type, Any] = {
    DateTime: NOON,
    Date: NOON.date(),
    JSON: {"name": "Bjo\u0308rn", "levels": [1, 2.5, None, True]},
    Boolean: True,
    Float: 2.5,
    LargeBinary: b"\x00\x80\xff",
}
"""A value for each type of column that is neither text nor a whole number."""
CHOSEN: dict[str, dict[str, Any]] = {
    "users": {"bnet_id": 2**40},
    "realms": {"id": 1, "region": "eu", "slug": "гордунни"},
    "former_realm_slugs": {"id": 1, "realm_id": 1},
    "guilds": {"id": 1, "leader_id": 2**40, "faction": "horde", "visibility": "public"},
    "former_guild_names": {"guild_id": 1},
    "characters": {"id": 1, "guild_id": 1, "user_id": 2**40, "main_id": 1, "faction": "horde",
                   "role": "tank", "role_override": "healer", "main_set_by": "player"},
    "former_names": {"id": 1, "character_id": 1},
    "guild_members": {"id": 1, "guild_id": 1, "character_id": 1, "role_override": "healer", "main_id": 1},
    "ranks": {"id": 1, "guild_id": 1},
    "guild_permissions": {"id": 1, "guild_id": 1},
    "game_data": {"id": 1},
    "sync_runs": {"id": 1, "asked_by": 2**40, "kind": "roster", "trigger": "person", "outcome": "ok"},
    "sync_targets": {"id": 1, "guild_id": 1, "character_id": 1, "kind": "character", "wished_by": 2**40},
    "section_states": {"character_id": 1, "section": "summary"},
    "member_events": {"id": 1, "guild_id": 1, "character_id": 1, "run_id": 1, "kind": "joined"},
    "held_rosters": {"guild_id": 1},
    "clock_ticks": {"name": "sync"},
    "character_enrichment_cache": {"id": 1, "character_id": 1, "fetch_status": "partial"},
    "api_tokens": {"id": 1, "guild_id": 1, "made_by": 2**40},
    "page_views": {"character_id": 1},
    "character_snapshots": {"character_id": 1},
    "mythic_runs": {"character_id": 1},
    "boss_kills": {"character_id": 1},
    "sessions": {"user_id": 2**40, "view_as_guild_id": 1},
    "character_lists": {"id": 1, "user_id": 2**40},
    "permission_exceptions": {"id": 1, "guild_id": 1, "user_id": 2**40, "made_by": 2**40, "effect": "deny"},
    "audit_log": {"id": 1, "guild_id": 1, "actor_id": 2**40, "user_id": 2**40, "character_id": 1,
                  "undoes_id": 1},
    "officer_notes": {"id": 1, "guild_id": 1, "character_id": 1, "written_by": 2**40},
    "note_reads": {"id": 1, "guild_id": 1, "character_id": 1, "reader_id": 2**40},
    "forgotten_characters": {},
    "removed_guilds": {},
    "guild_notices": {"id": 1, "guild_id": 1, "character_id": 1},
    "notice_marks": {"guild_id": 1},
    "raid_targets": {"guild_id": 1},
    "notification_channels": {"id": 1, "guild_id": 1},
    "deliveries": {"id": 1, "channel_id": 1, "notice_id": 1},
    "notifications": {"id": 1, "user_id": 2**40, "notice_id": 1},
    "sync_pauses": {"id": 1, "scope": "guild", "guild_id": 1},
    "service_sightings": {"name": "redis"},
    "failure_mutes": {"id": 1, "guild_id": 1, "section": "summary"},
    "health_tallies": {"kind": "section"},
    "raid_looks": {"guild_id": 1},
    "raid_reports": {"guild_id": 1, "code": "aB3"},
    "raid_attendance": {"guild_id": 1, "code": "aB3", "character_id": 1},
    "meta_trends": {"scope": 1, "weeks_back": 0, "class_id": 1, "spec_id": 72},
    "added_characters": {"id": 1, "user_id": 2**40},
    "legacy_records": {"id": 1, "standing": "older", "guild_id": 1},
    "legacy_wishes": {"id": 1, "outcome": "none"},
    "legacy_uploads": {"id": 1, "guild_id": 1, "user_id": 2**40},
    "legacy_files": {"id": 1, "upload_id": 1, "outcome": "conflict"},
    "saved_views": {"id": 1, "guild_id": 1, "user_id": 2**40},
}  # fmt: skip
"""What references and CHECKs ask for; `made_up` fills the other columns. Parents stand first."""


def value_for(column: Column[Any], table: Table) -> Any:
    """Return the value that references and CHECKs ask for, or a made-up one."""
    return CHOSEN[table.name].get(column.name, made_up(column))


def made_up(column: Column[Any]) -> Any:
    """Return a value of the column's type, with combining accents, three scripts and emoji."""
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    if isinstance(kind, String):
        return "Bjo\u0308rn Гром 🐉 עברית"[: kind.length]
    return next((value for type_, value in VALUES.items() if isinstance(kind, type_)), 7)


def tables_named(connection: Connection, names: set[str]) -> list[Table]:
    """Return these tables as the database has them now, parents first."""
    assert names <= set(CHOSEN), f"no row for {names - set(CHOSEN)}"
    return [
        Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
        for name in CHOSEN
        if name in names
    ]


def insert(connection: Connection, tables: list[Table]) -> None:
    """Insert one row with every column filled into each of the tables."""
    for table in tables:
        row = {column.name: value_for(column, table) for column in table.columns}
        connection.execute(table.insert(), [row])


def fill(connection: Connection, table: Table, names: set[str]) -> None:
    """Fill columns that a revision added to a table with rows in it."""
    values = {name: value_for(table.columns[name], table) for name in names}
    connection.execute(table.update().values(values))


def read(connection: Connection) -> Rows:
    """Return every row of every table, as the driver gives it."""
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    found = {name: connection.execute(text(f"SELECT * FROM {name}")) for name in names}  # noqa: S608 - our tables
    return {name: [dict(row) for row in result.mappings()] for name, result in found.items()}
