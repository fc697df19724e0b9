"""A week of 100,000 characters closed in SQL, what a year of somebody takes, a guild's progression."""

import os
import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, text

from bench.databases import POSTGRESQL, medians_of, on_each, settle
from bench.ratio import Ratio
from webapp.extensions import db
from webapp.history.days import DAY, WEEK, last_day_before
from webapp.history.resets import close_weeks
from webapp.insights.queries import spreads
from webapp.models import Character, CharacterSnapshot, GameData, Guild, GuildMember
from webapp.models.upsert import chunks

ABOUT = "closing a week of 100,000 characters, disk a character-year, a guild's progression against its rows"
CHARACTERS = int(os.environ.get("BENCH_CHARACTERS", "100000"))
MEMBERS, WEEKS, TURNS = 500, 52, 7
DAYS_KEPT = 91
"""So long each day is kept; of older weeks their last day."""
MOST_ROWS_A_YEAR = DAYS_KEPT + WEEKS - DAYS_KEPT // 7
RESET = datetime(2026, 9, 2, 4, tzinfo=UTC)
LEAST_ROWS_A_SECOND, MOST_BYTES_A_YEAR, MOST_TIMES_THE_SCAN = 5_000, 20_000, 10


def run() -> list[Ratio]:
    """Measure on SQLite, and on PostgreSQL where there is one."""
    return on_each(_measure)


def _measure(name: str) -> list[Ratio]:
    _write_world()
    _write_days([RESET - 3 * DAY], CHARACTERS)
    settle(name)
    before = _size(name)
    began = time.perf_counter()
    rows = close_weeks(RESET + timedelta(minutes=5))
    took = time.perf_counter() - began
    a_row = (_size(name) - before) / rows
    ends = {RESET - number * WEEK - DAY for number in range(1, WEEKS)}
    days = {RESET - number * DAY for number in range(8, DAYS_KEPT + 1)}
    _write_days(sorted(ends | days), MEMBERS)
    settle(name)
    return [
        Ratio(
            name=f"history, {name}: rows a second while a week is closed",
            value=rows / took,
            limit=LEAST_ROWS_A_SECOND,
            more_is_better=True,
            detail=f"{rows} rows in {took:.1f} s",
        ),
        Ratio(
            name=f"history, {name}: bytes of a year of somebody who changed each day and week",
            value=a_row * MOST_ROWS_A_YEAR,
            limit=MOST_BYTES_A_YEAR,
            detail=f"{a_row:.0f} a row, {a_row * WEEKS:.0f} for the weeks alone",
        ),
        _progression(name),
    ]


def _progression(name: str) -> Ratio:
    """Compare the quartiles of a year with reading the rows that they are made of."""
    weeks = [(RESET - number * WEEK).date() for number in range(1, WEEKS + 1)]
    one = CharacterSnapshot
    mine = select(GuildMember.character_id)
    raw = select(one.week_on, one.item_level).where(one.character_id.in_(mine), one.week_on >= min(weeks))
    rows = len(db.session.execute(raw).all())
    ours, scan = medians_of(
        TURNS,
        lambda: spreads(1, one.item_level, weeks, RESET + DAY),
        lambda: db.session.execute(raw).all(),
    )
    return Ratio(
        name=f"history, {name}: progression of a year / its rows read",
        value=ours / scan,
        limit=MOST_TIMES_THE_SCAN,
        detail=f"{MEMBERS} members: {1000 * ours:.0f} ms, reading {rows} rows {1000 * scan:.0f} ms",
    )


def _write_world() -> None:
    """Insert characters who were read in the week that ended; the first of them are a guild."""
    read = {"last_synced_at": RESET - DAY, "verified_at": RESET, "outcome": "ok", "region": "eu"}
    numbers = range(1, CHARACTERS + 1)
    guild = {"region": "eu", "realm": "r", "name": "Night Muster", "name_key": "night muster"}
    period = {"start": RESET.isoformat()}
    db.session.execute(insert(Guild), [{"bnet_guild_id": 1, **guild}])
    db.session.execute(
        insert(GameData), [{"kind": "period", "region": "eu", "key": "current", "data": period}]
    )
    for some in chunks(numbers, 5_000):
        names = [
            {"bnet_character_id": one, "realm": "r", "name": f"N{one}", "name_key": f"n{one}"} for one in some
        ]
        db.session.execute(insert(Character), [{**read, **name} for name in names])
    times = {"joined_at": RESET - 2 * WEEKS * WEEK, "last_seen_at": RESET}
    members = [
        {"guild_id": 1, "character_id": one, "rank": 3, "character_name": f"N{one}", **times}
        for one in range(1, MEMBERS + 1)
    ]
    db.session.execute(insert(GuildMember), members)
    db.session.commit()


def _write_days(moments: list[datetime], characters: int) -> None:
    """Insert a snapshot of each of the first characters at each moment."""
    figures = {"mythic_rating": 2400.5, "achievement_points": 9000, "tier_pieces": 4, "problem_count": 1}
    for moment in moments:
        week = last_day_before(RESET - (RESET - DAY - moment) // WEEK * WEEK).week_on
        for some in chunks(range(1, characters + 1), 5_000):
            day = {"taken_on": moment.date(), "week_on": week, **figures}
            rows = [{"character_id": one, "item_level": 600 + one % 100, **day} for one in some]
            db.session.execute(insert(CharacterSnapshot), rows)
    db.session.commit()


def _size(name: str) -> int:
    """Return how many bytes snapshots take with their index."""
    if name == POSTGRESQL:
        asked = "SELECT pg_total_relation_size('character_snapshots')"
    else:
        asked = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%character_snapshots%'"
    return int(db.session.scalar(text(asked)) or 0)
