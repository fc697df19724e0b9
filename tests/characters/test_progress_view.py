"""The vault and Mythic+ in words."""

from typing import Any

import pytest

from tests.characters.cards import NEXT_NOTE, tidy_card
from webapp.characters.progress_view import mythic_view, vault_view


class TestVaultView:
    def test_a_lower_bound_carries_its_sign(self) -> None:
        view = vault_view(tidy_card()["vault"])

        assert view.summary == "At least 2 of 9 slots filled, 3 unknown"
        assert [line.done for line in view.lines] == ["≥ 3 bosses", "≥ 2 runs", "not known"]

    def test_each_slot_is_filled_so_many_more_or_unknown(self) -> None:
        raid, _, world = vault_view(tidy_card()["vault"]).lines

        assert [(cell.state, cell.head, cell.detail) for cell in raid.cells] == [
            ("filled", "318?", "Hero"),
            ("open", "1 more", "boss"),
            ("open", "3 more", "bosses"),
        ]
        assert {cell.head for cell in world.cells} == {"unknown"}

    def test_what_sources_disagree_on_is_marked(self) -> None:
        vault = tidy_card()["vault"]
        assert vault_view(vault).is_unconfirmed

        for slot in vault["rows"][0]["slots"]:
            slot["isConfirmed"] = True

        assert not vault_view(vault).is_unconfirmed

    def test_below_the_highest_level_it_only_says_so(self) -> None:
        vault = tidy_card()["vault"] | {"note": "From level 90 on."}
        for row in vault["rows"]:
            row["note"] = vault["note"]

        view = vault_view(vault)

        assert (view.is_closed, view.summary) == (True, "From level 90 on.")

    def test_a_note_of_one_row_closes_nothing(self) -> None:
        assert not vault_view(tidy_card()["vault"]).is_closed


class TestMythicView:
    def test_dungeons_are_listed_best_first_and_never_played_last(self) -> None:
        view = mythic_view(tidy_card()["mythic"])

        assert view.summary == "6 of 8 dungeons in time"
        assert (view.best[0].dungeon, view.best[-1].dungeon) == ("Altar of Fangs", "Voidscar Arena")
        assert view.best[-1].timed == "not played"

    def test_upgrades_are_plus_signs_and_time_is_held_against_par(self) -> None:
        runs = {run.dungeon: run for run in mythic_view(tidy_card()["mythic"]).best}

        assert (runs["Den of Nalorakk"].timed, runs["Den of Nalorakk"].against_par) == (
            "++ in time",
            "7:00 left",
        )
        assert (runs["Murder Row"].timed, runs["Murder Row"].against_par) == ("over time", "1:51 over")

    def test_the_cheapest_next_points_name_the_step(self) -> None:
        first, second = mythic_view(tidy_card()["mythic"]).next_points

        assert (first.step, first.gain) == ("+10 in time", "about 320 points")
        assert (second.step, second.gain) == ("+9 → +10", "about 15 points")

    def test_the_next_points_say_why_just_these(self) -> None:
        assert mythic_view(tidy_card()["mythic"]).next_note == NEXT_NOTE

    @pytest.mark.parametrize("change", [{"nextPointsFrom": None}, {"nextPointsFrom": {"source": "x"}}])
    def test_without_a_note_nothing_is_said(self, change: dict[str, Any]) -> None:
        assert mythic_view(tidy_card()["mythic"] | change).next_note == ""

    def test_who_has_not_played_is_told_so(self) -> None:
        mythic = tidy_card()["mythic"] | {"best": [], "unplayed": [], "week": []}

        assert mythic_view(mythic).summary == "Not played this season"

    def test_a_colour_that_is_none_is_left_out(self) -> None:
        mythic = tidy_card()["mythic"]
        mythic["best"][0]["ratingColor"] = 'red" onload="x'

        assert next(run for run in mythic_view(mythic).best if run.dungeon == "Altar of Fangs").color is None
