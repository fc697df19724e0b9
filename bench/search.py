"""Names by their beginning among a million: how long a suggestion takes, and which way the database goes."""

import itertools
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.dialects import postgresql, sqlite

from bench.ratio import Ratio
from bench.roster import settings_for
from devtools import servers
from webapp import create_app
from webapp.config import Settings
from webapp.extensions import db
from webapp.models import Character, Guild, GuildMember
from webapp.models.upsert import chunks
from webapp.search.queries import characters_like

ABOUT = "suggestions among 1,000,000 names (SQLite: 100,000) by a range of the index, with the plan"
NAMES = int(os.environ.get("BENCH_NAMES", "1000000"))
SQLITE_NAMES = min(NAMES, 100_000)
MEMBERS, SEEN, TURNS = 1_000, (1, 2, 3), 5
LONE_OF = 10
"""One of so many has no guild, and is found by everybody who is signed in."""
TYPED = ("ka", "kal", "kálo", "kalomi", "zz")
MOST_MILLISECONDS = 150
NOW = datetime(2026, 9, 2, 4, tzinfo=UTC)
SYLLABLES = [first + second for first in "bdgklmnrstvz" for second in ("a", "e", "i", "o", "á", "ö")]
INDEX = "ix_characters_name_prefix"


def run() -> list[Ratio]:
    """Measure on SQLite, and on PostgreSQL where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_for(Path(folder) / "search.db")
        found = _measured("SQLite", settings, SQLITE_NAMES)
        server = servers.start_postgresql(Path(folder) / "postgresql")
        if server is None:
            return found
        try:
            return found + _measured("PostgreSQL", replace(settings, database_url=server.url), NAMES)
        finally:
            server.stop()


def _measured(name: str, settings: Settings, names: int) -> list[Ratio]:
    with create_app(settings).app_context():
        db.create_all()
        try:
            _write_world(names)
            return [_typed(name, typed) for typed in TYPED] + [_way(name)]
        finally:
            db.session.remove()
            db.engine.dispose()


def _typed(name: str, typed: str) -> Ratio:
    times = []
    for _ in range(TURNS):
        began = time.perf_counter()
        rows = db.session.execute(characters_like(typed, SEEN, 1, NOW)).all()
        times.append(1000 * (time.perf_counter() - began))
        db.session.rollback()
    return Ratio(
        name=f"search, {name}: milliseconds for {typed!r}",
        value=statistics.median(times),
        limit=MOST_MILLISECONDS,
        detail=f"{len(rows)} found, first {times[0]:.0f} ms",
    )


def _way(name: str) -> Ratio:
    """Print the plan, and say whether it goes by the index of beginnings."""
    is_postgresql = name == "PostgreSQL"
    dialect = postgresql.dialect() if is_postgresql else sqlite.dialect()  # type: ignore[no-untyped-call]
    statement = characters_like("kal", SEEN, 1, NOW).compile(dialect=dialect)
    options = {"render_postcompile": True, "literal_binds": True}
    bound = characters_like("kal", SEEN, 1, NOW).compile(dialect=dialect, compile_kwargs=options)
    explain = "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " if is_postgresql else "EXPLAIN QUERY PLAN "
    rows = db.session.connection().exec_driver_sql(explain + str(bound).replace("%", "%%")).all()
    plan = [str(row[-1]) for row in rows]
    print(f"Plan of {name} for 'kal', {len(statement.params)} parameters:")
    print("\n".join(f"  {line}" for line in plan))
    return Ratio(
        name=f"search, {name}: plans without the index of beginnings",
        value=float(not any(INDEX in line for line in plan)),
        limit=0,
    )


def _write_world(names: int) -> None:
    guilds = range(1, 2 + names // MEMBERS)
    _write(Guild, (_guild(number) for number in guilds))
    _write(Character, itertools.islice(_characters(), names))
    _write(GuildMember, (_member(number) for number in range(1, names + 1) if number % LONE_OF))
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _write(model: Any, rows: Iterator[Mapping[str, Any]]) -> None:
    for chunk in chunks(rows, 10_000):
        db.session.execute(insert(model), chunk)
    db.session.commit()


def _guild(number: int) -> Mapping[str, Any]:
    named = {"name": f"Guild {number}", "name_key": f"guild-{number}", "realm": "argent-dawn"}
    return {"id": number, "region": "eu", "bnet_guild_id": number, **named}


def _characters() -> Iterator[Mapping[str, Any]]:
    """Give names of four syllables; each again with another realm once all have been given."""
    for number in itertools.count(1):
        realm, spelling = divmod(number, len(SYLLABLES) ** 2)
        first, second = divmod(spelling, len(SYLLABLES))
        parts = (SYLLABLES[first], SYLLABLES[second], SYLLABLES[number % 71], SYLLABLES[realm % 72])
        name = "".join(parts)
        place = {"region": "eu", "realm": f"realm-{realm}", "name": name.title(), "name_key": name}
        home = None if number % LONE_OF == 0 else _home(number)
        yield {"id": number, "bnet_character_id": number, "guild_id": home, "verified_at": NOW, **place}


def _member(number: int) -> Mapping[str, Any]:
    person = {"character_id": number, "character_name": "?", "rank": 3}
    return {"guild_id": _home(number), "joined_at": NOW, "last_seen_at": NOW, **person}


def _home(number: int) -> int:
    return 1 + number // MEMBERS
