"""Everything that shall be kept fresh has a target."""

from sqlalchemy import delete, select

from tests.sync.conftest import MEMBERS, Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import SyncTarget
from webapp.sync.targets import ensure_character_targets, ensure_roster_targets
from webapp.words import TargetKind


class TestEnsureTargets:
    def test_what_has_no_target_gets_one_that_is_due(self, synced_on: Engine) -> None:
        synced_on.forget_targets()

        with transaction() as session:
            ensure_roster_targets(session, synced_on.now)
            ensure_character_targets(session, synced_on.guild_id, synced_on.now)

        rows = db.session.execute(select(SyncTarget.kind, SyncTarget.next_due_at)).all()
        assert sorted(row.kind for row in rows) == [TargetKind.CHARACTER] * MEMBERS + [TargetKind.ROSTER]
        assert {row.next_due_at for row in rows} == {synced_on.now}
        synced_on.check()

    def test_what_has_one_keeps_its_time(self, synced: Engine) -> None:
        query = select(SyncTarget.id, SyncTarget.next_due_at).order_by(SyncTarget.id)
        before = db.session.execute(query).all()

        with transaction() as session:
            ensure_roster_targets(session, synced.now)
            ensure_character_targets(session, synced.guild_id, synced.now)

        assert db.session.execute(query).all() == before

    def test_a_lost_target_of_a_member_comes_back_with_the_next_roster(self, synced: Engine) -> None:
        with transaction() as session:
            session.execute(delete(SyncTarget).where(SyncTarget.kind == TargetKind.CHARACTER))

        synced.resync()

        synced.check()
