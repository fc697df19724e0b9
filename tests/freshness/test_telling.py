"""The same moment as an age and as itself."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.freshness.states import Facts
from webapp.freshness.telling import Ages, Moments, duration
from webapp.freshness.why import explain

NOW = datetime(2026, 8, 22, 20, tzinfo=UTC)
LATER = NOW + timedelta(minutes=4)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
RESET = NOW - DAY


class TestMoments:
    def test_they_stay_what_they_are(self) -> None:
        at = NOW - 12 * MINUTE

        assert Moments(NOW).past(at) == Moments(LATER).past(at) == "on 22 Aug 19:48 UTC"
        assert (Ages(NOW).past(at), Ages(LATER).past(at)) == ("12 min ago", "16 min ago")

    def test_what_never_was_is_never(self) -> None:
        assert Moments(NOW).past(None) == Ages(NOW).past(None) == "never"

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            (
                Facts(succeeded_at=NOW - HOUR, observed_at=NOW - 9 * DAY, outcome="ok"),
                "Checked on 22 Aug 19:00 UTC; last played on 13 Aug 20:00 UTC, before the weekly reset.",
            ),
            (Facts(succeeded_at=NOW - 9 * HOUR), "Nobody has looked since 22 Aug 11:00 UTC."),
            (
                Facts(attempted_at=NOW, succeeded_at=NOW - HOUR, outcome="upstream", failures=3),
                (
                    "Blizzard is having trouble. It failed 3 times in a row, last on 22 Aug 20:00 UTC;"
                    " last good answer: on 22 Aug 19:00 UTC."
                ),
            ),
        ],
    )
    def test_a_sentence_of_moments_is_as_true_a_little_later(self, facts: Facts, sentence: str) -> None:
        told = {explain(facts, now, reset_at=RESET, telling=Moments(now)).sentence for now in (NOW, LATER)}

        assert told == {sentence}


class TestDuration:
    def test_it_is_never_negative(self) -> None:
        assert duration(-HOUR) == "0 s"
