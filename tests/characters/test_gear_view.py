"""Gear and its audit in words."""

import pytest

from tests.characters.cards import MESSY, tidy_card, with_problems
from webapp.cards.gear_audit import ProblemKind
from webapp.characters.gear_view import GROUPS, fix_list, gear_view


class TestFixList:
    def test_a_tidy_raider_has_nothing_to_fix(self) -> None:
        fixes = fix_list(tidy_card()["gear"])

        assert (fixes.title, fixes.state, list(fixes.first)) == ("Nothing to fix", "good", [])

    def test_what_is_missing_comes_before_what_is_cheap(self) -> None:
        fixes = fix_list(with_problems(*MESSY)["gear"])

        assert fixes.title == "5 things to fix"
        assert [one.state for one in (*fixes.first, *fixes.rest)] == ["missing"] * 4 + ["cheap"]

    def test_what_is_odd_is_not_called_cheap(self) -> None:
        odd = ("odd_item", "MAIN_HAND", "cheap", "Main hand: a fishing pole is worn.")

        gear = with_problems(odd)["gear"]

        assert fix_list(gear).first[0].word == "odd"
        shown = gear_view(gear).weapons[0].marks[0]
        assert (shown.word, shown.says) == ("odd", "A fishing pole is worn")

    def test_up_to_six_stand_one_by_one(self) -> None:
        fixes = fix_list(with_problems(*MESSY)["gear"])

        assert (len(fixes.first), len(fixes.rest)) == (5, 0)

    def test_more_are_told_by_kind_with_their_slots(self) -> None:
        bare = [("no_enchant", place, "missing", "No.") for place in ("CHEST", "FINGER_1", "MAIN_HAND")]

        fixes = fix_list(with_problems(*MESSY, *bare)["gear"])

        assert (fixes.title, fixes.counts) == ("8 things to fix", "7 missing, 1 cheap")
        assert [one.says for one in fixes.first] == [
            "5 enchantments (feet, head, chest, ring 1, main hand)",
            "Ring 2: an empty socket.",
            "Off hand: nothing is worn.",
            "Legs: the cheap version of this season's enchantment.",
        ]

    def test_of_gems_as_many_are_told_as_there_are_to_buy(self) -> None:
        sockets = [("empty_socket", place, "missing", "No.") for place in ("NECK", "HEAD", "WRIST")]
        gear = with_problems(*MESSY, *sockets)["gear"]
        necklace = next(slot for slot in gear["slots"] if slot["slot"] == "NECK")
        necklace["gems"] = necklace["gems"] * 2

        fixes = fix_list(gear)

        assert "5 gems (ring 2, 2 in neck, head, wrist)" in [one.says for one in fixes.first]
        assert (fixes.title, fixes.counts) == ("9 things to fix", "8 missing, 1 cheap")

    def test_two_gems_of_one_slot_are_no_single_thing(self) -> None:
        gear = with_problems(("empty_socket", "NECK", "missing", "Neck: an empty socket."))["gear"]
        necklace = next(slot for slot in gear["slots"] if slot["slot"] == "NECK")
        necklace["gems"] = necklace["gems"] * 2

        fixes = fix_list(gear)

        assert (fixes.title, [one.says for one in fixes.first]) == ("2 things to fix", ["2 gems (2 in neck)"])

    def test_a_kind_of_another_version_is_counted_all_the_same(self) -> None:
        new = [
            ("no_rune", place, "missing", "No rune.")
            for place in ("HEAD", "NECK", "BACK", "LEGS", "FEET", "WAIST", "WRIST")
        ]

        assert fix_list(with_problems(*new)["gear"]).first[0].says.startswith("7 things (head, neck,")

    @pytest.mark.parametrize("kind", ProblemKind)
    def test_each_kind_has_a_word(self, kind: ProblemKind) -> None:
        assert GROUPS[kind]

    def test_a_single_thing_is_one_thing(self) -> None:
        assert fix_list(with_problems(MESSY[0])["gear"]).title == "1 thing to fix"

    def test_who_is_not_judged_is_told_why(self) -> None:
        gear = with_problems(MESSY[0])["gear"]
        gear["audit"] |= {"isApplied": False, "note": "Season data out of date."}

        fixes = fix_list(gear)

        assert (fixes.title, fixes.remark) == ("Gear is not judged", "Season data out of date.")
        assert list(fixes.first) == []

    def test_unrecognised_enchantments_are_counted_and_accuse_nobody(self) -> None:
        gear = tidy_card()["gear"]
        gear["audit"]["unrecognised"] = 2

        fixes = fix_list(gear)

        assert fixes.title == "Nothing to fix"
        assert fixes.remark.startswith("2 enchantments or gems are not recognised: season data is out of")


class TestGearView:
    def test_slots_stand_as_in_the_pane_of_the_game(self) -> None:
        view = gear_view(tidy_card()["gear"])

        assert [line.place for line in view.left] == ["Head", "Neck", "Shoulders", "Back", "Chest", "Wrist"]
        assert [line.place for line in view.right][-2:] == ["Trinket 1", "Trinket 2"]
        assert [line.place for line in view.weapons] == ["Main hand"]

    def test_a_problem_is_marked_at_its_slot_without_the_slots_name(self) -> None:
        view = gear_view(with_problems(("no_enchant", "FEET", "missing", "Feet: no enchantment."))["gear"])

        feet = next(line for line in view.right if line.place == "Feet")

        assert (feet.worst, feet.marks[0].word, feet.marks[0].says) == (
            "missing",
            "missing",
            "No enchantment",
        )

    def test_an_empty_slot_is_shown_as_empty(self) -> None:
        gear = tidy_card()["gear"]
        gear["slots"] = [slot for slot in gear["slots"] if slot["slot"] != "NECK"]
        gear["emptySlots"] = ["NECK"]

        neck = next(line for line in gear_view(gear).left if line.place == "Neck")

        assert (neck.item, neck.worst) == (None, "missing")

    def test_track_marks_and_link_belong_to_the_item(self) -> None:
        wrist = next(line for line in gear_view(tidy_card()["gear"]).left if line.place == "Wrist")

        assert (wrist.track, list(wrist.tags)) == ("Hero 3/6", ["Embellished", "Crafted"])
        assert wrist.href == "https://www.wowhead.com/item=249311?bonus=12851:6652&ilvl=311"

    def test_a_cheap_enchantment_says_which_rank_is_better(self) -> None:
        gear = tidy_card()["gear"]
        gear["slots"][0]["enchant"] = {"id": 9, "name": "Flame", "grade": "cheap", "rank": 1, "ranks": 2}

        assert gear_view(gear).left[0].marks[0].says == "Flame (rank 1 of 2; rank 2 is better)"

    def test_empty_sockets_are_counted(self) -> None:
        gear = tidy_card()["gear"]
        gear["slots"][1]["gems"] = [{"id": None, "name": None, "socket": None, "grade": "missing"}] * 2

        assert gear_view(gear).left[1].marks[0].says == "2 empty sockets"

    def test_where_nothing_is_judged_nothing_is_called_cheap(self) -> None:
        gear = with_problems(MESSY[2])["gear"]
        gear["audit"] |= {"isApplied": False, "problems": [], "note": "Below level 90."}

        legs = next(line for line in gear_view(gear).right if line.place == "Legs")

        assert [(mark.state, mark.word) for mark in legs.marks] == [("plain", "")]

    def test_an_unknown_grade_or_quality_harms_nobody(self) -> None:
        gear = tidy_card()["gear"]
        gear["slots"][0] |= {"quality": "SHINY", "enchant": {"id": 9, "name": None, "grade": "splendid"}}

        head = gear_view(gear).left[0]

        assert (head.quality, head.worst, head.marks[0].says) == ("common", "unrecognised", "Enchantment 9")
