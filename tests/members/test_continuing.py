"""Which former member may be who a member was before: nobody who may be somebody else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from webapp.members.continuing import NOT_FORMER, OTHER_CLASS, OTHER_OWNER, STILL_THERE, Side, why_not

LEFT = datetime(2026, 8, 19, 12, tzinfo=UTC)
FORMER = Side(class_id=8, user_id=1, guild_id=None, verified_at=LEFT - timedelta(days=1), left_at=LEFT)
PRESENT = Side(class_id=8, user_id=1, guild_id=5, verified_at=LEFT + timedelta(days=1), left_at=None)


@pytest.mark.parametrize(
    ("former", "present", "why"),
    [
        ({}, {}, None),
        ({"class_id": None}, {}, None),
        ({"user_id": None}, {"user_id": None}, None),
        ({"user_id": None}, {"user_id": 2}, None),
        ({"left_at": None}, {}, NOT_FORMER),
        ({}, {"left_at": LEFT}, NOT_FORMER),
        ({"guild_id": 6}, {}, STILL_THERE),
        ({"verified_at": LEFT + timedelta(hours=1)}, {}, STILL_THERE),
        ({}, {"class_id": 1}, OTHER_CLASS),
        ({}, {"user_id": 2}, OTHER_OWNER),
        ({}, {"user_id": None}, OTHER_OWNER),
    ],
)
def test_only_who_may_be_the_same(
    former: dict[str, object], present: dict[str, object], why: str | None
) -> None:
    assert why_not(replace(FORMER, **former), replace(PRESENT, **present)) == why  # type: ignore[arg-type]
