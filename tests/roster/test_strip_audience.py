"""What of the sync strip is for those who may refresh, and for those who can have a command typed."""

from datetime import timedelta

from tests.roster.test_strip import GUILD, RUN, strip
from tests.support.roll import NOON
from webapp.permissions.policy import ALL_TOOLS, FOR_VISITORS, Tool
from webapp.roster.audience import shown_to
from webapp.roster.strip import StripView, strip_view
from webapp.sync.facts import HeldFacts

HELD = HeldFacts(
    held_at=NOON,
    reason="it would remove 14 of 60 members at once",
    known_count=60,
    seen_count=46,
    leaving_count=14,
)
BUSY = strip(active=(RUN,), held=HELD)


def seen_with(tools: frozenset[Tool]) -> StripView:
    return strip_view(BUSY, GUILD, shown_to(tools), now=NOON)


class TestRuns:
    def test_a_visitor_sees_how_far_a_run_is_and_can_stop_nothing(self) -> None:
        (run,) = seen_with(FOR_VISITORS).runs

        assert (run.title, run.done, run.planned) == ("Updating characters", 34, 60)
        assert (run.cancel_path, run.figures, run.remarks) == (None, [], [])

    def test_whoever_may_refresh_sees_its_pace_and_may_not_stop_it(self) -> None:
        (run,) = seen_with(FOR_VISITORS | {Tool.SYNC}).runs

        assert (run.cancel_path, bool(run.figures), bool(run.remarks)) == (None, True, True)

    def test_who_keeps_the_guild_fresh_stops_it_where_it_is_written_down(self) -> None:
        (run,) = seen_with(FOR_VISITORS | {Tool.OPERATIONS}).runs

        assert run.cancel_path == GUILD.path + "sync/runs/9/cancel"


class TestCommands:
    def test_what_an_operator_would_type_is_for_those_who_can_have_it_typed(self) -> None:
        some = (FOR_VISITORS | {Tool.OPERATIONS}) - {Tool.INSIGHTS}
        told, closed = (seen_with(tools).notices[0] for tools in (some, FOR_VISITORS))

        assert (len(told.commands), told.advice[:11], told.path) == (2, "An operator", None)
        assert (closed.sentence, closed.advice, closed.commands, closed.path) == (told.sentence, "", (), None)

    def test_who_may_decide_on_a_page_is_led_there_and_types_nothing(self) -> None:
        told = seen_with(ALL_TOOLS).notices[0]

        assert (told.advice, told.commands, told.path) == ("", (), GUILD.path + "activity/")

    def test_an_empty_page_names_no_command_to_others(self) -> None:
        assert [seen_with(tools).has_commands for tools in (ALL_TOOLS, FOR_VISITORS)] == [True, False]


class TestCoolDown:
    def test_the_end_of_a_cool_down_is_waited_for_by_those_who_may_press_then(self) -> None:
        cooling = strip(refresh_again_at=NOON + timedelta(seconds=9))

        waits = [
            strip_view(cooling, GUILD, shown_to(tools), now=NOON).trigger
            for tools in (ALL_TOOLS, FOR_VISITORS)
        ]

        assert waits == ["back", ""]
