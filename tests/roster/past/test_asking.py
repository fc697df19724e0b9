"""What cannot be used is named, with what would be right."""

from datetime import UTC, date, datetime, timedelta

import pytest

from webapp.roster.past.asking import AskedDay, BadAsking, Narrowed, read_day, read_resets

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
            ({"at": ""}, FIRST, "^Write the day as"),
            ({"at": "yesterday"}, FIRST, "^Write the day as"),
            ({"at": "2026-11-22"}, FIRST, "still to come"),
            ({"at": "2026-07-31"}, FIRST, "^The first roster kept here is of 1 Aug 2026"),
            ({"at": "2026-08-19"}, None, "^No roster of this guild"),
            ({"at": "2026-08-19", "page": "0"}, FIRST, "no such page"),
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
            ({}, RESETS[:1], "^Two weekly resets"),
            ({"to": "2026-11-17"}, RESETS, "“To” has to be a weekly reset"),
            ({"from": "2026-11-18"}, RESETS, "the first is the earlier one"),
        ],
    )
    def test_others_get_a_sentence(self, query: dict[str, str], known: list[datetime], sentence: str) -> None:
        with pytest.raises(BadAsking, match=sentence):
            read_resets(query, known)


class TestNarrowed:
    def test_who_has_no_name_any_more_begins_with_nothing(self) -> None:
        assert Narrowed("ja").fits("Jaina", 8, 1)
        assert not Narrowed("a").fits("Jaina", 8, 1)
        assert not Narrowed("ja").fits(None, 0, 1)
        assert Narrowed(rank=1).fits(None, 0, 1)
        assert not Narrowed(class_id=8).fits(None, 0, 1)

    def test_it_stands_in_an_address_as_it_was_typed(self) -> None:
        assert Narrowed("Jä", 8, 0).query == "&name=J%C3%A4&class=8&rank=0"
        assert Narrowed().query == ""
