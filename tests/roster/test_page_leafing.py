"""Where a view is in its list."""

from webapp.roster.filters import RosterFilter
from webapp.roster.page import pages_of


class TestPagesOf:
    def test_a_page_beyond_the_end_is_the_last_one(self) -> None:
        pages = pages_of(RosterFilter(page=9), 120)

        assert (pages.number, pages.first, pages.last, pages.next_query) == (3, 101, 120, None)

    def test_nobody_is_one_page_of_nobody(self) -> None:
        pages = pages_of(RosterFilter(page_size=None), 0)

        assert (pages.count, pages.first, pages.last) == (1, 0, 0)
