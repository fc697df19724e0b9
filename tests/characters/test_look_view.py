"""A look that somebody asked for, in words."""

from datetime import timedelta

from tests.support.roll import NOON
from webapp.characters.facts import Look
from webapp.characters.look_view import look_view
from webapp.characters.page import Answer
from webapp.sync.facts import Place

WHY = Answer("fresh", "fresh", "Checked 1 s ago, changed 1 s ago.", "")


class TestLookView:
    def test_a_place_in_the_queue_is_said_with_its_seconds(self) -> None:
        view = look_view(Look(is_under_way=True, place=Place(ahead=2, seconds=20)), WHY, NOON)

        assert (view.is_active, view.is_open, view.words) == (True, False, "Queued, 3rd in line, about 20 s")

    def test_whoever_is_out_of_the_queue_is_being_looked_at(self) -> None:
        assert look_view(Look(is_under_way=True), WHY, NOON).words == "Looking now"

    def test_a_cool_down_is_a_time(self) -> None:
        again_at = NOON + timedelta(minutes=4, seconds=32)
        view = look_view(Look(again_at=again_at), WHY, NOON)

        assert (view.is_active, view.is_open, view.again_at) == (False, False, again_at)
        assert view.announcement == "Looked at. Checked 1 s ago, changed 1 s ago."

    def test_a_look_that_failed_is_not_said_to_have_refreshed_anything(self) -> None:
        failed = Answer("failing", "failing", "Blizzard did not answer in time.", "")
        view = look_view(Look(again_at=NOON + timedelta(seconds=30)), failed, NOON)

        assert view.words == "That look failed; try again from"
        assert view.announcement == "The look failed. Blizzard did not answer in time."

    def test_the_strip_asks_while_it_waits_and_once_at_the_end_of_the_cool_down(self) -> None:
        looks = (Look(is_under_way=True), Look(again_at=NOON + timedelta(minutes=5)), Look())

        triggers = [look_view(look, WHY, NOON).trigger for look in looks]

        assert triggers == ["every 2s", "back", ""]

    def test_else_it_can_be_pressed(self) -> None:
        assert look_view(Look(), WHY, NOON).is_open
