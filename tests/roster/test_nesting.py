"""Which lines stand below which."""

import pytest

from webapp.roster.choices import Alts
from webapp.roster.nesting import Nesting, arrange

MAINS = {4: 1, 5: 1, 6: 2}


class TestArrange:
    def test_alts_stand_below_their_mains_in_the_order_of_the_view(self) -> None:
        assert arrange([5, 2, 4, 1, 3, 6], MAINS, Alts.EVERYONE) == [(2, 6), (1, 5, 4), (3,)]

    def test_an_alt_whose_main_is_not_kept_stands_alone(self) -> None:
        assert arrange([5, 3, 6], MAINS, Alts.EVERYONE) == [(5,), (3,), (6,)]

    def test_alts_are_left_out_or_stand_each_for_itself(self) -> None:
        assert arrange([5, 2, 1], MAINS, Alts.MAINS) == [(2,), (1,)]
        assert arrange([5, 2, 1], MAINS, Alts.FLAT) == [(5,), (2,), (1,)]

    @pytest.mark.parametrize("alts", list(Alts))
    def test_a_guild_without_mains_stands_as_it_is(self, alts: Alts) -> None:
        assert arrange([2, 1], {}, alts) == [(2,), (1,)]


class TestNesting:
    def test_a_page_knows_its_lines_and_whom_it_names_besides(self) -> None:
        page = Nesting([(1, 5), (6,), (3,)], MAINS)

        assert page.lines == [1, 5, 6, 3]
        assert page.below == {5}
        assert page.alts == {1: [4, 5], 2: [6]}
        assert page.named == {1, 5, 6, 3, 4, 2}
