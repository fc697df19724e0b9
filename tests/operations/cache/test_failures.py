"""What fails, grouped and listed by the database; both kinds of it tell the same."""

from datetime import datetime, timedelta

from tests.operations.cache.conftest import HOUR, store
from tests.rights.cast import Cast
from webapp.extensions import db
from webapp.freshness.states import FreshnessState
from webapp.operations.cache.counting import count_sections
from webapp.operations.cache.failures import Cause, count_of, counts_of, failure_groups
from webapp.operations.cache.forms import ListFilter
from webapp.operations.cache.listing import list_rows
from webapp.operations.cache.states import SECTION_STATES
from webapp.words import Section


def fill(cast: Cast, now: datetime) -> None:
    """Let each of the cast be in another state."""
    store(cast, "Thrall", Section.EQUIPMENT)
    store(cast, "Jaina", Section.EQUIPMENT, "timeout", error="GET https://x/?access_token=hidden failed")
    store(cast, "Anduin", Section.EQUIPMENT, "timeout", failed_since=now - 3 * HOUR)
    store(cast, "Guldan", Section.EQUIPMENT, "timeout")
    store(cast, "Vereesa", Section.EQUIPMENT, "not_found")
    store(cast, "Thrall", Section.MEDIA, succeeded_at=now - timedelta(days=40))
    store(cast, "Jaina", Section.MEDIA, succeeded_at=now - timedelta(days=7, hours=5))


class TestGroups:
    def test_a_guild_s_are_counted_without_those_of_others(self, cast_on: Cast, now: datetime) -> None:
        fill(cast_on, now)

        with cast_on.app.app_context():
            groups = failure_groups(db.session(), cast_on.guild_id, now)

        first = groups[0]
        assert [(one.cause.outcome, one.count, one.is_parked) for one in groups] == [
            ("timeout", 2, False),
            ("not_found", 1, True),
        ]
        assert counts_of(groups) == {Section.EQUIPMENT: {FreshnessState.FAILING: 2, FreshnessState.PARKED: 1}}
        assert first.first_seen == now - 3 * HOUR
        assert first.last_seen is not None
        assert first.last_seen >= now
        assert "hidden" not in first.sample

    def test_the_server_s_are_everybody_s(self, cast_on: Cast, now: datetime) -> None:
        fill(cast_on, now)

        with cast_on.app.app_context():
            store(cast_on, "Thrall", Section.RAIDS, "timeout")
            store(cast_on, "Jaina", Section.RAIDS, "upstream")
            seen = {("equipment", "timeout"): now}
            groups = failure_groups(db.session(), None, now, last_seen=seen)
            cause = Cause(outcome="timeout", section=Section.EQUIPMENT)
            assert count_of(db.session(), cause, None) == 3
            assert count_of(db.session(), cause, cast_on.guild_id) == 2

        assert [(one.cause.outcome, one.cause.section.value, one.count) for one in groups] == [
            ("timeout", "equipment", 3),
            ("not_found", "equipment", 1),
            ("timeout", "raids", 1),
            ("upstream", "raids", 1),
        ]
        assert (groups[0].first_seen, groups[0].last_seen) == (now - 3 * HOUR, now)


class TestSections:
    def test_states_and_ages_are_counted(self, cast_on: Cast, now: datetime) -> None:
        fill(cast_on, now)

        with cast_on.app.app_context():
            found = {
                (one.first, one.second, one.third): one.count
                for one in count_sections(db.session(), cast_on.guild_id, now)
            }

        assert found == {
            ("equipment", "fresh", "1h"): 1,
            ("equipment", "failing", ""): 2,
            ("equipment", "parked", ""): 1,
            ("media", "stale", "older"): 1,
            ("media", "late", "30d"): 1,
        }


class TestList:
    def test_each_state_lists_its_own(self, cast_on: Cast, now: datetime) -> None:
        fill(cast_on, now)

        with cast_on.app.app_context():
            listed = {
                state: [one.name for one in list_rows(db.session(), cast_on.guild_id, wanted, now).rows]
                for state in SECTION_STATES
                for wanted in [ListFilter(section=Section.EQUIPMENT, state=state)]
            }

        assert listed == {
            FreshnessState.FRESH: ["Thrall"],
            FreshnessState.LATE: [],
            FreshnessState.STALE: [],
            FreshnessState.FAILING: ["Jaina", "Anduin"],
            FreshnessState.PARKED: ["Vereesa"],
            FreshnessState.NEVER: [],
        }

    def test_who_was_never_asked_for_is_listed_too_and_pages_follow(self, cast: Cast, now: datetime) -> None:
        wanted = ListFilter(section=Section.RAIDS, state=FreshnessState.NEVER)

        with cast.app.app_context():
            everybody = list_rows(db.session(), None, wanted, now)
            after = ListFilter(
                section=Section.RAIDS, state=FreshnessState.NEVER, after=everybody.rows[1].character_id
            )
            rest = list_rows(db.session(), None, after, now)

        assert [one.name for one in everybody.rows] == ["Thrall", "Jaina", "Anduin", "Vereesa", "Guldan"]
        assert [one.name for one in rest.rows] == ["Anduin", "Vereesa", "Guldan"]
        assert rest.next_after is None
