"""What the server's log says."""

import pytest

from webapp.operations.status.log_words import entry_words, what_words


class TestWords:
    @pytest.mark.parametrize(
        ("action", "subject", "words"),
        [
            ("sync_paused", "battlenet", "paused Battle.net"),
            ("sync_resumed", "everything", "resumed everything"),
            ("run_cancelled", "7", "cancelled run 7"),
            (
                "failures_retried",
                "mythic_season timeout",
                "retried failures, mythic season: no answer in time",
            ),
            ("answers_purged", None, "dropped the answers about a character"),
            ("from_the_future", None, "from the future"),
        ],
    )
    def test_it_says_what_was_done(self, action: str, subject: str | None, words: str) -> None:
        assert what_words(action, subject) == words

    @pytest.mark.parametrize(
        ("after", "words"),
        [
            (None, None),
            ({"other": 1}, None),
            ({"count": 37}, "37 of them"),
            ({"reason": "", "resumes_at": None}, "until somebody resumes it"),
            ({"reason": "raid", "resumes_at": "2026-12-24T23:30:00+00:00"}, "raid, until 24 Dec 23:30 UTC"),
        ],
    )
    def test_a_pause_says_why_and_for_how_long(self, after: object, words: str | None) -> None:
        assert entry_words(after) == words
