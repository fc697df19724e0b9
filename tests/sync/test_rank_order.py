"""When everybody of a rank has another one at once, the ranks may be in another order."""

import pytest

from webapp.sync.rank_order import count_moves, reason_to_doubt


class TestReasonToDoubt:
    def test_two_ranks_that_change_places_are_doubted(self) -> None:
        reason = reason_to_doubt({0: 1, 2: 4, 3: 9}, {(2, 3): 4, (3, 2): 9})

        assert reason == "everybody of rank 2 (now 3) and rank 3 (now 2) has another rank at once"

    def test_a_rank_that_moves_up_into_an_empty_one_is_doubted(self) -> None:
        assert reason_to_doubt({5: 3}, {(5, 4): 3}) == "everybody of rank 5 (now 4) moved up at once"

    @pytest.mark.parametrize(
        ("stayed", "moved"),
        [
            ({1: 2, 3: 9}, {(3, 1): 1}),
            ({1: 2, 3: 2}, {(3, 1): 2}),
            ({4: 6}, {(4, 7): 6}),
            ({0: 1, 1: 1}, {(0, 1): 1, (1, 0): 1}),
            ({}, {}),
        ],
        ids=["one is promoted", "two are", "all of a rank go down", "the guild is handed over", "nothing"],
    )
    def test_what_happens_to_people_is_believed(
        self, stayed: dict[int, int], moved: dict[tuple[int, int], int]
    ) -> None:
        assert reason_to_doubt(stayed, moved) is None


class TestCountMoves:
    def test_who_stays_or_is_new_does_not_move(self) -> None:
        assert count_moves([(1, 2), (1, 2), (3, 3), (None, 4)]) == {(1, 2): 2}
