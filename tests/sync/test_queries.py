"""What a guild's strip tells."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.sync.conftest import MORE_MEMBERS, Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.freshness.states import FreshnessState
from webapp.models import MemberEvent
from webapp.sync import runs
from webapp.sync.facts import MemberArrivals
from webapp.sync.queries import guild_strip
from webapp.words import EventKind, RunKind, RunOutcome

HOUR = timedelta(hours=1)


@pytest.fixture
def members() -> int:
    """Let the guild have more people of each kind."""
    return MORE_MEMBERS


class TestGuildStrip:
    def test_before_the_first_sync_the_roster_is_due_now(self, engine: Engine) -> None:
        strip = engine.strip()

        assert (strip.members, strip.roster_state) == (0, FreshnessState.NEVER)
        assert strip.next_roster_at == engine.now
        assert strip.is_active is False

    def test_states_of_all_members_are_counted(self, synced_on: Engine) -> None:
        strip = synced_on.strip()

        assert strip.members == sum(strip.states.values()) == MORE_MEMBERS
        assert {FreshnessState.FRESH, FreshnessState.NOT_SEEN_THIS_WEEK} & {*strip.states}

    @pytest.mark.parametrize(
        ("later", "state"), [(5 * HOUR, FreshnessState.LATE), (7 * HOUR, FreshnessState.STALE)]
    )
    def test_time_alone_makes_data_late_and_then_stale(
        self, synced: Engine, later: timedelta, state: FreshnessState
    ) -> None:
        synced.now += later

        strip = synced.strip()

        assert strip.states[state] == MORE_MEMBERS - strip.states[FreshnessState.PARKED]
        assert strip.roster_state is FreshnessState.STALE

    def test_a_run_under_way_shows_pace_and_time_left(self, synced: Engine) -> None:
        with transaction() as session:
            scope = runs.guild_scope(synced.guild_id)
            begun = runs.begin_or_join(session, scope, RunKind.CHARACTERS, now=synced.now)
        synced.make_due()
        with transaction() as session:
            runs.plan(session, begun.run_id, synced.guild_id, now=synced.now)
            runs.count(session, begun.run_id, runs.Tally(done=6, calls=36), now=synced.now)
        synced.now += timedelta(seconds=12)

        (run,) = synced.strip().active

        assert (run.done, run.planned, run.calls_per_second, run.seconds_left) == (
            6,
            MORE_MEMBERS,
            3.0,
            2 * (MORE_MEMBERS - 6),
        )
        assert synced.strip().is_active

    def test_the_last_run_is_told(self, synced: Engine) -> None:
        last = synced.strip().last

        assert last is not None
        assert (last.kind, last.outcome, last.done) == (RunKind.CHARACTERS, RunOutcome.OK, MORE_MEMBERS)

    def test_a_later_roster_does_not_hide_the_characters(self, synced: Engine) -> None:
        characters = synced.strip().last_characters
        with transaction() as session:
            scope = runs.guild_scope(synced.guild_id)
            begun = runs.begin_or_join(session, scope, RunKind.ROSTER, now=synced.now)
            seen = {"guild_id": synced.guild_id, "run_id": begun.run_id, "seen_at": synced.now}
            session.add(MemberEvent(kind=EventKind.JOINED, **seen))
            runs.finish(session, begun.run_id, now=synced.now + timedelta(seconds=1))

        strip = synced.strip()

        assert strip.last is not None
        assert (strip.last.kind, strip.arrivals) == (RunKind.ROSTER, MemberArrivals(came=1, went=0))
        assert strip.last_characters == characters is not None

    def test_it_costs_a_handful_of_statements(self, synced: Engine) -> None:
        db.session.rollback()
        statements: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

        guild_strip(synced.guild_id, synced.now)

        assert len(statements) <= 12
        assert not [text for text in statements if "_json" in text]
