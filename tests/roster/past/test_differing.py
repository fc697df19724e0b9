"""Two rosters are compared by their members' numbers."""

from datetime import date
from typing import Any

from webapp.roster.past.differing import Gained, Member, Pair, differing, gained, sum_words
from webapp.roster.past.figures import Figures

DAY = date(2026, 8, 19)

HERE: dict[str, Any] = {"realm": "Argent Dawn", "is_name_shared": False}


def member(number: int, rank: int | None = 3, name: str = "Thrall") -> Member:
    return Member(number=number, name=name, path=None, class_id=7, rank=rank, **HERE)


def figures(item_level: int | None, rating: float | None = None) -> Figures:
    facts = {"taken_on": DAY, "week_on": DAY, "tier": None, "problems": None}
    return Figures(item_level=item_level, rating=rating, vault=(None, None, None), **facts)  # type: ignore[arg-type]


def test_who_came_went_and_got_another_rank() -> None:
    found = differing(
        [member(1), member(2), member(3, None)], [member(2, 1), member(3), member(4, name="Jaina")]
    )

    assert [one.number for one in found.joined] == [4]
    assert [one.number for one in found.left] == [1]
    assert found.ranked == [Pair(member(2), member(2, 1))]
    assert len(found.stayed) == 2


def test_the_most_comes_first_and_of_whom_nothing_is_known_is_left_out() -> None:
    stayed = [Pair(member(number), member(number)) for number in (1, 2, 3)]
    before = {1: figures(700, 1000.0), 2: figures(700), 3: figures(None)}

    found = gained(stayed, before, {1: figures(701, 990.2), 2: figures(712)})

    assert found == [Gained(member(2), 12, None, None), Gained(member(1), 1, -10, None)]


def test_medians_say_of_how_many_they_are() -> None:
    assert sum_words([[700, None], [710, 720]]) == ("700 (of 1)", "715 (of 2)", "+15")
