"""Facts about the game, refreshed once a day for each region that is looked at: realms, classes, the week."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from webapp.clients.battlenet import BattleNet, BattleNetError
from webapp.database import transaction
from webapp.models import Character, GameData, Guild
from webapp.models.upsert import insert_missing, upsert
from webapp.sync import runs
from webapp.sync.again import make_due
from webapp.sync.game_answers import CURRENT, Fact, GameFacts, ask_for_game_data
from webapp.sync.realms import store_realms
from webapp.words import RunKind, RunOutcome, Section

GAME_DATA_PERIOD = timedelta(hours=24)
SEASON = "season"
CONFIRMED = "confirmed"
"""The kind of the row that says when all of a region's facts were last fetched."""
WANTED = "wanted"
"""The kind of the row that says that characters without a guild are looked at in a region."""
log = structlog.get_logger()


def regions_due(session: Session, now: datetime) -> list[str]:
    """Return the regions with a tracked guild or character whose facts are older than a day."""
    rows = session.execute(
        select(GameData.kind, GameData.region, GameData.updated_at).where(
            GameData.kind.in_((CONFIRMED, WANTED))
        )
    ).all()
    confirmed = {row.region: row.updated_at for row in rows if row.kind == CONFIRMED}
    tracked = session.scalars(select(Guild.region).where(Guild.archived_at.is_(None)).distinct()).all()
    wanted = {row.region for row in rows if row.kind == WANTED} | set(tracked)
    return sorted(
        region for region in wanted if region not in confirmed or now - confirmed[region] >= GAME_DATA_PERIOD
    )


def want_game_data(session: Session, region: str, now: datetime) -> None:
    """Have a region's facts kept though no guild of it is tracked."""
    row = {"kind": WANTED, "region": region, "key": CURRENT, "data": {}}
    insert_missing(session, GameData, [row], keys=("kind", "region", "key"), now=now)


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
            runs.finish(session, begun.run_id, now=now, outcome=RunOutcome.FAILED, message=error.sentence)
            _store(session, region, [(CONFIRMED, CURRENT, {"word": error.word.value})], _retry_stamp(now))
        log.warning("game_data_failed", region=region, word=error.word.value, error=str(error))
        return RunOutcome.FAILED
    outcome = RunOutcome.PARTIAL if found.failed else RunOutcome.OK
    tally = runs.Tally(done=1, unchanged=1, calls=found.calls, words=found.failed)
    with transaction() as session:
        store_game_data(session, region, found, now=now)
        runs.count(session, begun.run_id, tally, now=now)
        runs.finish(session, begun.run_id, now=now, outcome=outcome)
    return outcome


def store_game_data(session: Session, region: str, found: GameFacts, *, now: datetime) -> None:
    """Write one region's facts; what an answer leaves out stays as it was and is asked for again soon."""
    is_first = not session.scalar(select(GameData.id).where(*_season_of(region)))
    if found.realms is not None:
        store_realms(session, region, found.realms.realms, now=now)
    _store(session, region, found.facts, now)
    words = [word.value for word in found.failed] or ["ok"]
    stamp = _retry_stamp(now) if found.failed else now
    _store(session, region, [(CONFIRMED, CURRENT, {"word": words[0]})], stamp)
    if is_first and any(kind == SEASON for kind, _, _ in found.facts):
        _look_again(session, region, now)


def _season_of(region: str) -> tuple[ColumnElement[bool], ...]:
    return (GameData.kind == SEASON, GameData.region == region, GameData.key == CURRENT)


def _look_again(session: Session, region: str, now: datetime) -> None:
    """Have those looked at once more who were before anybody knew which season to ask for."""
    looked_at = Character.last_synced_at.is_not(None)
    early = select(Character.id).where(Character.region == region, looked_at)
    make_due(session, early, Section.MYTHIC_SEASON, now)


def _retry_stamp(now: datetime) -> datetime:
    """Return a stamp so old that a failed refresh is tried again in a quarter of an hour."""
    return now - GAME_DATA_PERIOD + timedelta(minutes=15)


def _store(session: Session, region: str, facts: Iterable[Fact], now: datetime) -> None:
    rows = [
        {"kind": kind, "region": region, "key": key, "data": data}
        for kind, key, data in sorted(facts, key=lambda fact: fact[:2])
    ]
    upsert(session, GameData, rows, keys=("kind", "region", "key"), columns=("data",), now=now)
