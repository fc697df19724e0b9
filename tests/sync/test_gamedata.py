"""Facts about the game, once a day."""

from datetime import timedelta

from sqlalchemy import select

from tests.sync.conftest import Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.freshness.weeks import reset_of
from webapp.models import GameData, Realm, SyncRun
from webapp.sync.gamedata import regions_due
from webapp.words import RunKind, RunOutcome

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
