"""Writing answers: only what is still held, under the name that was asked for, and cards hear of it."""

from sqlalchemy import delete, select, update

from tests.support.logs_server import RANKED
from tests.sync.logs.conftest import LogsEngine
from webapp.clients.upstream.errors import BadPayload, Unavailable, UpstreamError
from webapp.clients.warcraftlogs import CharacterLogs, LogsState
from webapp.clients.warcraftlogs.rankings import read_rankings
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Character, SyncTarget
from webapp.sync import runs
from webapp.sync.logs import tick
from webapp.sync.logs.claim import LogsClaim, claim_logs
from webapp.sync.logs.store import store_logs
from webapp.words import TargetKind


def claimed(logs: LogsEngine) -> list[LogsClaim]:
    tick.prepare(logs.engine.now)
    with transaction() as session:
        return claim_logs(session, "one", logs.engine.now)


def store(logs: LogsEngine, held: list[LogsClaim], *, worker: str = "one") -> runs.Tally:
    rankings = read_rankings(RANKED)
    answers = [CharacterLogs(subject=one.subject, state=LogsState.RANKED, rankings=rankings) for one in held]
    with transaction() as session:
        return store_logs(session, held, answers, zone=53, worker=worker, now=logs.engine.now)


def cards_due(logs: LogsEngine) -> set[int | None]:
    due = (SyncTarget.kind == TargetKind.CARD, SyncTarget.next_due_at <= logs.engine.now)
    return set(db.session.scalars(select(SyncTarget.character_id).where(*due)))


def fail(logs: LogsEngine, error: UpstreamError) -> int:
    """Let the next look fail; return how many cards became due by it."""
    with transaction() as session:
        session.execute(delete(SyncTarget).where(SyncTarget.kind == TargetKind.CARD))
    logs.make_due()
    held = claimed(logs)
    with transaction() as session:
        answers = [CharacterLogs(subject=one.subject, error=error) for one in held]
        store_logs(session, held, answers, zone=53, worker="one", now=logs.engine.now)
    return len(cards_due(logs))


class TestStoreLogs:
    def test_cards_are_built_anew_where_something_differs(self, logs_on: LogsEngine) -> None:
        held = claimed(logs_on)

        tally = store(logs_on, held)

        assert (tally.done, tally.changed) == (len(held), len(held))
        assert cards_due(logs_on) >= {one.character_id for one in held}

    def test_of_failed_looks_only_the_first_of_a_kind_builds_cards_anew(self, logs: LogsEngine) -> None:
        store(logs, claimed(logs))
        words = (Unavailable, Unavailable, BadPayload)

        counts = [fail(logs, error("down", path="graphql")) for error in words]

        assert [count > 0 for count in counts] == [True, False, True]

    def test_what_another_worker_took_meanwhile_is_not_written(self, logs: LogsEngine) -> None:
        held = claimed(logs)

        tally = store(logs, held, worker="two")

        assert (tally.done, logs.names("ranked")) == (0, [])

    def test_who_was_renamed_meanwhile_gets_no_answer_of_the_old_name(self, logs: LogsEngine) -> None:
        held = claimed(logs)
        with transaction() as session:
            renamed = update(Character).where(Character.id == held[0].character_id)
            session.execute(renamed.values(name="Umbenannt"))

        tally = store(logs, held)

        assert tally.done == len(held) - 1
        assert logs.document("Umbenannt") == {}

    def test_the_target_is_free_again(self, logs: LogsEngine) -> None:
        held = claimed(logs)

        store(logs, held)

        target = logs.target(held[0].subject.name)
        assert (target.claimed_by, target.next_due_at > logs.engine.now) == (None, True)
