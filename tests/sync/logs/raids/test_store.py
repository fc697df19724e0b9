"""Reports are kept for eight weeks as they were told last."""

from datetime import timedelta

from tests.support.no_world import settings
from tests.sync.logs.raids.conftest import NOW, Watch, pages, raid

__all__ = ["settings"]


class TestStoreReports:
    def test_a_second_look_changes_nothing_that_is_the_same(self, watch: Watch, jaina: int) -> None:
        watch.pages = pages([raid("a", "Jaina")])
        watch.look()

        watch.look(after=timedelta(hours=1))

        assert watch.seen() == {"a": {jaina}}
        assert (watch.facts().changed_at, watch.facts().succeeded_at) == (NOW, NOW + timedelta(hours=1))

    def test_who_is_not_in_it_any_more_goes_and_so_does_a_report_that_is_gone(
        self, watch: Watch, jaina: int
    ) -> None:
        watch.pages = pages([raid("b", "Jaina"), raid("a", "Jaina")])
        watch.look()
        before = watch.seen()

        watch.pages = pages([raid("b", "Wayfarer")])
        watch.look()
        watch.pages = pages([])
        watch.look()

        assert (before, watch.seen()) == ({"a": {jaina}, "b": {jaina}}, {"b": set()})

    def test_what_is_older_than_eight_weeks_goes_and_is_not_asked_for(self, watch: Watch, jaina: int) -> None:
        old = timedelta(weeks=8, seconds=1)
        watch.pages = pages([raid("b", "Jaina"), raid("a", "Jaina", ago=old)], [raid("z", ago=2 * old)])
        watch.look()
        first = watch.seen()

        watch.pages = pages([raid("c", "Jaina", ago=-timedelta(weeks=8))])
        watch.look(after=timedelta(weeks=8))

        assert (first, watch.seen()) == ({"b": {jaina}}, {"c": {jaina}})
        assert [one["variables"]["page"] for one in watch.server.questions] == [1, 1]
