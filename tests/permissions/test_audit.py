"""The words of the log, and when an entry can be taken back."""

import pytest

from webapp.models import AuditEntry
from webapp.permissions.audit import (
    ACTIONS,
    CHANGED_SINCE,
    NOT_UNDONE,
    UNDOABLE,
    Action,
    Kind,
    why_not_undone,
)


class TestWords:
    def test_every_action_is_of_one_kind(self) -> None:
        assert sorted(action for actions in ACTIONS.values() for action in actions) == sorted(Action)
        assert set(ACTIONS) == set(Kind)

    @pytest.mark.parametrize("action", Action)
    def test_a_word_fits_its_column(self, action: Action) -> None:
        assert len(action) <= AuditEntry.__table__.c.action.type.length  # type: ignore[attr-defined]


class TestWhyNotUndone:
    @pytest.mark.parametrize("action", sorted(UNDOABLE))
    def test_the_last_word_is_taken_back_while_things_are_as_it_left_them(self, action: Action) -> None:
        assert why_not_undone(action, is_latest=True, is_as_left=True) is None

    @pytest.mark.parametrize(("is_latest", "is_as_left"), [(False, True), (True, False), (False, False)])
    def test_what_changed_since_is_not(self, *, is_latest: bool, is_as_left: bool) -> None:
        reason = why_not_undone(Action.TOOL_RULE, is_latest=is_latest, is_as_left=is_as_left)

        assert reason == CHANGED_SINCE

    @pytest.mark.parametrize("action", [Action.VIEW_AS, Action.RANKS_CONFIRMED, Action.NOTE, "note_written"])
    def test_what_only_happened_is_not(self, action: str) -> None:
        assert why_not_undone(action, is_latest=True, is_as_left=True) == NOT_UNDONE
