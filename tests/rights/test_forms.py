"""The forms of the settings: what can be used, and a sentence for every field that cannot."""

from datetime import UTC, datetime

import pytest

from webapp.lib.forms import BadForm, FieldProblem
from webapp.permissions.policy import Exemption, Tool
from webapp.rights import forms
from webapp.rights.forms import (
    WantedException,
    read_exception,
    read_rank,
    read_rank_names,
    read_version,
    read_visibility,
)
from webapp.words import Effect, Visibility

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
RIGHT = {"person": "12", "tool": "export", "effect": "grant", "reason": " Keeps  the log ", "until": ""}


def problems_of(**changed: str) -> tuple[FieldProblem, ...]:
    with pytest.raises(BadForm) as caught:
        read_exception(RIGHT | changed, NOW)
    return caught.value.problems


class TestReadRankNames:
    def test_every_rank_has_a_name_or_none(self) -> None:
        names = read_rank_names({"name_0": " Warchief ", "name_9": "   "})

        assert names == {0: "Warchief"} | dict.fromkeys(range(1, 10))

    def test_a_letter_written_in_two_ways_is_stored_in_one(self) -> None:
        assert read_rank_names({"name_1": "Ra\u0301d"})[1] == "Rád"

    @pytest.mark.parametrize(
        "name", ["a\x00b", "a\u202eb", "a\u200bb", "a\ud800", "a\u061cb", "a\u2028b", "\u200d"]
    )
    def test_what_nobody_sees_is_refused(self, name: str) -> None:
        with pytest.raises(BadForm) as caught:
            read_rank_names({"name_3": name, "name_4": "Right"})

        assert caught.value.problems == (FieldProblem("name_3", forms.NOT_TEXT),)

    def test_a_name_has_its_length(self) -> None:
        assert read_rank_names({"name_3": "x" * 32})[3] == "x" * 32
        with pytest.raises(BadForm, match="name_3"):
            read_rank_names({"name_3": "x" * 33})


class TestReadException:
    def test_it_is_for_one_person_and_one_tool(self) -> None:
        wanted = read_exception(RIGHT, NOW)

        exemption = Exemption(tool="export", effect=Effect.GRANT, reason="Keeps  the log")
        assert wanted == WantedException(12, Tool.EXPORT, exemption)

    @pytest.mark.parametrize(
        ("typed", "in_their_zone", "ends_at"),
        [
            ("2026-12-24T20:30", None, datetime(2026, 12, 24, 20, 30, tzinfo=UTC)),
            ("2026-12-24 20:30", "", datetime(2026, 12, 24, 20, 30, tzinfo=UTC)),
            ("2026-12-24", None, datetime(2026, 12, 24, tzinfo=UTC)),
            ("2026-12-24T20:30", "2026-12-24T19:30:00.000Z", datetime(2026, 12, 24, 19, 30, tzinfo=UTC)),
            ("", "2026-12-24T19:30:00.000Z", None),
        ],
    )
    def test_it_ends_at_the_moment_that_is_meant(
        self, typed: str, in_their_zone: str | None, ends_at: datetime | None
    ) -> None:
        said = {} if in_their_zone is None else {"until_utc": in_their_zone}

        assert read_exception(RIGHT | {"until": typed} | said, NOW).exemption.expires_at == ends_at

    @pytest.mark.parametrize(
        ("until", "sentence"),
        [
            (NOW.isoformat(), forms.PAST),
            ("tomorrow", forms.NO_DATE),
            ("2026-02-30", forms.NO_DATE),
            ("0001-01-01T00:00+23:00", forms.NO_DATE),
            ("9999-12-31", forms.TOO_FAR),
        ],
    )
    def test_a_moment_that_cannot_be_is_told(self, until: str, sentence: str) -> None:
        assert problems_of(until=until) == (FieldProblem("until", sentence),)

    @pytest.mark.parametrize("typed", ["nonsense", "2020-01-01T00:00", "2026-12-24\x0020:30"])
    def test_what_a_script_says_beside_it_has_to_be_that_moment(self, typed: str) -> None:
        problems = problems_of(until=typed, until_utc="2026-12-24T19:30:00.000Z")

        assert problems == (FieldProblem("until", forms.NO_DATE),)

    @pytest.mark.parametrize(
        ("field", "given", "sentence"),
        [
            ("person", "", forms.NO_PERSON),
            ("person", "Jaina", forms.NO_PERSON),
            ("person", "9" * 19, forms.NO_PERSON),
            ("tool", "everything", forms.NO_TOOL),
            ("effect", "", forms.NO_EFFECT),
            ("reason", "  ", forms.NO_REASON),
            ("reason", "a\x07", forms.NOT_TEXT),
            ("reason", "a\u2028b", forms.NOT_TEXT),
            ("reason", "x" * 201, "Use at most 200 letters."),
        ],
    )
    def test_a_field_that_is_wrong_is_named(self, field: str, given: str, sentence: str) -> None:
        assert problems_of(**{field: given}) == (FieldProblem(field, sentence),)

    def test_an_empty_form_is_told_everything_at_once(self) -> None:
        with pytest.raises(BadForm) as caught:
            read_exception({}, NOW)

        assert [one.field for one in caught.value.problems] == ["person", "tool", "effect", "reason"]


class TestSmallForms:
    def test_who_may_visit_is_one_of_two_words(self) -> None:
        assert read_visibility({"visibility": "public"}) is Visibility.PUBLIC
        with pytest.raises(BadForm, match="visibility"):
            read_visibility({"visibility": "friends"})

    def test_a_rank_is_a_number_of_one_digit(self) -> None:
        assert read_rank({"rank": "9"}) == 9
        for given in ("", "10", "-1", "01", "x"):
            with pytest.raises(BadForm, match="rank"):
                read_rank({"rank": given})

    def test_a_version_that_is_none_is_older_than_any(self) -> None:
        assert read_version({"version": "12"}) == 12
        assert [read_version(form) for form in ({}, {"version": "x"}, {"version": "9" * 30})] == [-1, -1, -1]
