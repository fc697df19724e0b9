"""Claims of logs: as many as fit into a question, of one region, and only while they are held."""

from datetime import timedelta

from sqlalchemy import update

from tests.support.roll import officers_say
from tests.sync.logs.conftest import LogsEngine
from webapp.database import transaction
from webapp.models import Character, SyncTarget
from webapp.sync import claims
from webapp.sync.logs import tick
from webapp.sync.logs.claim import LogsClaim, claim_logs
from webapp.words import Role, TargetKind


def claimed(logs: LogsEngine, worker: str = "one") -> list[LogsClaim]:
    with transaction() as session:
        return claim_logs(session, worker, logs.engine.now)


class TestClaimLogs:
    def test_a_claim_is_nobody_elses_until_its_lease_ends(self, logs_on: LogsEngine) -> None:
        tick.prepare(logs_on.engine.now)

        first, second = claimed(logs_on), claimed(logs_on, "two")
        logs_on.engine.now += claims.LEASE + timedelta(seconds=1)
        third = claimed(logs_on, "two")

        assert (len(first), second, len(third)) == (logs_on.targets(), [], len(first))

    def test_the_own_realm_and_the_officers_role_are_asked_for(self, logs: LogsEngine) -> None:
        tick.prepare(logs.engine.now)
        name = logs.engine.public_names()[0]
        officers_say(logs.engine.character(name).id, role_override=Role.HEALER)

        subject = next(one.subject for one in claimed(logs) if one.subject.name == name)

        assert (subject.realm, subject.metric) == (logs.engine.truth(name)["realm"], "hps")

    def test_regions_are_not_mixed(self, logs: LogsEngine) -> None:
        tick.prepare(logs.engine.now)
        name = logs.engine.public_names()[0]
        with transaction() as session:
            mine = update(Character).where(Character.id == logs.engine.character(name).id)
            session.execute(mine.values(region="us"))

        batches = [claimed(logs), claimed(logs)]

        regions = [{one.subject.region for one in batch} for batch in batches]
        assert sorted(regions, key=str) == [{"eu"}, {"us"}]

    def test_who_has_been_due_longest_comes_first(self, logs: LogsEngine) -> None:
        tick.prepare(logs.engine.now)
        name = logs.engine.public_names()[0]
        character_id = logs.engine.character(name).id
        with transaction() as session:
            later = update(SyncTarget).where(SyncTarget.kind == TargetKind.LOGS)
            session.execute(later.values(next_due_at=logs.engine.now + timedelta(hours=1)))
            mine = later.where(SyncTarget.character_id == character_id)
            session.execute(mine.values(next_due_at=logs.engine.now))

        assert [one.subject.name for one in claimed(logs)] == [name]
