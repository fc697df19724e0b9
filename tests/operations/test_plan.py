"""The next hour against what there is."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.operations.plan import MOST_COUNTED, Load, Plan, load_of, plan_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def plan(counts: dict[int, int]) -> Plan:
    return plan_of(counts, calls_each=2, per_hour=36_000, per_second=100, now=NOON)


class TestPlan:
    def test_what_is_due_comes_before_the_tens_of_minutes(self) -> None:
        found = plan({0: 40, 2: 10})

        assert [one.things for one in found.slices] == [40, 0, 10, 0, 0, 0, 0]
        assert [one.is_due for one in found.slices][:2] == [True, False]
        assert found.slices[2].begins_at == NOON + timedelta(minutes=10)
        assert [one.height for one in found.slices][:3] == [100, 0, 25]

    def test_it_is_a_sentence(self) -> None:
        assert plan({1: 206}).words == "206 looks in the next hour: 412 of 36,000 calls, 1\u00a0%."
        assert plan({1: 1}).words.startswith("1 look in the next hour: 2 of")

    def test_what_is_too_much_to_count_says_so(self) -> None:
        assert plan({0: MOST_COUNTED}).words.startswith("more than 40,000 looks")

    def test_it_says_when_what_is_due_will_be_done(self) -> None:
        assert plan({0: 500}).fresh_at == NOON + timedelta(seconds=10)
        assert plan({3: 500}).fresh_at is None

    def test_nothing_is_promised_while_nobody_can_do_it(self) -> None:
        found = plan_of(
            {0: 5}, calls_each=2, per_hour=36_000, per_second=100, now=NOON, hindrance="Redis does not answer"
        )

        assert (found.due, found.fresh_at, found.hindrance) == (5, None, "Redis does not answer")

    def test_beyond_the_hour_s_allowance_the_hour_decides(self) -> None:
        found = plan({0: 36_000})

        assert found.fresh_at == NOON + timedelta(seconds=360 + 3600)
        assert found.load is Load.OVERLOAD


class TestLoad:
    @pytest.mark.parametrize(
        ("calls", "load"),
        [
            (0, Load.AVAILABLE),
            (60, Load.AVAILABLE),
            (61, Load.BALANCED),
            (100, Load.BALANCED),
            (101, Load.OVERLOAD),
        ],
    )
    def test_there_is_room_until_the_allowance_is_used_up(self, calls: int, load: Load) -> None:
        assert load_of(calls, 100) is load
