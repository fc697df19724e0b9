"""How far an item level stands from the guild's lowest to its best."""

from webapp.roster.scale import BAR_STEPS, scale_of


class TestScale:
    def test_the_bar_runs_from_the_lowest_to_the_highest(self) -> None:
        scale = scale_of([300, 280, 320])

        assert [scale.step(level) for level in (None, 280, 320)] == [0, 1, BAR_STEPS]

    def test_a_guild_without_known_gear_has_no_bars(self) -> None:
        assert scale_of([]).step(None) == 0
