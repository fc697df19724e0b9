"""Kills in words, with the logs beside them."""

from tests.characters.cards import tidy_card
from webapp.characters.raids_view import raids_view


class TestRaidsView:
    def test_logs_stand_beside_their_boss(self) -> None:
        card = tidy_card()

        raid = raids_view(card["raids"], card["logs"]).raids[0]

        first, last = raid.bosses[0], raid.bosses[-1]
        assert first.best is not None
        assert (first.best.number, first.best.band) == ("99", "pink")
        assert (raid.has_logs, last.best) == (True, None)

    def test_this_week_is_marked_and_easier_difficulties_are_left_out(self) -> None:
        raid = raids_view(tidy_card()["raids"], None).raids[0]

        cells = raid.bosses[0].cells
        assert [(cell.difficulty, cell.kills, cell.is_this_week) for cell in cells] == [
            ("Normal", "9", False),
            ("Heroic", "5", True),
            ("Mythic", "", False),
        ]

    def test_progress_is_said_by_difficulty(self) -> None:
        raid = raids_view(tidy_card()["raids"], None).raids[0]

        assert list(raid.progress) == ["Normal 5/5", "Heroic 4/5"]

    def test_a_boss_of_another_name_there_is_found_by_its_number(self) -> None:
        card = tidy_card()
        card["logs"]["bosses"][0] |= {"name": "Averzian", "bossId": 2700}

        first = raids_view(card["raids"], card["logs"]).raids[0].bosses[0]

        assert first.best is not None
        assert first.best.number == "99"
