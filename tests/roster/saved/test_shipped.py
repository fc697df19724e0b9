"""The views that come with the product, and views in words."""

import pytest

from webapp.freshness.states import FreshnessState
from webapp.permissions.policy import ALL_TOOLS, FOR_VISITORS, MEMBERS_TOOLS
from webapp.roster.audience import shown_to
from webapp.roster.choices import TROUBLED, Alts, Direction, Seen, Sort
from webapp.roster.filters import RosterFilter
from webapp.roster.query.parser import parsed
from webapp.roster.saved.shipped import SHIPPED, described, open_to


class TestShipped:
    def test_there_are_four_that_can_be_read(self) -> None:
        assert [one.name for one in SHIPPED] == ["Raid audit", "Vault chase", "Inactive", "New and unclaimed"]
        assert all(parsed(one.view.text) for one in SHIPPED)

    def test_each_is_for_those_to_whom_its_terms_are_open(self) -> None:
        tools = (FOR_VISITORS, MEMBERS_TOOLS, ALL_TOOLS)

        assert [len(open_to(SHIPPED, shown_to(one))) for one in tools] == [0, 3, 4]


class TestDescribed:
    @pytest.mark.parametrize(
        ("view", "words"),
        [
            (RosterFilter(text="a"), ""),
            (
                RosterFilter(roles=("tank",), class_ids=(8,), rank_ids=(0, 1), is_max_level=True),
                "Tank, Mage, rank 0 or 1, highest level only",
            ),
            (
                RosterFilter(has_problems=True, seen=Seen.OVER_30, state=TROUBLED),
                "with problems, not for 30 days, anything out of date",
            ),
            (RosterFilter(state=FreshnessState.LATE, alts=Alts.MAINS), "late, mains only"),
            (RosterFilter(sort=Sort.AUDIT, direction=Direction.DOWN), "sorted by Audit"),
            (RosterFilter(page_size=None), "all rows"),
            (RosterFilter(page_size=100), "100 rows"),
        ],
    )
    def test_it_says_what_stands_beside_the_query(self, view: RosterFilter, words: str) -> None:
        assert described(view) == words
