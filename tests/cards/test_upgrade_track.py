"""Tests of finding an item's upgrade track."""

import pytest

from tests.cards.pieces import SEASON
from webapp.cards.upgrade_track import NO_TRACK, track_of


class TestTrackOf:
    @pytest.mark.parametrize(
        ("line", "track"),
        [
            ("Upgrade Level: Hero 4/6", ("Hero", 4, 6)),
            ("Hero 4/6", ("Hero", 4, 6)),
            ("Aufwertungsgrad: Held 4/6", ("Held", 4, 6)),
            ("강화 단계: 영웅 4/6", ("영웅", 4, 6)),
            ({"de_DE": "Held 4/6", "en_GB": "Hero 4/6"}, ("Hero", 4, 6)),
            ("4/6", (None, 4, 6)),
            ("Mythic 10", (None, None, None)),
            ("Hero 7/6", (None, None, None)),
            ("Season 2 / Hero", (None, None, None)),
            (None, (None, None, None)),
        ],
    )
    def test_it_is_as_the_line_says(self, line: object, track: tuple[object, ...]) -> None:
        item = {"name_description": {"display_string": line}}

        assert track_of(item, [], SEASON.tracks) == track

    def test_a_name_of_another_language_is_found_by_bonus_id(self) -> None:
        item = {"name_description": {"display_string": "Held 4/6"}}

        assert track_of(item, [1, 12844], SEASON.tracks) == ("Hero", 4, 6)

    def test_without_a_line_the_bonus_id_tells(self) -> None:
        assert track_of({}, [12854], SEASON.tracks) == ("Myth", 6, 6)

    def test_an_item_on_no_track_has_none(self) -> None:
        assert track_of({}, [1, 2], SEASON.tracks) == NO_TRACK
