"""Which part stands in which column."""

from webapp.characters.columns import columns_of, lines_of_mythic, lines_of_raids

HEIGHTS = {"mythic": 20, "raids": 20, "logs": 5, "nothing": 0, "talents": 7, "professions": 8}


class TestColumnsOf:
    def test_what_is_left_goes_to_the_shorter_column(self) -> None:
        assert columns_of(HEIGHTS) == (["mythic", "talents"], ["raids", "logs", "professions"])
        assert columns_of({**HEIGHTS, "raids": 60}) == (
            ["mythic", "talents", "professions"],
            ["raids", "logs"],
        )
        assert columns_of({**HEIGHTS, "mythic": 60}) == (
            ["mythic"],
            ["raids", "logs", "talents", "professions"],
        )

    def test_a_part_that_is_not_there_takes_no_room(self) -> None:
        assert columns_of({**HEIGHTS, "mythic": 0, "professions": 0}) == (["talents"], ["raids", "logs"])


class TestLines:
    def test_what_is_not_there_has_none(self) -> None:
        assert (lines_of_mythic(None), lines_of_raids(None)) == (0, 0)
