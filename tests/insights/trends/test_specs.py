"""Specs come by how many play them; whom nobody may be told of is one of the others."""

from webapp.insights.trends.page import Count
from webapp.insights.trends.specs import MOST_SPECS, spec_lines


def count(spec_id: int, people: int, *, back: int = 0, class_id: int = 1) -> Count:
    return Count(
        scope=0, weeks_back=back, class_id=class_id, spec_id=spec_id, people=people, runs=people, timed=0
    )


class TestSpecLines:
    def test_the_most_played_come_first_with_their_share_beside_the_weeks_before(self) -> None:
        counts = [
            count(71, 2),
            count(72, 6),
            count(72, 2, back=1),
            count(71, 3, back=2),
            count(71, 9, back=3),
        ]

        lines, others = spec_lines(counts, [1, 2], least=1)

        assert [(one.name, one.people, one.share, one.before, one.change) for one in lines] == [
            ("Fury Warrior", "6", "75 %", "40 %", "+35"),
            ("Arms Warrior", "2", "25 %", "60 %", "−35"),
        ]
        assert others == ""

    def test_specs_of_few_are_told_together(self) -> None:
        lines, others = spec_lines([count(72, 6), count(71, 4), count(0, 5)], [], least=5)

        assert [(one.name, one.before, one.change) for one in lines] == [("Fury Warrior", "not known", "")]
        assert others == "9 others, in specs of fewer than 5 each or of a spec that is not known."

    def test_equals_come_by_name(self) -> None:
        lines, _ = spec_lines([count(72, 5), count(64, 5, class_id=8), count(71, 5)], [], least=1)

        assert [one.name for one in lines] == ["Frost Mage", "Arms Warrior", "Fury Warrior"]

    def test_behind_the_last_that_is_listed_the_rest_are_counted(self) -> None:
        counts = [count(9_000 + number, 1) for number in range(MOST_SPECS + 1)]

        lines, others = spec_lines(counts, [], least=1)

        assert (len(lines), others) == (MOST_SPECS, "1 other.")
