"""Those whom a view keeps, in a few numbers."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from webapp.roster.census import Census
from webapp.roster.choices import ROLES
from webapp.roster.summary import BAR_WIDTH, summary_of


class TestSummaryOf:
    @given(st.dictionaries(st.sampled_from(ROLES), st.integers(1, 700), min_size=1))
    def test_the_shares_fill_the_bar_without_gap_or_overlap(self, roles: dict[str, int]) -> None:
        shares = summary_of(Census(roles=Counter(roles)), members=900).shares

        ends = [0, *(share.start + share.width for share in shares)]
        assert [share.start for share in shares] == ends[:-1]
        assert ends[-1] == BAR_WIDTH

    def test_the_mean_is_over_the_known_ones(self) -> None:
        summary = summary_of(Census(item_levels=[300, 310]), members=2)

        assert (summary.average_item_level, summary.item_level_count) == (305, 2)

    def test_an_empty_guild_has_no_mean(self) -> None:
        summary = summary_of(Census(), members=0)

        assert (summary.members, list(summary.shares), summary.average_item_level) == (0, [], None)

    def test_one_is_not_many(self) -> None:
        shares = summary_of(Census(roles=Counter(tank=1, healer=2)), members=3).shares

        assert [share.label for share in shares] == ["tank", "healers"]
