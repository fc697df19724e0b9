"""The best by rating of a class and a region: an index range, and how it grows with the characters."""

import os
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Select, bindparam, insert, text

from bench.ratio import Ratio
from bench.roster import settings_for
from devtools import servers
from webapp import create_app
from webapp.config import Settings
from webapp.extensions import db
from webapp.leaderboards.asking import Asked
from webapp.leaderboards.queries import best_statement
from webapp.models import Guild
from webapp.models.columns import UtcDateTime
from webapp.words import Visibility

ABOUT = "the best 100 by rating of a class and a region among few and many characters, with the plan"
FEW = int(os.environ.get("BENCH_FEW", "10000"))
MANY = {
    "SQLite": int(os.environ.get("BENCH_SQLITE", "100000")),
    "PostgreSQL": int(os.environ.get("BENCH_POSTGRESQL", "1000000")),
}
TURNS, MOST_GROWTH, GUILDS = 31, 1.5, 20
NOW = datetime(2026, 9, 2, 4, tzinfo=UTC)
ASKED = Asked(region="eu", class_id=8)
_CHARACTERS = """
    INSERT INTO characters (id, bnet_character_id, region, realm, name, name_key, class_id, role,
                            mythic_rating, verified_at, failures)
    SELECT n, n, CASE n % 4 WHEN 0 THEN 'us' WHEN 1 THEN 'eu' WHEN 2 THEN 'kr' ELSE 'tw' END, 'r', 'N' || n,
           'n' || n, n / 4 % 13 + 1, 'ranged', (n * 7919 % 3500007) / 1000.0, :now, 0
    FROM numbers
"""
_MEMBERS = """
    INSERT INTO guild_members (guild_id, character_id, rank, character_name, joined_at, last_seen_at)
    SELECT n % :guilds + 1, n, 3, 'N' || n, :now, :now FROM numbers
"""
_NUMBERS = """
    WITH RECURSIVE numbers(n) AS (
        SELECT CAST(:first AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < :last
    )
"""


def run() -> list[Ratio]:
    """Measure on SQLite, and on PostgreSQL where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_for(Path(folder) / "leaderboards.db")
        found = [_measured("SQLite", settings)]
        server = servers.start_postgresql(Path(folder) / "postgresql")
        if server is None:
            return found
        try:
            return [*found, _measured("PostgreSQL", replace(settings, database_url=server.url))]
        finally:
            server.stop()


def _measured(name: str, settings: Settings) -> Ratio:
    with create_app(settings).app_context():
        db.create_all()
        try:
            return _measure(name)
        finally:
            db.session.remove()
            db.engine.dispose()


def _measure(name: str) -> Ratio:
    many = MANY[name]
    _write_guilds()
    _write(1, FEW)
    few_took = _median()
    _write(FEW + 1, many)
    many_took = _median()
    for line in _plan(name):
        print(f"    {name}: {line}")
    return Ratio(
        name=f"leaderboards, {name}: the best of a class and region, {many:,} / {FEW:,} characters",
        value=many_took / few_took,
        limit=MOST_GROWTH,
        detail=f"{1000 * few_took:.2f} ms, then {1000 * many_took:.2f} ms",
    )


def _write_guilds() -> None:
    """Insert guilds that show their roster to everybody."""
    facts = {"region": "eu", "realm": "r", "visibility": Visibility.PUBLIC}
    rows = [
        {"bnet_guild_id": one, "name": f"G{one}", "name_key": f"g{one}", **facts}
        for one in range(1, GUILDS + 1)
    ]
    db.session.execute(insert(Guild), rows)
    db.session.commit()


def _write(first: int, last: int) -> None:
    """Insert characters and their memberships, a statement each, and let the database look at them."""
    now = bindparam("now", type_=UtcDateTime())
    numbers = {"first": first, "last": last, "now": NOW}
    for what, more in ((_CHARACTERS, {}), (_MEMBERS, {"guilds": GUILDS})):
        db.session.execute(text(f"{_NUMBERS} {what}").bindparams(now), {**numbers, **more})
    db.session.commit()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _asked() -> Select[Any]:
    return best_statement(ASKED, NOW)


def _plan(name: str) -> list[str]:
    """Return how the database reads the best."""
    word = "EXPLAIN QUERY PLAN" if name == "SQLite" else "EXPLAIN"
    written = _asked().compile(db.engine, compile_kwargs={"render_postcompile": True})
    driver = db.session.connection()
    parameters: Any = (
        tuple(written.params[key] for key in written.positiontup or ())
        if name == "SQLite"
        else dict(written.params)
    )
    rows = driver.exec_driver_sql(f"{word} {written}", parameters).all()
    return [str(row[-1]) for row in rows]


def _median() -> float:
    took = []
    for _ in range(TURNS):
        began = time.perf_counter()
        db.session.execute(_asked()).all()
        took.append(time.perf_counter() - began)
    db.session.rollback()
    return statistics.median(took)
