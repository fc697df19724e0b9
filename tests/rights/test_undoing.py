"""When an entry of the log can be taken back, and what is said where it cannot."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from webapp.permissions.audit import OF_MEMBERS, UNDOABLE, Action
from webapp.permissions.policy import ALL_TOOLS, Tool
from webapp.rights.undoing import (
    CHANGED_SINCE,
    ENDED,
    GONE,
    IS_OVER,
    NEEDS_EDIT,
    NOT_HERE,
    NOT_UNDONE,
    UNDONE,
    WAS_OVER,
    State,
    why_not_undone,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
AS_LEFT = State(value="as it left it")


def why(action: str, state: State | None, *, tools: frozenset[Tool] = ALL_TOOLS) -> str | None:
    return why_not_undone(action, (None, "as it left it"), state, tools=tools, now=NOON)


def given(*, hours: int | None = None) -> dict[str, Any]:
    """Return an exception that ends so many hours from now."""
    end = None if hours is None else (NOON + timedelta(hours=hours)).isoformat()
    return {"effect": "grant", "reason": "trial", "expires_at": end}


def why_no_exception(before: Any, after: Any, state: State) -> str | None:
    return why_not_undone(Action.EXCEPTION, (before, after), state, tools=ALL_TOOLS, now=NOON)


class TestWhyNotUndone:
    @pytest.mark.parametrize("action", sorted(UNDOABLE - {Action.EXCEPTION}))
    def test_the_last_word_is_taken_back_while_things_are_as_it_left_them(self, action: Action) -> None:
        assert why(action, AS_LEFT) is None

    @pytest.mark.parametrize("action", [Action.VIEW_AS, Action.RANKS_CONFIRMED, Action.NOTE, "note_written"])
    def test_what_only_happened_is_not(self, action: str) -> None:
        assert why(action, None) == NOT_UNDONE

    @pytest.mark.parametrize(
        ("state", "reason"),
        [
            (replace(AS_LEFT, value="another"), CHANGED_SINCE),
            (replace(AS_LEFT, is_latest=False), CHANGED_SINCE),
            (replace(AS_LEFT, is_latest=False, is_undone=True), UNDONE),
            (replace(AS_LEFT, is_known=False), GONE),
            (replace(AS_LEFT, refusal="That one is an alt too."), "That one is an alt too."),
        ],
    )
    def test_otherwise_it_is_said_what_stands_against_it(self, state: State, reason: str) -> None:
        assert why(Action.MAIN, state) == reason

    @pytest.mark.parametrize("action", sorted(OF_MEMBERS))
    def test_what_is_said_of_members_takes_their_tool_and_them_in_the_guild(self, action: Action) -> None:
        assert why(action, AS_LEFT, tools=frozenset({Tool.SETTINGS})) == NEEDS_EDIT
        assert why(action, State(value=None, is_member=False)) == NOT_HERE


class TestException:
    def test_what_was_given_is_taken_back_and_so_is_its_end(self) -> None:
        assert why_no_exception(None, given(), State(value=given())) is None
        assert why_no_exception(given(), None, State(value=None)) is None

    def test_one_that_ended_with_the_last_character_is_not(self) -> None:
        assert why_no_exception(None, given(), State(value=None)) == ENDED

    def test_one_that_is_another_by_now_is_not(self) -> None:
        assert why_no_exception(None, given(), State(value=given(hours=1))) == CHANGED_SINCE

    def test_one_that_is_over_has_nothing_to_take_back(self) -> None:
        assert why_no_exception(None, given(hours=-1), State(value=given(hours=-1))) == IS_OVER
        assert why_no_exception(given(), given(hours=-1), State(value=given(hours=-1))) is None

    def test_one_that_would_be_over_is_not_brought_back(self) -> None:
        assert why_no_exception(given(hours=0), None, State(value=None)) == WAS_OVER
        assert why_no_exception(given(hours=1), None, State(value=None)) is None

    def test_nothing_is_given_back_to_who_is_not_there(self) -> None:
        assert why_no_exception(given(), None, State(value=None, is_member=False)) == NOT_HERE
        assert why_no_exception(None, given(), State(value=given(), is_member=False)) is None
