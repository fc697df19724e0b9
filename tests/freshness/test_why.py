"""Why a number is as old as it is."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.freshness.states import Facts
from webapp.freshness.telling import duration
from webapp.freshness.why import error_word, explain
from webapp.lib.errors import ErrorWord, Who

NOW = datetime(2026, 8, 22, 20, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class TestExplain:
    @pytest.mark.parametrize(
        ("facts", "who", "sentence"),
        [
            (Facts(), Who.TIME, "Nobody has looked yet."),
            (Facts(next_due_at=NOW), Who.TIME, "Nobody has looked yet. The next look is due now."),
            (
                Facts(succeeded_at=NOW - 12 * MINUTE, changed_at=NOW - 3 * DAY, outcome="ok"),
                Who.NOBODY,
                "Checked 12 min ago, changed 3 d ago.",
            ),
            (
                Facts(succeeded_at=NOW - 5 * HOUR, next_due_at=NOW + 2 * MINUTE, outcome="ok"),
                Who.TIME,
                "Checked 5 h ago: the next look is a little late. The next look is due in 2 min.",
            ),
            (Facts(succeeded_at=NOW - 9 * HOUR, outcome="ok"), Who.ADMIN, "Nobody has looked for 9 h."),
            (
                Facts(succeeded_at=NOW - 9 * HOUR, paused_until=NOW + 5 * MINUTE, outcome="ok"),
                Who.TIME,
                "Checked 9 h ago; all calls are paused, going on in 5 min.",
            ),
        ],
    )
    def test_each_state_has_a_sentence_and_somebody_to_turn_to(
        self, facts: Facts, who: Who, sentence: str
    ) -> None:
        why = explain(facts, NOW)

        assert (why.who, why.sentence) == (who, sentence)

    def test_a_failure_names_its_cause_and_the_last_good_answer(self) -> None:
        facts = Facts(attempted_at=NOW - MINUTE, succeeded_at=NOW - HOUR, outcome="upstream", failures=3)

        why = explain(facts, NOW)

        assert why.sentence == (
            "Blizzard is having trouble. It failed 3 times in a row, last 1 min ago;"
            " last good answer: 1 h ago."
        )

    def test_a_refused_key_is_for_the_admin(self) -> None:
        assert explain(Facts(outcome="auth", failures=2), NOW).who is Who.ADMIN

    def test_a_hidden_profile_is_for_the_player(self) -> None:
        why = explain(Facts(attempted_at=NOW - DAY, outcome="not_found"), NOW)

        assert why.who is Who.PLAYER
        assert why.sentence.endswith("Looked 24 h ago; looked at again weekly.")

    def test_somebody_who_rests_is_told_from_a_failure_to_look(self) -> None:
        facts = Facts(succeeded_at=NOW - MINUTE, observed_at=NOW - 9 * DAY, outcome="ok")

        why = explain(facts, NOW, reset_at=NOW - DAY)

        assert why.sentence == "Checked 1 min ago; last played 9 d ago, before the weekly reset."


class TestErrorWord:
    def test_a_stored_word_is_found(self) -> None:
        assert error_word("schema") is ErrorWord.SCHEMA

    @pytest.mark.parametrize("outcome", [None, "ok", "suspicious", "a word of a later version"])
    def test_other_outcomes_are_no_error_word(self, outcome: str | None) -> None:
        assert error_word(outcome) is None


class TestDuration:
    @pytest.mark.parametrize(
        ("span", "text"),
        [
            (-MINUTE, "0 s"),
            (59 * timedelta(seconds=1), "59 s"),
            (MINUTE, "1 min"),
            (HOUR, "1 h"),
            (2 * DAY, "2 d"),
        ],
    )
    def test_the_largest_unit_is_written(self, span: timedelta, text: str) -> None:
        assert duration(span) == text
