"""Dungeons, raids and bosses of every season have names; what no file has is shown by number."""

from webapp.seasons.names import boss_name, dungeon_name, raid_name


class TestNames:
    def test_those_of_an_earlier_season_are_known_too(self) -> None:
        found = (dungeon_name(161), raid_name(1307), boss_name(2733), boss_name(2888))

        assert found == ("Skyreach", "The Voidspire", "Imperator Averzian", "Nek'zali the Soulcoiler")

    def test_what_no_file_has_is_shown_by_number(self) -> None:
        assert (dungeon_name(1), raid_name(2), boss_name(3)) == ("Dungeon 1", "Raid 2", "Boss 3")
