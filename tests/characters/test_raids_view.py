"""Kills and logs in words."""

import pytest

from tests.characters.cards import part, tidy_card
from webapp.characters.raids_view import STATES, logs_view, raids_view


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


class TestLogsView:
    @pytest.mark.parametrize("state", [state for state in STATES if state != "ranked"])
    def test_each_state_has_words(self, state: str) -> None:
        logs = tidy_card()["logs"] | part() | {"state": state, "best": None, "median": None, "bosses": []}

        view = logs_view(logs, None, is_connected=True)

        assert view.head
        assert view.sentence

    def test_without_credentials_it_is_not_connected(self) -> None:
        assert logs_view(None, None, is_connected=False).head == "Not connected"

    def test_with_credentials_it_is_not_yet_fetched(self) -> None:
        assert logs_view(None, None, is_connected=True).head == "Not yet fetched"

    def test_bosses_that_stand_in_no_raid_are_listed(self) -> None:
        card = tidy_card()

        assert list(logs_view(card["logs"], card["raids"], is_connected=True).bosses) == []
        assert len(logs_view(card["logs"], None, is_connected=True).bosses) == 4

    def test_the_context_says_metric_zone_and_difficulty(self) -> None:
        card = tidy_card()

        assert logs_view(card["logs"], None, is_connected=True).context == "The Voidspire · Heroic · damage"
