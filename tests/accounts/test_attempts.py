"""A sign-in under way is good once, in one browser, for ten minutes."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from webapp.accounts.attempts import LASTS_FOR, MOST_KEPT, Attempt, is_too_late, keep, take

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ATTEMPT = Attempt(
    state="one",
    nonce="n",
    verifier="v",
    redirect_uri="http://127.0.0.1:8000/sign-in/callback",
    region="eu",
    way_on="/",
    began=int(NOON.timestamp()),
)


class TestKeepAndTake:
    def test_what_was_kept_is_found_by_its_state_once(self) -> None:
        kept = keep(None, ATTEMPT)

        found, rest = take(kept, "one")

        assert found == ATTEMPT
        assert take(rest, "one") == (None, [])

    def test_others_stay(self) -> None:
        kept = keep(keep(None, ATTEMPT), replace(ATTEMPT, state="two"))

        _, rest = take(kept, "one")

        assert [one["state"] for one in rest] == ["two"]

    @pytest.mark.parametrize("state", ["", "two", "on", "one "])
    def test_another_state_is_nobodys(self, state: str) -> None:
        assert take(keep(None, ATTEMPT), state)[0] is None

    def test_an_empty_state_is_nobodys_even_where_one_was_kept(self) -> None:
        assert take(keep(None, replace(ATTEMPT, state="")), "")[0] is None

    def test_the_newest_are_kept(self) -> None:
        kept: Any = None
        for number in range(MOST_KEPT + 2):
            kept = keep(kept, replace(ATTEMPT, state=str(number)))

        assert [one["state"] for one in kept] == ["2", "3", "4"]

    @pytest.mark.parametrize(
        "odd",
        [
            None,
            "text",
            {"one": 1},
            [7],
            [{"state": "one"}],
            [asdict(ATTEMPT) | {"more": 1}],
            [asdict(ATTEMPT) | {"began": "today"}],
            [asdict(ATTEMPT) | {"began": True}],
        ],
    )
    def test_what_another_version_kept_is_forgotten(self, odd: object) -> None:
        assert take(odd, "one") == (None, [])
        assert len(keep(odd, ATTEMPT)) == 1


class TestIsTooLate:
    @pytest.mark.parametrize(
        ("age", "late"),
        [
            (timedelta(0), False),
            (LASTS_FOR, False),
            (LASTS_FOR + timedelta(seconds=1), True),
            (timedelta(days=400), True),
            (-timedelta(seconds=30), False),
            (-timedelta(minutes=2), True),
        ],
    )
    def test_ten_minutes_are_enough(self, age: timedelta, *, late: bool) -> None:
        assert is_too_late(ATTEMPT, NOON + age) is late
