"""The best by rating of a class and a region: an index range, and how it grows with the characters."""

import os
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, insert

from bench.databases import (
    POSTGRESQL,
    SQLITE,
    insert_numbered,
    is_by_index,
    medians_of,
    on_each,
    plan_of,
    print_plan,
    settle,
)
from bench.ratio import Ratio
from webapp.extensions import db
from webapp.leaderboards.asking import Asked
from webapp.leaderboards.parts import FIRST, After, Part
from webapp.leaderboards.queries import best_statement
from webapp.models import Guild
from webapp.words import Visibility

ABOUT = "the best 100 by rating of a class and a region among few and many characters, with the plan"
FEW = int(os.environ.get("BENCH_FEW", "10000"))
MANY = {
    SQLITE: int(os.environ.get("BENCH_SQLITE", "100000")),
    POSTGRESQL: int(os.environ.get("BENCH_POSTGRESQL", "1000000")),
}
TURNS, MOST_GROWTH, GUILDS = 31, 1.5, 20
INDEX = "ix_characters_region_class_id_mythic_rating"
NOW = datetime(2026, 9, 2, 4, tzinfo=UTC)
ASKED = Asked(region="eu", class_id=8)
HALFWAY = Part(After(exact=1750.0, id=1, place=1, number=1))
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


def run() -> list[Ratio]:
    """Measure on SQLite, and on PostgreSQL where there is one."""
    return on_each(_measure)


def _measure(kind: str) -> list[Ratio]:
    many = MANY[kind]
    _write_guilds()
    _write(kind, 1, FEW)
    (few_took,) = medians_of(TURNS, _read)
    _write(kind, FEW + 1, many)
    (many_took,) = medians_of(TURNS, _read)
    (last_took,) = medians_of(TURNS, _read_on)
    plans = [plan_of(kind, _asked()), plan_of(kind, _asked(HALFWAY))]
    print_plan(kind, f"the best of a class and a region among {many:,}", plans[0])
    print_plan(kind, "a part behind the half of them", plans[1])
    return [
        Ratio(
            name=f"leaderboards, {kind}: the best of a class and region, {many:,} / {FEW:,} characters",
            value=many_took / few_took,
            limit=MOST_GROWTH,
            detail=f"{1000 * few_took:.2f} ms, then {1000 * many_took:.2f} ms",
        ),
        Ratio(
            name=f"leaderboards, {kind}: a part behind the half / the first part, {many:,} characters",
            value=last_took / many_took,
            limit=MOST_GROWTH,
            detail=f"{1000 * many_took:.2f} ms, then {1000 * last_took:.2f} ms",
        ),
        Ratio(
            name=f"leaderboards, {kind}: plans that read characters by another way than their index",
            value=float(sum(map(_is_other, plans))),
            limit=0,
        ),
    ]


def _is_other(plan: list[str]) -> bool:
    """Say whether a plan reads characters by another way than their index, or sorts."""
    return not is_by_index(plan, "characters", INDEX) or _is_sorted(plan)


def _is_sorted(plan: list[str]) -> bool:
    """Say whether something is put in order that the index did not give so."""
    return any("Sort Key" in line or "ORDER BY" in line for line in plan)


def _write_guilds() -> None:
    """Insert guilds that show their roster to everybody."""
    facts = {"region": "eu", "realm": "r", "visibility": Visibility.PUBLIC}
    rows = [
        {"bnet_guild_id": one, "name": f"G{one}", "name_key": f"g{one}", **facts}
        for one in range(1, GUILDS + 1)
    ]
    db.session.execute(insert(Guild), rows)
    db.session.commit()


def _write(kind: str, first: int, last: int) -> None:
    """Insert characters and their memberships, and let the database look at them."""
    insert_numbered(_CHARACTERS, first, last, now=NOW)
    insert_numbered(_MEMBERS, first, last, now=NOW, guilds=GUILDS)
    settle(kind)


def _asked(part: Part = FIRST) -> Select[Any]:
    return best_statement(ASKED, NOW, part)


def _read() -> object:
    return db.session.execute(_asked()).all()


def _read_on() -> object:
    return db.session.execute(_asked(HALFWAY)).all()
