"""How a token stands, and what the form offers."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.permissions.tokens import OF_OPERATORS, Scope
from webapp.tokens.page import SCOPE_WORDS, State, TokenDraft, state_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)


class TestStateOf:
    @pytest.mark.parametrize(
        ("expires_at", "revoked_at", "state"),
        [
            (None, None, State.IN_USE),
            (LATER, None, State.IN_USE),
            (NOON, None, State.EXPIRED),
            (LATER, NOON, State.REVOKED),
            (NOON, NOON, State.REVOKED),
        ],
    )
    def test_each(self, expires_at: datetime | None, revoked_at: datetime | None, state: State) -> None:
        assert state_of(expires_at, revoked_at, NOON) is state


class TestDraft:
    def test_a_new_form_has_no_scope_and_the_usual_life(self) -> None:
        draft = TokenDraft()

        assert [one.value for one in draft.lives if one.is_chosen] == ["90"]
        assert [one for one in draft.scopes if one.is_chosen] == []
        assert (draft.name, draft.problem("name")) == ("", None)

    def test_what_was_typed_stays(self) -> None:
        draft = TokenDraft(fields={"name": ["Bot"], "scope": ["cache:read"], "days": ["7"]})

        assert draft.name == "Bot"
        assert [one.value for one in draft.scopes if one.is_chosen] == ["cache:read"]
        assert [one.value for one in draft.lives if one.is_chosen] == ["7"]

    def test_every_scope_has_words(self) -> None:
        assert set(SCOPE_WORDS) == set(Scope) - OF_OPERATORS
