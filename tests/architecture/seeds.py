"""One row in every table, whatever tables there are, and addresses that lead to it."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Enum,
    Float,
    Integer,
    LargeBinary,
    Table,
    TypeDecorator,
)
from werkzeug.routing import Rule

from webapp.extensions import Model, db
from webapp.lib.names import guild_slug, name_key
from webapp.permissions.sessions import new_cookie, session_id
from webapp.permissions.tokens import Scope, new_token, token_hash

NEVER_OLD = datetime(2999, 1, 1, tzinfo=UTC)
THEN = datetime(2026, 8, 19, 12, 0, 0, tzinfo=UTC)
GUILD = "Frostwolf"
TOKEN = new_token(bytes(32))
"""An operator's token that opens everything for programs."""
COOKIE = new_cookie(bytes(32))
"""Signs the one person in, who runs the server."""
HOSTILE = """<img src=x onerror=alert(1)>"'&{{ 7*7 }}"""
"""Fills every text that comes from people or from Battle.net; a page must show it as text."""
KNOWN: dict[str, Any] = {
    "region": "eu",
    "realm": "ravencrest",
    "finished_at": None,
    "archived_at": None,
    "left_at": None,
    "missing_since": None,
    "main_id": None,
    "ranks_doubted_at": None,
    "verified_at": None,
    "last_seen_at": NEVER_OLD,
    "raid_progress": "6/9 H",
    "rank": 1,
    "rank_id": 1,
    "mythic_rating_color": "#a335ee",
    "outcome": "ok",
    "roster_outcome": "ok",
}
"""What must be true of a column for the row to be on a page; all others are filled by their type."""
FORMER = {"name": "Warsong", "name_key": name_key("Warsong"), "slug": "warsong"}
EXCEPTIONS: dict[str, dict[str, Any]] = {
    "guilds": {"name": GUILD, "name_key": name_key(GUILD)},
    "realms": {"slug": "ravencrest"},
    "former_names": FORMER,
    "former_realm_slugs": FORMER,
    "sync_targets": {"kind": "roster", "character_id": None},
    "sync_runs": {"scope": "guild:1", "outcome": None},
    "character_enrichment_cache": {
        "character_name": GUILD,
        "name_key": name_key(GUILD),
        "season_key": "latest",
    },
    "legacy_wishes": {"outcome": "none"},
    "legacy_files": {"outcome": "conflict"},
    "sync_pauses": {"scope": "guild"},
    "sessions": {
        "id": session_id(COOKIE),
        "seen_at": NEVER_OLD,
        "expires_at": NEVER_OLD,
        "revoked_at": None,
        "view_as_guild_id": None,
        "view_as_rank": None,
    },
    "api_tokens": {
        "guild_id": None,
        "token_hash": token_hash(TOKEN),
        "scopes": [scope.value for scope in Scope],
        "expires_at": None,
        "revoked_at": None,
    },
}


QUERIES = {"/api/character-cache": f"?region=EU&realm=ravencrest&characterName={GUILD}"}
"""What an address needs behind its question mark."""


MORE = (
    ("sync_targets", {"id": 2, "kind": "card", "guild_id": None, "character_id": 1}),
    ("sync_targets", {"id": 3, "kind": "logs", "guild_id": None, "character_id": 1}),
)
"""Rows besides the first, of what each kind needs its own."""


def seed() -> None:
    """Insert one row into every table; every id is 1, so every row belongs together."""
    for table in Model.metadata.sorted_tables:
        db.session.execute(table.insert().values(**_row(table)))
    for name, more in MORE:
        table = Model.metadata.tables[name]
        db.session.execute(table.insert().values(**_row(table) | more))
    db.session.commit()


def _row(table: Table) -> dict[str, Any]:
    known = KNOWN | EXCEPTIONS.get(table.name, {})
    return {
        column.name: known[column.name] if column.name in known else _value(column)
        for column in table.columns
    }


def _value(column: Column[Any]) -> Any:
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    if isinstance(kind, Enum):
        return next(iter(kind.enum_class)) if kind.enum_class else kind.enums[0]
    fillers: tuple[tuple[Any, object], ...] = (
        (Boolean, True),
        (Integer | Float, 1),
        (DateTime, THEN),
        (Date, THEN.date()),
        (JSON, {}),
        (LargeBinary, HOSTILE.encode()),
    )
    text = HOSTILE[: getattr(kind, "length", None)]
    return next((value for types, value in fillers if isinstance(kind, types)), text)


def address(rule: Rule) -> str:
    """Return the address of this route that leads to the seeded rows."""
    name = HOSTILE if rule.endpoint.startswith(("characters", "before")) else guild_slug(GUILD)
    known = KNOWN | {"name": name, "section": "gear"}
    built = rule.build({name: known.get(name, 1) for name in rule.arguments}, append_unknown=False)
    if built is None:
        raise ValueError(f"{rule.rule}: tell tests/architecture/seeds.py what its parameters may be")
    return built[1] + QUERIES.get(built[1], "")
