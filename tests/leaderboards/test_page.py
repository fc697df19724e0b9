"""Figures of the week are lower bounds, and say so."""

import pytest

from tests.leaderboards.test_boards import contender
from webapp.leaderboards.asking import Asked
from webapp.leaderboards.boards import Board, Placed, Standings
from webapp.leaderboards.page import board_lines, boards_for, choices
from webapp.permissions.policy import FOR_VISITORS


class TestBoardLines:
    @pytest.mark.parametrize(
        ("board", "figure", "words"),
        [
            (Board.RATING, 2500, "2,500"),
            (Board.GAIN, 12, "+12"),
            (Board.GAIN, 0, "±0"),
            (Board.GAIN, -3, "\N{MINUS SIGN}3"),
            (Board.KEYS, 9, "≥ 9"),
            (Board.VAULT, 4, "≥ 4"),
            (Board.VAULT, 9, "9"),
        ],
    )
    def test_a_figure_says_how_sure_it_is(self, board: Board, figure: int, words: str) -> None:
        placed = Placed(place=1, is_shared=False, figure=figure, who=contender("Jaina"))
        found = Standings(lines=[placed], known=1, number=1, more=0)

        assert [line.figure for line in board_lines(Asked(board=board), found)] == [words]

    def test_a_name_of_more_than_one_stands_with_its_realm(self) -> None:
        called = ("Jaina", "Berkel", "Berkel")
        lines = [Placed(place=1, is_shared=True, figure=1, who=contender(name)) for name in called]

        told = board_lines(Asked(), Standings(lines=lines, known=3, number=3, more=0))

        assert [line.is_name_shared for line in told] == [False, True, True]
        assert {line.realm_name for line in told} == {"Argent Dawn"}


class TestBoardsFor:
    def test_a_visitor_has_the_rating_alone(self) -> None:
        links = boards_for(Asked(), FOR_VISITORS)

        assert [(link.title, link.is_chosen) for link in links] == [("Mythic+ rating", True)]


class TestChoices:
    def test_what_is_chosen_is_marked(self) -> None:
        chosen = [one.label for one in choices(Asked(class_id=8))["classes"] if one.is_chosen]

        assert chosen == ["Mage"]
