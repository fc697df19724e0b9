"""Who can change what is old, and by doing what."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.freshness.remedy import PartWhy, explain_card, remedy_of, without_button
from webapp.freshness.states import Facts, FreshnessState
from webapp.freshness.why import Why, explain
from webapp.lib.errors import ErrorWord, Who

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FRESH = Why(FreshnessState.FRESH, "Checked 1 min ago.", Who.NOBODY)
FAILING = Why(FreshnessState.FAILING, "Blizzard is having trouble.", Who.TIME)


class TestRemedyOf:
    @pytest.mark.parametrize("word", ErrorWord)
    def test_every_error_has_somebody_who_can_mend_it(self, word: ErrorWord) -> None:
        facts = Facts(attempted_at=NOW, outcome=word.value, failures=3)

        assert remedy_of(explain(facts, NOW), word.value)

    def test_what_is_fresh_needs_nothing(self) -> None:
        assert remedy_of(FRESH, "ok") == ""

    def test_what_nobody_looks_at_is_the_operators(self) -> None:
        facts = Facts(
            attempted_at=NOW - timedelta(days=2), succeeded_at=NOW - timedelta(days=2), outcome="ok"
        )

        assert "flask doctor" in remedy_of(explain(facts, NOW), "ok")


class TestWithoutButton:
    @pytest.mark.parametrize("state", [FreshnessState.NEVER, FreshnessState.LATE, FreshnessState.STALE])
    def test_no_remedy_tells_to_press_what_is_not_there(self, state: FreshnessState) -> None:
        said = remedy_of(Why(state, "", Who.TIME), None)

        assert "Refresh now" in said
        assert "Refresh now" not in without_button(said)
        assert "It is back soon." in without_button(said, "It is back soon.")

    def test_the_rest_is_kept(self) -> None:
        assert without_button(remedy_of(FAILING, None)) == "It is tried again by itself."


class TestExplainCard:
    def test_parts_that_lag_behind_are_named_once(self) -> None:
        parts = [
            PartWhy("Raids", FAILING, is_missing=True),
            PartWhy("Gear", FAILING, is_missing=False),
            PartWhy("Logs", FAILING, is_missing=False),
        ]

        said = explain_card(FRESH, "ok", parts, is_under_way=False)

        assert said.sentence == "Checked 1 min ago; missing: raids; behind: gear and logs."
        assert said.state is FreshnessState.FRESH
        assert said.beside == ["raids failing", "gear failing", "logs failing"]

    def test_trouble_of_a_part_stands_beside_the_state_of_the_character(self) -> None:
        logs = PartWhy("Logs", FAILING, is_missing=False)

        said = explain_card(FRESH, "ok", [logs], is_under_way=False)

        assert (said.state, said.beside) == (FreshnessState.FRESH, ["logs failing"])
        assert "tried again by itself" in said.remedy

    def test_each_cause_has_its_own_remedy(self) -> None:
        resting = Why(FreshnessState.NOT_SEEN_THIS_WEEK, "Checked 1 min ago.", Who.PLAYER)
        logs = PartWhy("Logs", FAILING, is_missing=False)

        said = explain_card(resting, "ok", [logs], is_under_way=False)

        assert said.remedy == (
            "Logs: it is tried again by itself. “Refresh now” asks at once."
            " All else: only the player can change it: log into the game, and out again."
            " Blizzard writes a profile at log-out."
        )

    def test_the_button_is_named_once(self) -> None:
        old = Why(FreshnessState.STALE, "Nobody has looked for 3 h.", Who.ADMIN)
        logs = PartWhy("Logs", FAILING, is_missing=False)

        said = explain_card(old, "ok", [logs], is_under_way=False)

        assert said.remedy.count("“Refresh now”") == 1

    def test_a_part_in_the_same_trouble_as_the_whole_is_not_repeated(self) -> None:
        said = explain_card(
            FAILING, "upstream", [PartWhy("Gear", FAILING, is_missing=False)], is_under_way=False
        )

        assert said.sentence == FAILING.sentence
