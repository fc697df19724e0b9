"""Heads of columns and choices of the filter bar."""

from collections import Counter

from webapp.permissions.policy import ALL_TOOLS, FOR_VISITORS
from webapp.roster.audience import shown_to
from webapp.roster.census import Census
from webapp.roster.choices import Alts, Direction, Sort
from webapp.roster.filters import RosterFilter
from webapp.roster.heads import column_heads, menus, rank_label, rank_words

EVERYTHING = shown_to(ALL_TOOLS)


class TestColumnHeads:
    def test_only_the_sorted_column_says_its_direction(self) -> None:
        heads = column_heads(RosterFilter(sort=Sort.RATING, direction=Direction.DOWN), EVERYTHING)

        assert {head.sort: head.aria_sort for head in heads if head.aria_sort} == {Sort.RATING: "descending"}

    def test_the_log_is_said_to_be_a_mean_of_best_percentiles(self) -> None:
        hints = {head.sort: head.hint for head in column_heads(RosterFilter(), EVERYTHING)}

        assert "Mean of the best percentiles" in (hints[Sort.LOG] or "")

    def test_a_click_keeps_the_filters(self) -> None:
        head = column_heads(RosterFilter(text="a", page=3), EVERYTHING)[0]

        assert head.query == "q=a&sort=name"


class TestMenus:
    def test_how_alts_stand_can_be_chosen_where_they_are_told(self) -> None:
        members = menus(RosterFilter(alts=Alts.MAINS), Census(), {}, shown=EVERYTHING).alts
        visitors = menus(RosterFilter(), Census(), {}, shown=shown_to(FOR_VISITORS)).alts

        assert [choice.value for choice in members] == list(Alts)
        assert [choice.value for choice in members if choice.is_chosen] == [Alts.MAINS]
        assert visitors == []

    def test_classes_are_by_name_with_how_many_there_are(self) -> None:
        census = Census(classes=Counter({1: 2, 6: 3}))

        choices = menus(RosterFilter(class_ids=(5,)), census, {}, shown=EVERYTHING).classes

        assert [(choice.label, choice.count, choice.is_chosen) for choice in choices] == [
            ("Death Knight", 3, False),
            ("Priest", 0, True),
            ("Warrior", 2, False),
        ]

    def test_the_present_page_size_is_chosen(self) -> None:
        sizes = menus(RosterFilter(page_size=None), Census(), {}, shown=EVERYTHING).page_sizes

        assert [size.value for size in sizes if size.is_chosen] == ["all"]


class TestLabels:
    def test_a_rank_is_what_officers_call_it_else_its_number(self) -> None:
        names = {3: "Raider", 4: None}

        assert [rank_label(rank, names) for rank in (0, 3, 4)] == ["Guild master", "Raider", "Rank 4"]

    def test_a_number_that_the_words_say_is_not_said_again(self) -> None:
        words = [rank_words(rank, {3: "Raider"}) for rank in (0, 3, 4)]

        assert words == [("Guild master", "0"), ("Raider", "3"), ("Rank 4", "")]
