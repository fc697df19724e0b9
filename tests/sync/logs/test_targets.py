"""Whose logs are kept fresh, and what brings a look forward."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update

from tests.sync.logs.conftest import LogsEngine
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Character, PageView, SectionState, SyncTarget
from webapp.sync.logs import tick
from webapp.sync.logs.targets import make_logs_due, put_off
from webapp.words import Section, TargetKind

HOURS = timedelta(hours=1)


def grow(logs: LogsEngine, name: str, level: int) -> int:
    """Set a character's level; return its id."""
    character_id = logs.engine.character(name).id
    with transaction() as session:
        session.execute(update(Character).where(Character.id == character_id).values(level=level))
    return character_id


def looked(logs: LogsEngine, *, before: timedelta) -> tuple[str, int]:
    """Let everybody have been looked at so long ago; return one who is ranked."""
    logs.look()
    name = logs.names("ranked")[0]
    with transaction() as session:
        past = logs.engine.now - before
        session.execute(
            update(SectionState).where(SectionState.section == Section.LOGS).values(attempted_at=past)
        )
        states = update(SectionState).where(SectionState.section == Section.RAIDS)
        session.execute(states.values(changed_at=past - timedelta(days=3)))
        later = update(SyncTarget).where(SyncTarget.kind == TargetKind.LOGS)
        session.execute(later.values(next_due_at=logs.engine.now + 9 * HOURS))
    return name, logs.engine.character(name).id


def raid(character_id: int, at: datetime) -> None:
    mine = (SectionState.character_id == character_id, SectionState.section == Section.RAIDS)
    with transaction() as session:
        session.execute(update(SectionState).where(*mine).values(changed_at=at))


class TestInsertMissing:
    def test_databases_that_know_no_logs_get_their_targets(self, logs_on: LogsEngine) -> None:
        with transaction() as session:
            session.execute(delete(SyncTarget).where(SyncTarget.kind == TargetKind.LOGS))

        assert tick.prepare(logs_on.engine.now)
        assert logs_on.targets() > 0

    def test_it_is_done_once(self, logs: LogsEngine) -> None:
        tick.prepare(logs.engine.now)
        count = logs.targets()
        logs.look()

        assert not tick.prepare(logs.engine.now)
        assert logs.targets() == count

    def test_who_is_still_growing_has_none(self, logs: LogsEngine) -> None:
        character_id = grow(logs, logs.engine.public_names()[0], 11)

        tick.prepare(logs.engine.now)

        with_targets = {
            one.character_id for one in db.session.query(SyncTarget).filter_by(kind=TargetKind.LOGS)
        }
        assert with_targets
        assert character_id not in with_targets

    def test_whose_role_nobody_has_asked_for_has_none(self, logs: LogsEngine) -> None:
        with transaction() as session:
            session.execute(update(Character).values(role=None, attempted_at=None))

        assert not tick.prepare(logs.engine.now)

    def test_who_has_left_has_none(self, logs: LogsEngine) -> None:
        tick.prepare(logs.engine.now)
        name = logs.engine.public_names()[0]
        count = logs.targets()

        logs.engine.happen("leave", name)
        logs.engine.resync()
        tick.prepare(logs.engine.now)

        assert logs.targets() == count - 1


class TestMakeLogsDue:
    def test_who_waited_is_due_at_once(self, logs_on: LogsEngine) -> None:
        name, character_id = looked(logs_on, before=HOURS)

        with transaction() as session:
            make_logs_due(session, [character_id], logs_on.engine.now)

        assert logs_on.target(name).next_due_at == logs_on.engine.now

    def test_who_is_still_growing_is_left_out(self, logs: LogsEngine) -> None:
        character_id = grow(logs, logs.engine.public_names()[0], 11)

        with transaction() as session:
            make_logs_due(session, [character_id], logs.engine.now)

        assert logs.targets() == 0


class TestHasten:
    def test_who_raided_since_the_last_look_comes_within_two_hours(self, logs_on: LogsEngine) -> None:
        name, character_id = looked(logs_on, before=HOURS)
        raid(character_id, logs_on.engine.now)

        tick.prepare(logs_on.engine.now)

        assert logs_on.target(name).next_due_at == logs_on.engine.now + 2 * HOURS

    def test_it_is_not_put_off_by_asking_again(self, logs: LogsEngine) -> None:
        name, character_id = looked(logs, before=HOURS)
        raid(character_id, logs.engine.now)
        tick.prepare(logs.engine.now)
        due_at = logs.target(name).next_due_at

        tick.prepare(logs.engine.now + HOURS)

        assert logs.target(name).next_due_at == due_at

    def test_who_raided_before_the_last_look_waits(self, logs: LogsEngine) -> None:
        name, character_id = looked(logs, before=HOURS)
        raid(character_id, logs.engine.now - 2 * HOURS)

        tick.prepare(logs.engine.now)

        assert logs.target(name).next_due_at == logs.engine.now + 9 * HOURS

    def test_whose_page_is_looked_at_comes_when_two_hours_have_passed(self, logs_on: LogsEngine) -> None:
        name, character_id = looked(logs_on, before=3 * HOURS)
        with transaction() as session:
            session.add(PageView(character_id=character_id, day=logs_on.engine.now.date(), count=1))

        assert tick.prepare(logs_on.engine.now)
        assert logs_on.target(name).next_due_at == logs_on.engine.now


class TestPutOff:
    def test_nobody_is_due_before_the_moment(self, logs: LogsEngine) -> None:
        tick.prepare(logs.engine.now)

        with transaction() as session:
            put_off(session, until=logs.engine.now + HOURS)

        assert not tick.prepare(logs.engine.now)
        assert tick.prepare(logs.engine.now + HOURS)
