"""Whoever passes a border is told of, once: at the look that finds it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.roll import NOON
from webapp.notifications.kinds import Kind
from webapp.notifications.rules import Notice
from webapp.notifications.trends.days import (
    BEFORE_RESET,
    INACTIVE_AFTER,
    Look,
    Member,
    Rate,
    moment_of,
    slot_of,
    told_of_days,
)

DAY = timedelta(days=1)


def told(*members: Member, **facts: Any) -> list[Notice]:
    return list(told_of_days(Look(since=NOON - DAY, until=NOON, members=members, **facts)))


def member(number: int = 1, **facts: Any) -> Member:
    return Member(character_id=number, **facts)


class TestToldOfDays:
    def test_a_milestone_is_told_of_whoever_passed_it_and_of_the_highest_alone(self) -> None:
        (notice,) = told(
            member(rating_before=1_999.0, rating_after=2_500.0),
            member(2, rating_before=2_500.0, rating_after=2_999.0),
        )

        assert (notice.kind, notice.character_id) == (Kind.RATING, 1)
        assert notice.cause_key == f"rating:2500:{NOON:%Y-%m-%d}"
        assert notice.facts == {"characters": [1], "count": 1, "to": 2500}

    def test_many_are_one_notice_that_names_a_few(self) -> None:
        (notice,) = told(*(member(one, item_level_before=310, item_level_after=300) for one in range(40)))

        assert (notice.kind, notice.character_id) == (Kind.ITEM_LEVEL_FALL, None)
        assert notice.facts == {"characters": [0, 1, 2, 3, 4], "count": 40}

    @pytest.mark.parametrize(
        "facts",
        [
            {"rating_before": None, "rating_after": 3_100.0},
            {"rating_before": 3_100.0, "rating_after": None},
            {"item_level_before": 310, "item_level_after": 301},
            {"item_level_before": None, "item_level_after": 301},
            {"last_login_at": NOON - INACTIVE_AFTER},
            {"last_login_at": NOON - INACTIVE_AFTER - DAY - timedelta(seconds=1)},
            {"problem_count": 0},
        ],
    )
    def test_what_passed_no_border_since_the_last_look_is_not_told(self, facts: dict[str, Any]) -> None:
        assert told(member(**facts)) == []

    def test_inactive_is_told_on_mondays_of_the_week_before_and_by_whoever_looks_first(self) -> None:
        monday = NOON + 2 * DAY
        gone = [member(one, last_login_at=monday - INACTIVE_AFTER - one * DAY) for one in (0, 1, 7, 8)]

        def looked(since: timedelta, until: timedelta) -> list[Notice]:
            return list(told_of_days(Look(since=monday + since, until=monday + until, members=gone)))

        (notice,) = looked(-DAY, timedelta())
        assert (notice.kind, notice.facts["characters"]) == (Kind.INACTIVE, [1, 7])
        assert looked(timedelta(), DAY) == looked(-2 * DAY, -DAY) == []
        assert looked(-2 * DAY, 3 * DAY) == [notice]

    def test_gear_is_summed_up_where_it_changed(self) -> None:
        members = [member(1, problem_count=2), member(2, problem_count=0), member(3)]

        assert [one.facts for one in told(*members)] == [{"count": 1, "of": 2}]
        assert told(*members, audit_told={"count": 1, "of": 2}) == []

    def test_fewer_keys_in_time_are_told_once_a_week_and_of_enough_keys(self) -> None:
        (notice,) = told(rate=Rate(runs=20, timed=12), rate_before=Rate(runs=100, timed=75))

        assert notice.facts == {"percent": 60, "before": 75, "count": 20}
        assert notice.cause_key == f"timed_fall:{NOON:%G-%V}"
        assert told(rate=Rate(runs=20, timed=13), rate_before=Rate(runs=100, timed=75)) == []
        assert told(rate=Rate(runs=19, timed=0), rate_before=Rate(runs=100, timed=75)) == []
        assert told(rate=Rate(runs=20, timed=0), rate_before=Rate(runs=19, timed=19)) == []

    def test_who_is_short_before_the_reset_is_told_once_a_week(self) -> None:
        short = [member(1, vault_slots=2), member(2, vault_slots=3), member(3), member(4, problem_count=1)]
        audit = {"count": 1, "of": 1}
        at = NOON + BEFORE_RESET

        vault, gear = told(*short, reset_at=at, audit_told=audit)

        assert (vault.cause_key, vault.facts["characters"]) == (f"vault_short:{int(at.timestamp())}", [1])
        assert (gear.kind, gear.facts["characters"]) == (Kind.GEAR_BEFORE_RESET, [4])
        for when in (at + timedelta(seconds=1), NOON, NOON - DAY):
            assert told(*short, reset_at=when, audit_told=audit) == []


def test_a_look_is_due_when_the_games_day_is_over_everywhere() -> None:
    four = NOON.replace(hour=16)

    assert moment_of(slot_of(four)) == four
    assert slot_of(four - timedelta(seconds=1)) == slot_of(four) - 1
