"""Facts about the game, refreshed once a day for each region that has a guild: realms, classes, the week."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.clients.battlenet import Answer, BattleNet, BattleNetError
from webapp.clients.battlenet.payloads.gamedata import NamedIndex, RealmIndex
from webapp.clients.battlenet.regions import Region
from webapp.database import transaction
from webapp.models import GameData, Guild
from webapp.sync import runs
from webapp.sync.realms import store_realms
from webapp.sync.upsert import upsert
from webapp.words import RunKind, RunOutcome

GAME_DATA_PERIOD = timedelta(hours=24)
WEEK = timedelta(days=7)
WEEKS_BELIEVED = (0, 1)
"""A reset follows a week after the one we know; without news for longer we do not know."""
CURRENT = "current"
CONFIRMED = "confirmed"
"""The kind of the row that says when all of a region's facts were last fetched."""
log = structlog.get_logger()
Fact = tuple[str, str, dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GameFacts:
    """What one region's answers told: rows of (kind, key, data), and its realms."""

    realms: RealmIndex | None
    facts: tuple[Fact, ...]
    calls: int


def regions_due(session: Session, now: datetime) -> list[str]:
    """Return the regions with a tracked guild whose facts are older than a day."""
    rows = session.execute(select(GameData.region, GameData.updated_at).where(GameData.kind == CONFIRMED))
    confirmed = {row.region: row.updated_at for row in rows}
    tracked = session.scalars(select(Guild.region).where(Guild.archived_at.is_(None)).distinct()).all()
    return sorted(
        region for region in tracked if region not in confirmed or now - confirmed[region] >= GAME_DATA_PERIOD
    )


def refresh_game_data(region: str, client: BattleNet, *, now: datetime) -> RunOutcome | None:
    """Fetch and store one region's facts as a run; None when another worker is at it."""
    scope = f"region:{region}"
    with transaction() as session:
        runs.close_stuck(session, scope, RunKind.GAME_DATA, now=now)
        begun = runs.begin_or_join(session, scope, RunKind.GAME_DATA, now=now)
        if not begun.is_new:
            return None
    try:
        found = ask_for_game_data(client, region)
    except BattleNetError as error:
        with transaction() as session:
            runs.finish(
                session, begun.run_id, now=now, outcome=RunOutcome.FAILED, message=error.word.sentence
            )
            _store(session, region, [(CONFIRMED, CURRENT, {"word": error.word.value})], _retry_stamp(now))
        log.warning("game_data_failed", region=region, word=error.word.value)
        return RunOutcome.FAILED
    with transaction() as session:
        store_game_data(session, region, found, now=now)
        tally = runs.Tally(done=1, unchanged=1, calls=found.calls)
        runs.count(session, begun.run_id, tally, now=now)
        runs.finish(session, begun.run_id, now=now)
    return RunOutcome.OK


def ask_for_game_data(client: BattleNet, region: str) -> GameFacts:
    """Make the calls of one region."""
    place = Region(region)
    realms = client.realm_index(place).value
    facts: list[Fact] = []
    indexes: tuple[tuple[str, Callable[[Region], Answer[Any]]], ...] = (
        ("class", client.class_index),
        ("spec", client.spec_index),
        ("race", client.race_index),
    )
    for kind, call in indexes:
        facts.extend(_named(kind, call(place).value))
    periods, seasons = client.period_index(place).value, client.season_index(place).value
    calls = 1 + len(indexes) + 2
    if periods is not None and periods.current_id is not None:
        period = client.period(place, periods.current_id).value
        calls += 1
        if period is not None:
            data = {"id": period.id, "start": _text(period.start), "end": _text(period.end)}
            facts.append(("period", CURRENT, data))
    if seasons is not None and seasons.current_id is not None:
        season = client.season(place, seasons.current_id).value
        calls += 1
        if season is not None:
            data = {"id": season.id, "start": _text(season.start), "end": _text(season.end)}
            facts.append(("season", CURRENT, data))
    return GameFacts(realms=realms, facts=tuple(facts), calls=calls)


def store_game_data(session: Session, region: str, found: GameFacts, *, now: datetime) -> None:
    """Write one region's facts; what an answer leaves out stays as it was."""
    if found.realms is not None:
        store_realms(session, region, found.realms.realms, now=now)
    _store(session, region, [*found.facts, (CONFIRMED, CURRENT, {"word": "ok"})], now)


def reset_of(session: Session, region: str, now: datetime) -> datetime | None:
    """Return when the region's present week began, as its keystone period says, if that is known."""
    data = session.scalar(
        select(GameData.data).where(
            GameData.kind == "period", GameData.region == region, GameData.key == CURRENT
        )
    )
    if data is None:
        return None
    start = datetime.fromisoformat(data["start"])
    weeks = (now - start) // WEEK
    return start + weeks * WEEK if weeks in WEEKS_BELIEVED else None


def _retry_stamp(now: datetime) -> datetime:
    """Return a stamp so old that a failed refresh is tried again in a quarter of an hour."""
    return now - GAME_DATA_PERIOD + timedelta(minutes=15)


def _named(kind: str, index: NamedIndex | None) -> Iterable[Fact]:
    for entry in index.entries if index else ():
        yield (kind, str(entry.id), {"name": entry.name})


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _store(session: Session, region: str, facts: Iterable[Fact], now: datetime) -> None:
    rows = [
        {"kind": kind, "region": region, "key": key, "data": data}
        for kind, key, data in sorted(facts, key=lambda fact: fact[:2])
    ]
    upsert(session, GameData, rows, keys=("kind", "region", "key"), columns=("data",), now=now)
