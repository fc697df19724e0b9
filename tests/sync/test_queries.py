"""What pages and commands are told."""

from dataclasses import asdict
from datetime import timedelta

import orjson
import pytest
from sqlalchemy import event

from tests.sync.conftest import MEMBERS, Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.freshness.states import FreshnessState
from webapp.sync import runs
from webapp.sync.overview import sync_overview
from webapp.sync.queries import guild_strip
from webapp.sync.wishes import NothingToRefresh, wish_guild_refresh
from webapp.words import RunKind, RunOutcome

HOUR = timedelta(hours=1)


class TestGuildStrip:
    def test_before_the_first_sync_the_roster_is_due_now(self, engine: Engine) -> None:
        strip = engine.strip()

        assert (strip.members, strip.roster_state) == (0, FreshnessState.NEVER)
        assert strip.next_roster_at == engine.now
        assert strip.is_active is False

    def test_states_of_all_members_are_counted(self, synced_on: Engine) -> None:
        strip = synced_on.strip()

        assert strip.members == sum(strip.states.values()) == MEMBERS
        assert strip.states[FreshnessState.FRESH] + strip.states[FreshnessState.NOT_SEEN_THIS_WEEK] > 0

    @pytest.mark.parametrize(
        ("later", "state"), [(5 * HOUR, FreshnessState.LATE), (7 * HOUR, FreshnessState.STALE)]
    )
    def test_time_alone_makes_data_late_and_then_stale(
        self, synced: Engine, later: timedelta, state: FreshnessState
    ) -> None:
        synced.now += later

        strip = synced.strip()

        assert strip.states[state] == MEMBERS - strip.states[FreshnessState.PARKED]
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

        assert (run.done, run.planned, run.calls_per_second, run.seconds_left) == (6, MEMBERS, 3.0, 36)
        assert synced.strip().is_active

    def test_the_last_run_is_told(self, synced: Engine) -> None:
        last = synced.strip().last

        assert last is not None
        assert (last.kind, last.outcome, last.done) == (RunKind.CHARACTERS, RunOutcome.OK, MEMBERS)

    def test_it_costs_a_handful_of_statements(self, synced: Engine) -> None:
        db.session.rollback()
        statements: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

        guild_strip(synced.guild_id, synced.now)

        assert len(statements) <= 12
        assert not [text for text in statements if "_json" in text]


class TestPlaceInQueue:
    def test_earlier_wishes_of_other_guilds_are_ahead(self, synced: Engine) -> None:
        other = synced.track_another()
        synced.pass_time(HOUR)
        wish_guild_refresh(other, asked_by=None, now=synced.now)

        wish = wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now + timedelta(seconds=1))

        assert wish.place is not None
        assert wish.place.ahead == 1

    def test_a_guild_that_is_not_tracked_cannot_be_refreshed(self, synced: Engine) -> None:
        with pytest.raises(NothingToRefresh):
            wish_guild_refresh(synced.guild_id + 999, asked_by=None, now=synced.now)


class TestSyncOverview:
    def test_it_tells_what_is_due_and_what_failed(self, synced_on: Engine) -> None:
        synced_on.make_due()

        overview = sync_overview(synced_on.now)

        (guild,) = overview.guilds
        assert (guild.name, guild.members, guild.characters_due) == ("Lantern Watch", MEMBERS, MEMBERS)
        assert (overview.characters_due, overview.rosters_due, overview.wishes) == (MEMBERS, 1, 0)
        assert set(overview.failures) == {"not_found"}

    def test_it_can_be_written_as_json(self, synced: Engine) -> None:
        text = orjson.dumps(asdict(sync_overview(synced.now)))

        assert orjson.loads(text)["recent"][0]["outcome"] == "ok"
