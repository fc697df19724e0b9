"""What an answer changes: failures nothing but the facts of the attempt, states what they say."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.logs_server import RANKED
from webapp.clients.upstream.errors import Unavailable
from webapp.clients.warcraftlogs import CharacterLogs, LogsState, LogsSubject
from webapp.clients.warcraftlogs.rankings import read_rankings
from webapp.lib.errors import ErrorWord
from webapp.sync.logs.claim import LogsClaim, LogsFacts
from webapp.sync.logs.judge import LogsWrite, judge
from webapp.sync.logs.next_look import Interest

NOW = datetime(2026, 9, 1, 20, tzinfo=UTC)
BEFORE = NOW - timedelta(days=1)
JAINA = LogsSubject(region="eu", realm="argent-dawn", name="Jaina")
GOOD = LogsFacts(BEFORE, BEFORE, "ok", 0, "digest")
NEVER = LogsFacts()


def judged(answer: CharacterLogs, facts: LogsFacts = GOOD) -> LogsWrite:
    interest = Interest(raided_at=None, is_watched=False)
    claim = LogsClaim(target_id=1, character_id=2, subject=JAINA, facts=facts, interest=interest)
    return judge(claim, answer, zone=53, now=NOW, jitter=0.0)


def state(word: LogsState) -> CharacterLogs:
    rankings = read_rankings(RANKED) if word in {LogsState.RANKED, LogsState.NO_LOGS} else None
    return CharacterLogs(subject=JAINA, state=word, rankings=rankings)


class TestFailure:
    def test_it_leaves_the_document_and_the_time_of_the_last_success(self) -> None:
        write = judged(CharacterLogs(subject=JAINA, error=Unavailable("boom", word=ErrorWord.TIMEOUT)))

        assert write.document is None
        assert write.section["succeeded_at"] == BEFORE
        assert (write.section["outcome"], write.section["failures"]) == ("timeout", 1)
        assert write.is_changed

    def test_the_second_in_a_row_changes_no_card(self) -> None:
        facts = LogsFacts(BEFORE, BEFORE, "upstream", 1, "digest")

        assert not judged(CharacterLogs(subject=JAINA, error=Unavailable("boom")), facts).is_changed


class TestStates:
    def test_rankings_are_written_with_the_word_metric_and_zone(self) -> None:
        write = judged(state(LogsState.RANKED))

        assert write.document is not None
        assert {key: write.document[key] for key in ("state", "metric", "zone", "difficulty")} == {
            "state": "ranked",
            "metric": "dps",
            "zone": 53,
            "difficulty": 5,
        }

    def test_the_same_again_is_not_written(self) -> None:
        first = judged(state(LogsState.RANKED), NEVER)
        facts = LogsFacts(BEFORE, BEFORE, "ok", 0, first.section["content_hash"])

        again = judged(state(LogsState.RANKED), facts)

        assert (again.document, again.is_changed, again.section["changed_at"]) == (None, False, BEFORE)

    def test_who_hides_their_logs_takes_everything_away(self) -> None:
        write = judged(state(LogsState.HIDDEN))

        assert write.document == {"state": "hidden", "metric": "dps", "zone": 53}
        assert (write.section["outcome"], write.section["failures"]) == ("forbidden", 0)

    @pytest.mark.parametrize("word", [LogsState.UNKNOWN, LogsState.ARCHIVED])
    def test_who_is_not_found_any_more_keeps_what_was_ranked(self, word: LogsState) -> None:
        write = judged(state(word))

        assert (write.document, write.section["succeeded_at"]) == (None, BEFORE)
        assert write.due_at == NOW + timedelta(days=7)

    def test_but_not_for_ever(self) -> None:
        old = LogsFacts(NOW - timedelta(days=30), BEFORE, "not_found", 0, "digest")

        write = judged(state(LogsState.UNKNOWN), old)

        assert write.document == {"state": "unknown", "metric": "dps", "zone": 53}

    def test_who_was_never_found_is_said_to_be_unknown(self) -> None:
        assert judged(state(LogsState.UNKNOWN), NEVER).document is not None

    @pytest.mark.parametrize("word", [LogsState.NO_LOGS, LogsState.ANONYMOUS])
    def test_answers_without_rankings_are_good_answers(self, word: LogsState) -> None:
        assert judged(state(word), NEVER).section["outcome"] == "ok"
