"""What the pieces of progress say of themselves."""

from dataclasses import replace

from tests.characters.cards import tidy_card
from webapp.characters.progress_view import mythic_view
from webapp.characters.raids_view import raids_view


class TestMythicView:
    def test_it_is_played_with_one_run(self) -> None:
        played = mythic_view(tidy_card()["mythic"])

        assert played.is_played
        assert not replace(played, best=[run for run in played.best if not run.is_played]).is_played


class TestRaidView:
    def test_it_is_touched_with_one_kill(self) -> None:
        raid = raids_view(tidy_card()["raids"], None).raids[0]
        untouched = [
            replace(boss, cells=[replace(cell, kills="") for cell in boss.cells]) for boss in raid.bosses
        ]

        assert raid.is_touched
        assert not replace(raid, bosses=untouched).is_touched


class TestRaidsView:
    def test_the_key_is_needed_only_with_a_kill_of_this_week(self) -> None:
        card = tidy_card()
        for boss in card["raids"]["raids"][0]["bosses"]:
            for kills in boss["byDifficulty"].values():
                kills["isThisWeek"] = False

        assert raids_view(tidy_card()["raids"], None).has_this_week
        assert not raids_view(card["raids"], None).has_this_week
