"""Facts about the game, once a day."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from tests.sync.conftest import MEMBERS, Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.freshness.weeks import reset_of
from webapp.models import GameData, Realm, SyncRun, SyncTarget
from webapp.sync.game_answers import CURRENT, GameFacts
from webapp.sync.gamedata import SEASON, regions_due, store_game_data
from webapp.words import RunKind, RunOutcome, TargetKind

DAY = timedelta(days=1)


def outcomes() -> list[RunOutcome | None]:
    db.session.rollback()
    query = select(SyncRun.outcome).where(SyncRun.kind == RunKind.GAME_DATA).order_by(SyncRun.id)
    return list(db.session.scalars(query))


class TestGameData:
    def test_the_first_sync_brings_realms_classes_and_the_week(self, synced_on: Engine) -> None:
        kinds = set(db.session.scalars(select(GameData.kind)))

        assert kinds >= {"class", "spec", "race", "period", "season"}
        assert "argent-dawn" in set(db.session.scalars(select(Realm.slug)))
        assert outcomes() == [RunOutcome.OK]
        synced_on.check()

    def test_a_day_later_it_is_fetched_again(self, synced: Engine) -> None:
        synced.sync_later(DAY / 2)
        before = outcomes()
        synced.sync_later(DAY / 2)

        assert (len(before), len(outcomes())) == (1, 2)

    def test_a_failure_keeps_what_is_known_and_is_tried_again_soon(self, synced: Engine) -> None:
        synced.simulator.control.add_fault("status", kind="class-index", status=500)
        known = set(db.session.scalars(select(GameData.id)))

        synced.sync_later(DAY)

        assert set(db.session.scalars(select(GameData.id))) == known
        assert outcomes()[-1] is RunOutcome.PARTIAL
        with transaction() as session:
            assert regions_due(session, synced.now) == []
            assert regions_due(session, synced.now + timedelta(minutes=15)) == ["eu"]


class TestTheFirstSeason:
    def test_who_was_looked_at_before_it_was_known_is_looked_at_again(self, synced_on: Engine) -> None:
        season = GameFacts(realms=None, facts=((SEASON, CURRENT, {"id": 15}),), calls=1, failed=Counter())
        later = {"next_due_at": synced_on.now + DAY, "claimed_by": None, "wished_at": None}
        with transaction() as session:
            session.execute(delete(GameData).where(GameData.kind == SEASON))
            session.execute(update(SyncTarget).values(**later))
            store_game_data(session, "kr", season, now=synced_on.now)
            others = due_at(session, synced_on.now)
            store_game_data(session, "eu", season, now=synced_on.now)
            mine = due_at(session, synced_on.now)
            session.execute(update(SyncTarget).values(**later))
            store_game_data(session, "eu", season, now=synced_on.now)
            again = due_at(session, synced_on.now)

        assert (others, mine, again) == (0, MEMBERS, 0)


def due_at(session: Session, now: datetime) -> int:
    """Return how many characters are to be looked at by now."""
    due = (SyncTarget.kind == TargetKind.CHARACTER, SyncTarget.next_due_at <= now)
    return session.scalar(select(func.count()).select_from(SyncTarget).where(*due)) or 0


class TestResetOf:
    def test_the_week_begins_when_the_period_says(self, synced: Engine) -> None:
        with transaction() as session:
            began = reset_of(session, "eu", synced.now)
            next_week = reset_of(session, "eu", synced.now + 7 * DAY)

        assert began is not None
        assert began <= synced.now < began + 7 * DAY
        assert next_week == began + 7 * DAY

    def test_a_week_that_nobody_told_is_not_known(self, synced: Engine) -> None:
        with transaction() as session:
            assert reset_of(session, "kr", synced.now) is None
            assert reset_of(session, "eu", synced.now + 60 * DAY) is None
