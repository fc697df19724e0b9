"""What cannot be used is named, with what would be right."""

from datetime import UTC, date, datetime, timedelta

import pytest

from webapp.roster.past.asking import AskedDay, BadAsking, read_day, read_resets

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FIRST = datetime(2026, 8, 1, 9, tzinfo=UTC)
RESETS = [datetime(2026, 11, 18, 4, tzinfo=UTC) - number * timedelta(days=7) for number in range(3)]


class TestReadDay:
    def test_the_end_of_the_day_is_meant_or_the_present(self) -> None:
        past = read_day({"at": "2026-08-19", "page": "2"}, first=FIRST, now=NOW)

        assert past == AskedDay(date(2026, 8, 19), datetime(2026, 8, 20, tzinfo=UTC), 2)
        assert read_day({}, first=FIRST, now=NOW) == AskedDay(NOW.date(), NOW)

    @pytest.mark.parametrize(
        ("query", "first", "sentence"),
        [
            ({"at": ""}, FIRST, "Write a day as"),
            ({"at": "yesterday"}, FIRST, "Write a day as"),
            ({"at": "2026-11-22"}, FIRST, "still to come"),
            ({"at": "2026-07-31"}, FIRST, "the first roster kept here is of 1 Aug 2026"),
            ({"at": "2026-08-19"}, None, "no roster of this guild"),
            ({"at": "2026-08-19", "page": "0"}, FIRST, "Leave “page” out"),
        ],
    )
    def test_others_get_a_sentence(
        self, query: dict[str, str], first: datetime | None, sentence: str
    ) -> None:
        with pytest.raises(BadAsking, match=sentence):
            read_day(query, first=first, now=NOW)


class TestReadResets:
    def test_the_last_week_is_meant_unless_others_are_chosen(self) -> None:
        assert read_resets({}, RESETS) == (RESETS[1], RESETS[0])
        assert read_resets({"from": "2026-11-04"}, RESETS) == (RESETS[2], RESETS[0])

    @pytest.mark.parametrize(
        ("query", "known", "sentence"),
        [
            ({}, RESETS[:1], "two weekly resets"),
            ({"to": "2026-11-17"}, RESETS, "Choose one of the weekly resets"),
            ({"from": "2026-11-18"}, RESETS, "before the one of"),
        ],
    )
    def test_others_get_a_sentence(self, query: dict[str, str], known: list[datetime], sentence: str) -> None:
        with pytest.raises(BadAsking, match=sentence):
            read_resets(query, known)
