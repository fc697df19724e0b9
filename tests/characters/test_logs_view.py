"""Warcraft Logs in words."""

from datetime import timedelta

import pytest

from tests.characters.cards import tidy_card
from tests.characters.pieces import part
from tests.support.roll import NOON
from webapp.characters.logs_view import CLOSED, STATES, BossLogs, logs_remedy, logs_view, logs_why
from webapp.freshness.states import Facts

WEEK = timedelta(days=7)


class TestLogsView:
    @pytest.mark.parametrize("state", [state for state in STATES if state != "ranked"])
    def test_each_state_has_words(self, state: str) -> None:
        logs = tidy_card()["logs"] | part() | {"state": state, "best": None, "median": None, "bosses": []}

        view = logs_view(logs, None, is_connected=True)

        assert view.head
        assert view.sentence

    def test_without_credentials_it_is_not_connected(self) -> None:
        assert logs_view(None, None, is_connected=False).head == "Not connected"

    def test_with_credentials_it_is_not_yet_fetched(self) -> None:
        assert logs_view(None, None, is_connected=True).head == "Not yet fetched"

    def test_where_nobody_answered_it_says_who_was_asked_when(self) -> None:
        view = logs_view(None, None, is_connected=True, why="Warcraft Logs is having trouble.")

        assert (view.head, view.sentence) == ("No answer yet", "Warcraft Logs is having trouble.")

    def test_below_the_highest_level_nobody_asks(self) -> None:
        view = logs_view(None, None, is_connected=True, is_wanted=False)

        assert (view.head, "highest level" in view.sentence) == ("Not asked", True)

    def test_bosses_that_stand_in_no_raid_are_listed(self) -> None:
        card = tidy_card()

        assert list(logs_view(card["logs"], card["raids"], is_connected=True).bosses) == []
        assert len(logs_view(card["logs"], None, is_connected=True).bosses) == 4

    def test_the_context_says_metric_zone_and_difficulty(self) -> None:
        card = tidy_card()

        assert logs_view(card["logs"], None, is_connected=True).context == "The Voidspire · Heroic · damage"

    def test_a_boss_that_a_raid_has_by_its_number_is_not_listed_again(self) -> None:
        card = tidy_card()
        card["logs"]["bosses"][0] |= {"name": "Averzian", "bossId": 2700}

        assert list(logs_view(card["logs"], card["raids"], is_connected=True).bosses) == []


class TestBossLogs:
    def test_the_number_is_trusted_before_the_name(self) -> None:
        card = tidy_card()
        card["logs"]["bosses"][1]["bossId"] = 2700

        found = BossLogs(card["logs"]).of(card["raids"]["raids"][0]["bosses"][0])

        assert found is not None
        assert found["name"] == "Vorasius"

    def test_without_logs_there_is_none(self) -> None:
        assert BossLogs(None).of(tidy_card()["raids"]["raids"][0]["bosses"][0]) is None


class TestLogsWhy:
    @pytest.mark.parametrize("state", CLOSED)
    def test_what_is_closed_is_said_with_the_time_of_the_next_look(self, state: str) -> None:
        outcome = "not_found" if state == "unknown" else "forbidden"
        looked = Facts(attempted_at=NOON, succeeded_at=NOON, outcome=outcome, next_due_at=NOON + WEEK)

        why = logs_why(looked, state, NOON)

        assert why.sentence == f"{STATES[state][1]} Looked 0 s ago. The next look is due in 7 d."
        assert logs_remedy(why, state, outcome) == CLOSED[state]

    def test_rankings_that_outlive_their_character_name_the_cause(self) -> None:
        kept = Facts(attempted_at=NOON, succeeded_at=NOON - WEEK, outcome="not_found")

        assert logs_why(kept, "ranked", NOON).sentence.startswith("Warcraft Logs has no such character.")

    def test_trouble_is_that_of_warcraft_logs(self) -> None:
        failed = Facts(attempted_at=NOON, succeeded_at=NOON - WEEK, outcome="timeout", failures=2)

        why = logs_why(failed, "ranked", NOON)

        assert why.sentence.startswith("Warcraft Logs did not answer in time. It failed 2 times in a row")
        assert "tried again by itself" in logs_remedy(why, "ranked", "timeout")

    def test_before_the_first_look_nobody_has_to_do_anything(self) -> None:
        why = logs_why(Facts(), None, NOON)

        assert (why.state, logs_remedy(why, None, None)) == ("never", "")
