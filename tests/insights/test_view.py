"""A guild's weeks and its members' gains in words."""

from datetime import date, timedelta
from typing import Any

from webapp.insights.page import MOST_LISTED, Spread
from webapp.insights.view import LEAST, Then, curve, gains

START = date(2026, 9, 2)
WEEK = timedelta(days=7)
WEEKS = [START + number * WEEK for number in range(4)]


def spread(week: int, median: float = 700, *, number: int = LEAST) -> Spread:
    return Spread(week_on=WEEKS[week], number=number, lower=median - 10, median=median, upper=median + 5)


def then(name: str = "Thrall", now: int | None = 710, before: int | None = 700, **other: Any) -> Then:
    known: dict[str, Any] = {
        "class_id": 7,
        "path": "/x",
        "realm": "Argent Dawn",
        "rating": None,
        "rating_then": None,
    } | other
    return Then(name=name, item_level=now, item_level_then=before, **known)


class TestCurve:
    def test_it_begins_with_the_first_week_that_is_told(self) -> None:
        found = curve("level", "Item level", WEEKS, [spread(1), spread(2, 710), spread(3, 720)])

        assert found is not None
        assert [(week.week_on, week.median, week.between) for week in found.weeks] == [
            (WEEKS[3], "720", "710 to 725"),
            (WEEKS[2], "710", "700 to 715"),
            (WEEKS[1], "700", "690 to 705"),
        ]
        assert found.words == "Item level, median of the members: 700 first and 720 last, in 3 weeks"

    def test_of_too_few_members_nothing_is_told_and_the_line_has_a_gap(self) -> None:
        found = curve("level", "Item level", WEEKS, [spread(0), spread(1, number=LEAST - 1), spread(2)])

        assert found is not None
        assert [week.is_told for week in found.weeks] == [False, True, False, True]
        assert (len(found.gaps), found.weeks[2].median, found.weeks[2].number) == (1, "", LEAST - 1)
        assert found.band.count("Z") == 2

    def test_without_enough_members_there_is_none(self) -> None:
        assert curve("level", "Item level", WEEKS, [spread(0, number=1)]) is None


class TestGains:
    def test_the_most_come_first_and_equals_by_name(self) -> None:
        some = [then("Jaina"), then("Thrall", 730), then("Arthas"), then("Vol", 705)]

        found = gains(some, START)

        assert [(one.name, one.item_level_gain) for one in found.gained] == [
            ("Thrall", "+30"),
            ("Arthas", "+10"),
            ("Jaina", "+10"),
            ("Vol", "+5"),
        ]

    def test_two_of_one_name_stand_beside_each_other(self) -> None:
        twins = [then(before=before, path=path) for before in (700, 710) for path in ("/b", "/a")]

        found = gains(twins, START)

        assert [one.path for one in (*found.gained, *found.stalled)] == ["/a", "/b"] * 2

    def test_who_gained_in_neither_stalled(self) -> None:
        some = [
            then("Thrall", 700, 700, rating=2000.0, rating_then=1900.0),
            then("Jaina", 700, 700, rating=1800.0, rating_then=1900.0),
            then("Vol", 690, 700),
        ]

        found = gains(some, START)

        assert [one.name for one in found.gained] == ["Thrall"]
        assert [(one.name, one.item_level_gain, one.rating_gain) for one in found.stalled] == [
            ("Jaina", "±0", "−100"),
            ("Vol", "−10", "not known"),
        ]

    def test_of_whom_nothing_is_known_is_counted(self) -> None:
        found = gains([then(before=None), then(now=None)], START)

        assert (found.unknown, found.gained, found.stalled) == (2, [], [])

    def test_more_than_fit_are_counted(self) -> None:
        some = [then(f"N{number:02}") for number in range(MOST_LISTED + 3)]

        found = gains([*some, *(then(f"S{number}", 700) for number in range(MOST_LISTED + 1))], START)

        assert [(len(part.lines), part.more) for part in found.parts] == [(MOST_LISTED, 3), (MOST_LISTED, 1)]
