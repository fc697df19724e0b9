"""The one word for how fresh a thing is."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.freshness.states import (
    CHARACTER_GRACE,
    CHARACTER_PERIOD,
    ROSTER,
    ROSTER_GRACE,
    ROSTER_PERIOD,
    Facts,
    FreshnessState,
    state_of,
)

NOW = datetime(2026, 8, 22, 20, tzinfo=UTC)
SECOND = timedelta(seconds=1)
RESET = NOW - timedelta(days=2)


def synced(age: timedelta, *, failures: int = 0, outcome: str = "ok") -> Facts:
    return Facts(succeeded_at=NOW - age, failures=failures, outcome=outcome)


class TestStateOf:
    def test_what_nobody_looked_at_is_never(self) -> None:
        assert state_of(Facts(), NOW) is FreshnessState.NEVER

    @pytest.mark.parametrize(
        ("age", "state"),
        [
            (timedelta(), FreshnessState.FRESH),
            (CHARACTER_PERIOD, FreshnessState.FRESH),
            (CHARACTER_PERIOD + SECOND, FreshnessState.LATE),
            (CHARACTER_PERIOD + CHARACTER_GRACE, FreshnessState.LATE),
            (CHARACTER_PERIOD + CHARACTER_GRACE + SECOND, FreshnessState.STALE),
        ],
    )
    def test_age_decides_when_nothing_is_wrong(self, age: timedelta, state: FreshnessState) -> None:
        assert state_of(synced(age), NOW) is state

    def test_a_roster_is_late_much_sooner(self) -> None:
        ages = (ROSTER_PERIOD, ROSTER_PERIOD + SECOND, ROSTER_PERIOD + ROSTER_GRACE + SECOND)

        states = [state_of(synced(age), NOW, cadence=ROSTER) for age in ages]

        assert states == [FreshnessState.FRESH, FreshnessState.LATE, FreshnessState.STALE]

    def test_a_time_in_the_future_counts_as_fresh(self) -> None:
        assert state_of(synced(-SECOND), NOW) is FreshnessState.FRESH

    @pytest.mark.parametrize("outcome", ["not_found", "forbidden", "invalid"])
    def test_what_only_the_player_can_mend_is_parked(self, outcome: str) -> None:
        assert state_of(synced(SECOND, outcome=outcome), NOW) is FreshnessState.PARKED

    def test_the_first_failure_after_a_success_is_failing(self) -> None:
        assert state_of(synced(SECOND, failures=1, outcome="upstream"), NOW) is FreshnessState.FAILING

    def test_a_failure_without_any_success_is_failing(self) -> None:
        assert state_of(Facts(failures=1, outcome="timeout"), NOW) is FreshnessState.FAILING

    def test_fresh_data_from_before_the_reset_is_not_of_this_week(self) -> None:
        facts = Facts(succeeded_at=NOW, observed_at=RESET - SECOND, outcome="ok")

        assert state_of(facts, NOW, reset_at=RESET) is FreshnessState.NOT_SEEN_THIS_WEEK

    def test_data_from_after_the_reset_is_fresh(self) -> None:
        facts = Facts(succeeded_at=NOW, observed_at=RESET, outcome="ok")

        assert state_of(facts, NOW, reset_at=RESET) is FreshnessState.FRESH

    def test_what_would_be_late_is_paused_while_calls_are_paused(self) -> None:
        facts = Facts(succeeded_at=NOW - 2 * CHARACTER_PERIOD, paused_until=NOW + SECOND)

        assert state_of(facts, NOW) is FreshnessState.PAUSED
        assert state_of(facts, NOW + SECOND) is FreshnessState.STALE
