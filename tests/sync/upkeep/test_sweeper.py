"""After 31 days without a confirmation nothing personal is left anywhere; what was confirmed stays."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.architecture.seeds import THEN, seed
from tests.support.roll import NOON
from webapp.database import transaction
from webapp.extensions import Model, db
from webapp.models import (
    Character,
    FailureMute,
    GuildMember,
    MemberEvent,
    SyncTarget,
)
from webapp.models.personal import KEPT_UNTIL_ASKED, PERSONAL
from webapp.sync.upkeep import sweeper
from webapp.sync.upkeep.sweeper import Swept, sweep
from webapp.words import EventKind, Section, TargetKind

DAY = timedelta(days=1)
LATER = NOON + 31 * DAY


@pytest.fixture
def context(app_on: Flask) -> Iterator[None]:
    """Push a context of the app, on SQLite and on PostgreSQL in turn."""
    with app_on.app_context():
        yield


def left_of(table: str) -> list[Any]:
    """Return what is left of a registered table: its rows, or its columns that must be empty."""
    columns = Model.metadata.tables[table].columns
    chosen = [columns[name] for name in PERSONAL[table].emptied] or list(columns)
    rows = db.session.execute(select(*chosen)).all()
    return [row for row in rows if any(value is not None for value in row)]


@pytest.mark.usefixtures("context")
class TestEveryTable:
    def test_nothing_personal_is_left_after_31_days(self) -> None:
        seed()
        db.session.execute(update(MemberEvent).values(kind=EventKind.RENAMED))
        db.session.execute(update(Character).values(verified_at=THEN))
        db.session.execute(update(GuildMember).values(last_seen_at=THEN))
        db.session.execute(delete(SyncTarget).where(SyncTarget.kind == TargetKind.ROSTER))
        db.session.commit()

        sweep(THEN + 31 * DAY)

        assert {table: rows for table in PERSONAL if (rows := left_of(table))} == {}
        kept = {table: db.session.query(Model.metadata.tables[table]).count() for table in KEPT_UNTIL_ASKED}
        assert set(kept.values()) == {1}

    def test_nothing_is_gone_after_29_days(self) -> None:
        seed()

        swept = sweep(THEN + 29 * DAY)

        over = {"mutes": 1, "added": 1, "seeks": 1}
        assert swept == Swept(**{**dict.fromkeys(Swept.__slots__, 0), **over})


class TestMeetingOthers:
    def test_a_step_that_the_database_ended_for_another_is_done_again(self, app: Flask) -> None:
        ended: list[Exception] = [psycopg.errors.DeadlockDetected("once")]
        left = [3, 2]

        def step(_session: Session, _border: datetime) -> int:
            if ended:
                raise OperationalError("DELETE", None, ended.pop())
            return left.pop() if left else 0

        with app.app_context():
            assert sweeper._all(step, NOON) == 5


class TestCopies:
    def test_the_copy_from_before_a_migration_goes_with_the_rest(self, app: Flask) -> None:
        with app.app_context():
            file = Path(str(db.engine.url.database))
            copy = file.with_name(f"{file.name}.before-migration")
            copy.write_bytes(b"names of players")

            swept = sweep(datetime.now(UTC) + 8 * DAY)

        assert (swept.copies, copy.exists()) == (1, False)


class TestMutes:
    def test_those_that_are_over_go(self, app: Flask) -> None:
        with app.app_context():
            with transaction() as session:
                for section, until in ((Section.RAIDS, NOON), (Section.MEDIA, NOON + DAY)):
                    session.add(FailureMute(outcome="timeout", section=section, until=until))

            assert sweep(NOON).mutes == 1
            assert db.session.scalars(select(FailureMute.section)).all() == [Section.MEDIA]
