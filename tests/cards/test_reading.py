"""Tests of tolerant reading."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from webapp.cards.reading import (
    Misshapen,
    child_of,
    color_of,
    count_of,
    moment_of,
    name_of,
    needed_id,
    number_of,
    rows_of,
    text_of,
    type_of,
    whole_of,
    written,
)


class TestTextOf:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ("Hero", "Hero"),
            ({"de_DE": "Held", "en_US": "Hero"}, "Hero"),
            ({"de_DE": "Held"}, "Held"),
            ({"en_GB": None, "fr_FR": "Héros"}, "Héros"),
            ({}, None),
            (7, None),
            ("x" * 501, None),
            ({"en_US": ["x"]}, None),
        ],
    )
    def test_it_finds_a_text_in_any_language_english_first(self, value: Any, text: str | None) -> None:
        assert text_of(value) == text


class TestNumbers:
    @pytest.mark.parametrize("value", ["7", 7.5, True, None, [7], 2**63])
    def test_what_is_no_storable_whole_number_is_unknown(self, value: Any) -> None:
        assert whole_of(value) is None

    @pytest.mark.parametrize("value", ["7", True, None, 1e300, float("nan"), float("inf")])
    def test_what_is_no_finite_number_is_unknown(self, value: Any) -> None:
        assert number_of(value) is None

    def test_a_count_is_never_below_zero(self) -> None:
        assert [count_of(value) for value in (3, -3, "3", None)] == [3, 0, 0, 0]


class TestMentions:
    def test_a_missing_thing_has_nothing(self) -> None:
        assert (child_of({"a": 7}, "a"), name_of({}, "a"), type_of({"a": {"type": 7}}, "a")) == (
            {},
            None,
            None,
        )

    def test_an_id_that_must_be_there_is_missed_by_name(self) -> None:
        with pytest.raises(Misshapen, match="dungeon has no id"):
            needed_id({"dungeon": {"id": "588"}}, "dungeon")

    def test_a_missing_list_is_empty_and_another_thing_is_none(self) -> None:
        assert rows_of({}, "items") == ()
        with pytest.raises(Misshapen, match="items is no list"):
            rows_of({"items": {}}, "items")


class TestMoments:
    def test_milliseconds_become_a_moment_in_utc(self) -> None:
        assert moment_of(1_787_065_200_000) == datetime(2026, 8, 18, 15, tzinfo=UTC)

    @pytest.mark.parametrize("value", [0, -1, "1", None, 2**62, 1.5])
    def test_what_is_no_moment_is_unknown(self, value: Any) -> None:
        assert moment_of(value) is None

    def test_cards_have_moments_in_utc(self) -> None:
        abroad = datetime(2026, 8, 18, 17, tzinfo=timezone(timedelta(hours=2)))

        assert [written(abroad), written(None)] == ["2026-08-18T15:00:00+00:00", None]


class TestColorOf:
    @pytest.mark.parametrize(
        ("color", "written_as"),
        [
            ({"r": 255, "g": 128, "b": 0}, "#ff8000"),
            ({"r": 256, "g": 0, "b": 0}, None),
            ({"r": 1, "g": 2}, None),
            ("red", None),
        ],
    )
    def test_it_is_written_as_pages_write_colours(self, color: Any, written_as: str | None) -> None:
        assert color_of({"color": color}) == written_as
