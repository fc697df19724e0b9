"""Names by their beginning among a million: how long a suggestion takes, and which way the database goes."""

import itertools
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import insert

from bench.databases import SQLITE, is_by_index, medians_of, on_each, plan_of, print_plan, settle
from bench.ratio import Ratio
from webapp.extensions import db
from webapp.models import Character, Guild, GuildMember
from webapp.models.upsert import chunks
from webapp.search.queries import characters_like

ABOUT = "suggestions among 1,000,000 names (SQLite: 100,000) by a range of the index, with the plan"
NAMES = int(os.environ.get("BENCH_NAMES", "1000000"))
SQLITE_NAMES = min(NAMES, 100_000)
MEMBERS, SEEN, TURNS = 1_000, (1, 2, 3), 7
"""Members of each guild, and the guilds that are seen: a visitor finds few and reads most of the range."""
LONE_OF = 10
"""One of so many has no guild, and is found by everybody who is signed in."""
TYPED = ("ka", "kal", "kálo", "kalomi", "zz")
MOST_MILLISECONDS = 150
NOW = datetime(2026, 9, 2, 4, tzinfo=UTC)
SYLLABLES = [first + second for first in "bdgklmnrstvz" for second in ("a", "e", "i", "o", "á", "ö")]
INDEX = "ix_characters_name_plain_region_realm"


def run() -> list[Ratio]:
    """Measure on SQLite, and on PostgreSQL where there is one."""
    return on_each(_measure)


def _measure(kind: str) -> list[Ratio]:
    _write_world(kind, SQLITE_NAMES if kind == SQLITE else NAMES)
    return [*_times(kind), *(_way(kind, typed) for typed in TYPED[:2])]


def _times(kind: str) -> Iterator[Ratio]:
    searches = {repr(typed): partial(_found, typed) for typed in TYPED}
    searches |= {f"{typed!r} of a visitor": partial(_found, typed, viewer_id=None) for typed in TYPED[:2]}
    times = medians_of(TURNS, *searches.values())
    for (what, search), seconds in zip(searches.items(), times, strict=True):
        yield Ratio(
            name=f"search, {kind}: milliseconds for {what}",
            value=1000 * seconds,
            limit=MOST_MILLISECONDS,
            detail=f"{search()} found",
        )


def _found(typed: str, viewer_id: int | None = 1) -> int:
    found = len(db.session.execute(characters_like(typed, SEEN, viewer_id, NOW)).all())
    db.session.rollback()
    return found


def _way(kind: str, typed: str) -> Ratio:
    """Print the plan, and say whether it goes by the index of plain names and by that alone."""
    plan = plan_of(kind, characters_like(typed, SEEN, 1, NOW))
    print_plan(kind, repr(typed), plan)
    return Ratio(
        name=f"search, {kind}: plans for {typed!r} without the index of plain names",
        value=float(not is_by_index(plan, "characters", INDEX)),
        limit=0,
    )


def _write_world(kind: str, names: int) -> None:
    guilds = range(1, 2 + names // MEMBERS)
    _write(Guild, (_guild(number) for number in guilds))
    _write(Character, itertools.islice(_characters(), names))
    _write(GuildMember, (_member(number) for number in range(1, names + 1) if number % LONE_OF))
    settle(kind)


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
