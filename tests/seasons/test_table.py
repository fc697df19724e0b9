"""Tests of taking values out of one table of a season file."""

from datetime import UTC, datetime

from webapp.seasons.table import Table

MOMENT = datetime(2026, 8, 18, 15, tzinfo=UTC)


class TestTable:
    def test_what_is_there_is_taken(self) -> None:
        table = Table("tier", {"name": "Set", "steps": 6, "share": 0.4, "ids": [1, 2]}, [])

        taken = (table.text("name"), table.whole("steps"), table.number("share"), table.wholes("ids"))
        table.done()

        assert taken == ("Set", 6, 0.4, (1, 2))
        assert not table.problems

    def test_what_may_be_absent_is_no_problem(self) -> None:
        table = Table("tier", {}, [])

        assert (table.text_or_none("a"), table.whole_or_none("b"), table.tables("c")) == (None, None, [])
        assert table.wholes("d", is_optional=True) == ()
        assert not table.problems

    def test_what_must_be_there_is_missed_with_its_place(self) -> None:
        table = Table("tier", {}, [])

        table.table("inner").text("name")

        assert table.problems == ["tier.inner: is missing", "tier.inner.name: is missing"]

    def test_true_is_no_number(self) -> None:
        table = Table("tier", {"steps": True}, [])

        table.whole("steps")

        assert table.problems == ["tier.steps: has the wrong type (bool)"]

    def test_moments_are_wanted_of_every_region(self) -> None:
        table = Table("starts", {"us": MOMENT}, [])

        assert table.moments(regions=("us", "eu")) == {"us": MOMENT}
        assert table.problems == ["starts.eu: is missing"]
