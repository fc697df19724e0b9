"""The form that makes a token: every field is named that is wrong."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.lib.forms import BadForm
from webapp.permissions.tokens import Scope
from webapp.tokens.forms import NO_LIFE, NO_SCOPE, read_token

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
GOOD = {"name": [" Raid bot "], "scope": ["characters:read", "cache:read"], "days": ["90"]}


class TestReadToken:
    def test_it_says_what_the_token_may_do_and_until_when(self) -> None:
        wanted = read_token(GOOD, NOON)

        assert wanted.name == "Raid bot"
        assert wanted.scopes == [Scope.CACHE_READ, Scope.CHARACTERS_READ]
        assert wanted.expires_at == NOON + timedelta(days=90)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", [""]),
            ("name", []),
            ("name", ["x" * 65]),
            ("name", ["a\x00b"]),
            ("name", ["\u200b\u200d"]),
            ("name", ["\u3164"]),
            ("scope", []),
            ("scope", ["cache:read", "everything"]),
            ("days", []),
            ("days", [""]),
            ("days", ["91"]),
            ("days", ["90", "365"]),
        ],
    )
    def test_a_field_that_is_wrong_is_named(self, field: str, value: list[str]) -> None:
        with pytest.raises(BadForm) as caught:
            read_token({**GOOD, field: value}, NOON)

        assert [problem.field for problem in caught.value.problems] == [field]

    def test_all_that_is_wrong_is_told_at_once(self) -> None:
        with pytest.raises(BadForm) as caught:
            read_token({}, NOON)

        sentences = [problem.sentence for problem in caught.value.problems]
        assert sentences[0].startswith("Say what the token is for")
        assert sentences[1:] == [NO_SCOPE, NO_LIFE]
