"""The log of a guild's activity among 1,000,000 events, with its index and with one more by kind."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import insert, text

from bench.databases import SQLITE, insert_numbered, medians_of, on_each, plan_of, print_plan, settle
from bench.ratio import Ratio
from webapp.activity.asking import Asked
from webapp.activity.queries import events_statement, read_events
from webapp.extensions import db
from webapp.models import Guild
from webapp.words import EventKind

ABOUT = "the log of activity by kind among 1,000,000 events (SQLite: 100,000), with and without an index more"
EVENTS = int(os.environ.get("BENCH_EVENTS", "1000000"))
SQLITE_EVENTS = min(EVENTS, 100_000)
GUILDS, BIG, BIG_SHARE, MEMBERS, TURNS = 100, 1, 100, 1_000, 7
"""One event of a hundred is of the guild that is asked: at 1,000,000 as many as 300 members make in years."""
MOST_MILLISECONDS = 150
NOW = datetime(2026, 9, 2, 4, tzinfo=UTC)
_CHARACTERS = """
    INSERT INTO characters
           (id, bnet_character_id, region, realm, name, name_key, guild_id, verified_at, failures)
    SELECT n, n, 'eu', 'r', 'N' || n, 'n' || n, :big, :now, 0 FROM numbers
"""
_MEMBERS = """
    INSERT INTO guild_members (guild_id, character_id, rank, character_name, joined_at, last_seen_at)
    SELECT :big, n, 3, 'N' || n, :now, :now FROM numbers
"""
_EVENTS = """
    INSERT INTO member_events (id, guild_id, character_id, kind, before, after, seen_at)
    SELECT n, CASE WHEN n % :share = 0 THEN :big ELSE 2 + n % (:guilds - 1) END, 1 + n / :share % :members,
           CASE WHEN n % 99990 = 0 THEN 'renamed' WHEN n % 7 = 0 THEN 'joined' WHEN n % 5 = 1 THEN 'left'
                ELSE 'rank_changed' END,
           '{"rank": 4}', '{"rank": 3}', {moment}
    FROM numbers
"""
_MOMENTS = {True: "datetime(:now, -n || ' minutes') || '.000000'", False: ":now - n * interval '1 minute'"}
_INDEX = "CREATE INDEX bench_by_kind ON member_events (guild_id, kind, seen_at)"
ASKED = {
    "everything": Asked(),
    "a common kind": Asked(kind=EventKind.RANK_CHANGED),
    "a rare kind": Asked(kind=EventKind.RENAMED),
    "a kind that never was": Asked(kind=EventKind.MOVED_REALM),
    "one name": Asked(name="N77"),
    "a rank that never was": Asked(rank=9),
}


def run() -> list[Ratio]:
    """Measure on SQLite, and on PostgreSQL where there is one."""
    return on_each(_measure)


def _measure(kind: str) -> list[Ratio]:
    events = SQLITE_EVENTS if kind == SQLITE else EVENTS
    _write_world(kind, events)
    rare = events_statement(BIG, ASKED["a kind that never was"], NOW, limit=50)
    print_plan(kind, f"a kind that never was among {events:,} events", plan_of(kind, rare))
    without = _times()
    db.session.execute(text(_INDEX))
    db.session.commit()
    settle(kind)
    print_plan(kind, "the same with the index by kind", plan_of(kind, rare))
    return list(_ratios(kind, without, _times()))


def _times() -> list[float]:
    return medians_of(TURNS, *(partial(read_events, BIG, asked, NOW) for asked in ASKED.values()))


def _ratios(kind: str, without: list[float], within: list[float]) -> Iterator[Ratio]:
    for what, one, other in zip(ASKED, without, within, strict=True):
        yield Ratio(
            name=f"activity, {kind}: milliseconds for {what}",
            value=1000 * one,
            limit=MOST_MILLISECONDS,
            detail=f"with an index by kind {1000 * other:.1f} ms",
        )


def _write_world(kind: str, events: int) -> None:
    """Insert guilds, the members of the big one, and events of which none moved to another realm."""
    place = {"region": "eu", "realm": "r"}
    rows = [
        {"bnet_guild_id": one, "name": f"G{one}", "name_key": f"g{one}", **place}
        for one in range(1, GUILDS + 1)
    ]
    db.session.execute(insert(Guild), rows)
    db.session.commit()
    insert_numbered(_CHARACTERS, 1, MEMBERS, now=NOW, big=BIG)
    insert_numbered(_MEMBERS, 1, MEMBERS, now=NOW, big=BIG)
    told = _EVENTS.replace("{moment}", _MOMENTS[kind == SQLITE])
    insert_numbered(told, 1, events, now=NOW, big=BIG, share=BIG_SHARE, guilds=GUILDS, members=MEMBERS)
    settle(kind)
