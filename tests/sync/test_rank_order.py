"""When many of a rank have another one at once, the ranks may be in another order."""

import pytest

from webapp.sync.rank_order import count_moves, reason_to_doubt


class TestReasonToDoubt:
    def test_two_ranks_that_change_places_are_doubted(self) -> None:
        reason = reason_to_doubt({0: 1, 2: 4, 3: 9}, {(2, 3): 4, (3, 2): 9})

        assert reason == "everybody of rank 2 (now 3) and rank 3 (now 2) has another rank at once"

    def test_a_rank_that_moves_up_into_an_empty_one_is_doubted(self) -> None:
        assert reason_to_doubt({5: 3}, {(5, 4): 3}) == "everybody of rank 5 (now 4) moved up at once"

    @pytest.mark.parametrize("stragglers", [1, 2, 3])
    @pytest.mark.parametrize("others", [{}, {(5, 6): 1}, {(5, 4): 1}], ids=["stay", "down", "up"])
    def test_who_is_promoted_meanwhile_hides_no_new_order(
        self, stragglers: int, others: dict[tuple[int, int], int]
    ) -> None:
        swap = {(1, 5): 2, (5, 1): 30 - stragglers, **others}

        assert reason_to_doubt({0: 1, 1: 2, 5: 30}, swap) == "most of rank 5 (now 1) moved up at once"

    def test_one_of_each_rank_who_stays_behind_hides_no_new_order(self) -> None:
        assert reason_to_doubt({0: 1, 1: 2, 5: 30}, {(1, 5): 1, (5, 1): 29}) is not None

    @pytest.mark.parametrize(
        ("stayed", "moved"),
        [
            ({1: 2, 2: 2}, {(1, 2): 1, (2, 1): 2}),
            ({1: 2, 5: 5}, {(1, 5): 2, (5, 1): 2}),
            ({1: 30, 5: 30}, {(1, 5): 3, (5, 1): 3}),
            ({1: 2, 2: 6, 3: 2}, {(1, 2): 1, (2, 3): 5, (3, 1): 2}),
            ({1: 4, 2: 2, 3: 6}, {(1, 3): 3, (2, 1): 1, (3, 2): 2}),
        ],
        ids=["small", "one half stays", "large", "the last becomes the first", "the first becomes the last"],
    )
    def test_many_who_make_room_for_each_other_are_doubted(
        self, stayed: dict[int, int], moved: dict[tuple[int, int], int]
    ) -> None:
        reason = reason_to_doubt(stayed, moved)

        assert reason is not None
        assert reason.startswith("many of rank 1 (now ")

    @pytest.mark.parametrize(
        ("stayed", "moved"),
        [
            ({1: 2, 3: 9}, {(3, 1): 1}),
            ({1: 2, 3: 2}, {(3, 1): 1, (1, 3): 1}),
            ({1: 1, 3: 30}, {(3, 1): 1, (1, 3): 1}),
            ({1: 1, 3: 30}, {(3, 1): 2, (1, 3): 1}),
            ({1: 2, 3: 9, 4: 9}, {(3, 1): 1, (4, 3): 3, (1, 4): 1}),
            ({3: 20, 4: 30}, {(4, 3): 9, (3, 4): 2}),
            ({1: 2, 3: 2}, {(3, 1): 2}),
            ({4: 6}, {(4, 7): 6}),
            ({0: 1, 1: 1}, {(0, 1): 1, (1, 0): 1}),
            ({}, {}),
        ],
        ids=[
            "one is promoted",
            "one for one",
            "an officer is replaced",
            "an officer is replaced by two",
            "a round of single people",
            "a season's trials, and two who rest",
            "two are",
            "all of a rank go down",
            "the guild is handed over",
            "nothing",
        ],
    )
    def test_what_happens_to_people_is_believed(
        self, stayed: dict[int, int], moved: dict[tuple[int, int], int]
    ) -> None:
        assert reason_to_doubt(stayed, moved) is None


class TestCountMoves:
    def test_who_stays_or_is_new_does_not_move(self) -> None:
        assert count_moves([(1, 2), (1, 2), (3, 3), (None, 4)]) == {(1, 2): 2}
