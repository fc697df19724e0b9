"""The words of the log, and why an exception ended."""

import pytest

from webapp.models import AuditEntry
from webapp.permissions.audit import (
    ACTIONS,
    Action,
    Cause,
    Kind,
    cause_of,
    why_ended,
)


class TestWords:
    def test_every_action_is_of_one_kind(self) -> None:
        assert sorted(action for actions in ACTIONS.values() for action in actions) == sorted(Action)
        assert set(ACTIONS) == set(Kind)

    @pytest.mark.parametrize("action", Action)
    def test_a_word_fits_its_column(self, action: Action) -> None:
        assert len(action) <= AuditEntry.__table__.c.action.type.length  # type: ignore[attr-defined]


class TestWhyEnded:
    @pytest.mark.parametrize(
        ("actor_id", "cause"), [(None, Cause.LEFT), (7, Cause.RELEASED), (8, Cause.CLAIMED)]
    )
    def test_it_is_told_by_whose_sign_in_showed_it(self, actor_id: int | None, cause: Cause) -> None:
        assert why_ended(7, actor_id) is cause

    @pytest.mark.parametrize(
        ("after", "cause"),
        [({"because": "claimed"}, Cause.CLAIMED), (None, Cause.LEFT), ({"because": "luck"}, Cause.LEFT)],
    )
    def test_entries_that_told_no_cause_are_the_roster_s(self, after: object, cause: Cause) -> None:
        assert cause_of(after) is cause
