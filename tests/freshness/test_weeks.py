"""The week and season of a region, from what Battle.net last told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from webapp.database import transaction
from webapp.extensions import db
from webapp.freshness.weeks import reset_of, resets_of, seasons_of
from webapp.models import GameData

RESET = datetime(2026, 8, 19, 4, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def session(app_on: Flask) -> Iterator[Session]:
    """Give a database in which Europe's week began at RESET and its season has the number 18."""
    with app_on.app_context():
        with transaction() as session:
            period = {"id": 1077, "start": RESET.isoformat(), "end": (RESET + 7 * DAY).isoformat()}
            session.add(GameData(kind="period", region="eu", key="current", data=period))
            session.add(GameData(kind="season", region="eu", key="current", data={"id": 18}))
            session.add(GameData(kind="period", region="kr", key="current", data={"start": None}))
            session.add(GameData(kind="season", region="kr", key="current", data={"id": None}))
        yield db.session()
        db.session.rollback()


class TestResetOf:
    def test_it_is_when_the_known_week_began(self, session: Session) -> None:
        assert reset_of(session, "eu", RESET + 3 * DAY) == RESET

    def test_the_next_week_is_believed_and_no_further_one(self, session: Session) -> None:
        assert reset_of(session, "eu", RESET + 8 * DAY) == RESET + 7 * DAY
        assert reset_of(session, "eu", RESET + 15 * DAY) is None

    def test_nobody_guesses_where_nothing_was_told(self, session: Session) -> None:
        assert reset_of(session, "us", RESET) is None
        assert reset_of(session, "kr", RESET) is None


class TestResetsOf:
    def test_without_a_region_it_tells_all_that_are_known(self, session: Session) -> None:
        assert resets_of(session, RESET + DAY) == {"eu": RESET}


class TestSeasonsOf:
    def test_it_tells_the_number_of_the_running_season(self, session: Session) -> None:
        assert seasons_of(session) == {"eu": 18}
        assert seasons_of(session, "kr") == {}
