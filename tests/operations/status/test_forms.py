"""The form that pauses something."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.lib.forms import BadForm
from webapp.operations.status.forms import read_pause, read_scope
from webapp.words import PauseScope

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class TestScope:
    @pytest.mark.parametrize("scope", [PauseScope.EVERYTHING, PauseScope.BATTLENET, PauseScope.WARCRAFTLOGS])
    def test_it_is_a_source_or_everything(self, scope: PauseScope) -> None:
        assert read_scope({"what": scope.value}) is scope

    @pytest.mark.parametrize("given", ["", "guild", "x"])
    def test_anything_else_is_refused(self, given: str) -> None:
        with pytest.raises(BadForm) as bad:
            read_scope({"what": given})

        assert [one.field for one in bad.value.problems] == ["what"]


class TestPause:
    def test_it_ends_after_so_many_hours_or_when_somebody_says_so(self) -> None:
        assert read_pause({"length": "4", "reason": " raid "}, NOON).resumes_at == NOON + timedelta(hours=4)
        wanted = read_pause({"length": "until", "reason": " raid "}, NOON)
        assert (wanted.resumes_at, wanted.reason) == (None, "raid")

    @pytest.mark.parametrize(
        ("form", "fields"),
        [
            ({}, ["length"]),
            ({"length": "5000"}, ["length"]),
            ({"length": "1", "reason": "x" * 201}, ["reason"]),
            ({"length": "1", "reason": "two\nlines"}, ["reason"]),
            ({"length": "1", "reason": "\u202e"}, ["reason"]),
            ({"length": "x", "reason": "\x00"}, ["reason", "length"]),
        ],
    )
    def test_every_field_that_is_wrong_is_named(self, form: dict[str, str], fields: list[str]) -> None:
        with pytest.raises(BadForm) as bad:
            read_pause(form, NOON)

        assert [one.field for one in bad.value.problems] == fields
