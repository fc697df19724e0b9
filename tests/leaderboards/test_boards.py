"""Equals share a place, and who has no figure has none."""

from itertools import count

from webapp.leaderboards.boards import Board, Contender, Placed, standings
from webapp.leaderboards.parts import MOST_PLACES, Part

_numbers = count(1)


def contender(name: str, rating: float | None = None, then: int | None = None) -> Contender:
    return Contender(
        id=next(_numbers),
        name=name,
        realm="argent-dawn",
        realm_name="Argent Dawn",
        region="eu",
        class_id=8,
        role=None,
        rating=rating,
        item_level=700,
        item_level_then=then,
    )


class TestStandings:
    def test_who_look_alike_share_a_place_and_the_next_counts_them(self) -> None:
        people = [
            contender("Uther", 2500.4),
            contender("Jaina", 2499.8),
            contender("Thrall", 2600),
            contender("Anduin", 100),
            contender("Unknown"),
            contender("Idle", 0.0),
        ]

        found = standings(Board.RATING, people)

        assert [(one.place, one.who.name, one.is_shared) for one in found.lines] == [
            (1, "Thrall", False),
            (2, "Jaina", True),
            (2, "Uther", True),
            (4, "Anduin", False),
        ]
        assert (found.known, found.number, found.more) == (4, 6, 0)

    def test_a_gain_needs_both_ends_and_may_be_nothing(self) -> None:
        people = [contender("Stalls", then=700), contender("New"), contender("Gains", then=680)]

        found = standings(Board.GAIN, people)

        assert [(one.who.name, one.figure) for one in found.lines] == [("Gains", 20), ("Stalls", 0)]

    def test_a_board_ends_and_says_how_many_follow(self) -> None:
        found = standings(Board.RATING, [contender("Same", 2000) for _ in range(MOST_PLACES + 3)])

        assert len(found.lines) == MOST_PLACES
        assert found.more == 3
        assert found.lines[-1].place == 1

    def test_parts_have_everybody_once_and_the_places_of_the_whole(self) -> None:
        ratings = (2600, 2500.4, 2500.1, 2500.1, 2500.1, 2499.9, 2400, 2400, 1)
        people = [contender(f"N{number}", rating) for number, rating in enumerate(ratings)]
        whole = standings(Board.RATING, people)

        part = standings(Board.RATING, people, Part(limit=2))
        walked: list[Placed] = []
        while part.after:
            walked += part.lines
            part = standings(Board.RATING, people, Part(part.after, 2))
        walked += part.lines

        assert {(one.place, one.is_shared, one.who.name) for one in walked} == {
            (one.place, one.is_shared, one.who.name) for one in whole.lines
        }
        assert len(walked) == len(people)
        assert (part.known, part.more) == (len(people), 0)
