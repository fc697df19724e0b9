"""An entry of the log in words."""

from typing import Any

import pytest

from webapp.permissions.audit import Action
from webapp.rights.log_words import (
    GONE,
    GONE_TOO,
    THE_ROSTER,
    doer_of,
    hands,
    sides,
    value_words,
    what_words,
)

NAMES = {2: "Seer"}
TOKEN = {"scopes": ["cache:read", "cache:write"], "expires_at": "2026-12-24T10:00:00+00:00"}
GIVEN = {"effect": "grant", "reason": "trial", "expires_at": None}


class TestWhatWords:
    @pytest.mark.parametrize(
        ("action", "subject", "words"),
        [
            (Action.TOOL_RULE, "officer_notes", "Officer notes"),
            (Action.RANK_NAME, "2", "Name of rank 2"),
            (Action.VISIBILITY, None, "Who may visit"),
            (Action.EXCEPTION, "export", "Exception: Export"),
            (Action.RANKS_CONFIRMED, None, "Order of ranks confirmed"),
            (Action.VIEW_AS, None, "Looking as a rank"),
            (Action.ROLE, None, "Role"),
            (Action.MAIN, None, "Main"),
            (Action.NOTE, None, "Officer note"),
            (Action.MAIN_CHOSEN, None, "Main chosen by its player"),
            (Action.TOKEN_MADE, "Bot", "API token made: Bot"),
            (Action.TOKEN_REVOKED, "Bot", "API token revoked: Bot"),
            (Action.SYNC_PAUSED, "guild", "Sync paused"),
            (Action.SYNC_RESUMED, "guild", "Sync resumed"),
            (Action.RUN_CANCELLED, "7", "Run 7 cancelled"),
            (
                Action.FAILURES_RETRIED,
                "mythic_season timeout",
                "Failures retried: mythic season: no answer in time",
            ),
            (Action.FAILURES_PARKED, "raids schema", "Failures parked for a week: raids: unexpected answer"),
            (Action.FAILURES_MUTED, "raids schema", "Failures muted for a day: raids: unexpected answer"),
            (Action.FAILURES_UNMUTED, None, "Failures not muted any more: "),
            (Action.ANSWERS_PURGED, None, "Answers about a character dropped and read anew"),
            ("note_written", None, "Note written"),
        ],
    )
    def test_it_says_what_was_changed(self, action: str, subject: str | None, words: str) -> None:
        assert what_words(action, subject) == words


class TestValueWords:
    @pytest.mark.parametrize(
        ("action", "value", "words"),
        [
            (Action.TOOL_RULE, {"min_rank": 2, "is_on": True}, "2 · Seer and above"),
            (Action.TOOL_RULE, {"min_rank": 2, "is_on": False}, "switched off"),
            (Action.RANK_NAME, None, "no name"),
            (Action.RANK_NAME, "Seer", "“Seer”"),
            (Action.VISIBILITY, "public", "everybody"),
            (Action.EXCEPTION, None, "none"),
            (Action.EXCEPTION, GIVEN, "given: trial"),
            (
                Action.EXCEPTION,
                GIVEN | {"effect": "deny", "expires_at": "2026-12-25T00:00:00+00:00"},
                "taken away: trial, until 25 Dec 2026 00:00 UTC",
            ),
            (Action.VIEW_AS, None, "oneself"),
            (Action.VIEW_AS, {"rank": 2}, "2 · Seer"),
            (Action.TOKEN_MADE, None, None),
            (Action.TOKEN_MADE, TOKEN, "cache:read cache:write, to 24 Dec 2026"),
            (Action.TOKEN_REVOKED, None, None),
            (Action.RANKS_CONFIRMED, "doubt", None),
            (Action.ROLE, None, "as Battle.net says"),
            (Action.ROLE, "healer", "Healer"),
            (Action.MAIN, None, "on its own"),
            (Action.MAIN, {"main_id": 7}, "alt of Thrall"),
            (Action.MAIN, {"main_id": 8}, "alt of somebody who is gone"),
            (Action.NOTE, None, None),
            (Action.NOTE, {"is_empty": False}, "written"),
            (Action.NOTE, {"is_empty": True}, "emptied"),
            (Action.SYNC_PAUSED, None, None),
            (Action.FAILURES_RETRIED, {"count": 1200}, "1,200 of them"),
            (Action.FAILURES_MUTED, None, None),
            (Action.SYNC_PAUSED, {"reason": "", "resumes_at": None}, "no reason given"),
            (
                Action.SYNC_PAUSED,
                {"reason": "raid", "resumes_at": "2026-12-24T23:30:00+00:00"},
                "raid, to 24 Dec 2026 23:30 UTC",
            ),
            ("note_written", {"any": "thing"}, None),
        ],
    )
    def test_each_side_is_told(self, action: str, value: Any, words: str | None) -> None:
        assert value_words(action, value, NAMES, {7: "Thrall"}) == words

    @pytest.mark.parametrize("action", [Action.ROLE, Action.MAIN, Action.MAIN_CHOSEN, Action.EXCEPTION])
    def test_values_that_went_with_a_person_are_said_to_be_gone(self, action: Action) -> None:
        assert sides(action, (None, None), NAMES, {}) == (None, GONE_TOO)

    def test_one_empty_side_is_a_value(self) -> None:
        assert sides(Action.ROLE, (None, "healer"), NAMES, {}) == ("as Battle.net says", "Healer")

    def test_where_nothing_is_of_a_person_nothing_is_gone(self) -> None:
        assert sides(Action.RANKS_CONFIRMED, (None, None), NAMES, {}) == (None, None)

    @pytest.mark.parametrize(
        ("values", "main", "words"),
        [
            ((False, True), "Brilmank", ("none", "Brilmank")),
            ((True, True), "Brilmank", ("another character of theirs", "Brilmank")),
            ((True, False), None, ("another character of theirs", "none")),
            ((False, True), None, ("none", "a character that is gone")),
        ],
    )
    def test_a_main_that_its_player_chose_is_named(
        self, values: tuple[bool, bool], main: str | None, words: tuple[str, str]
    ) -> None:
        assert sides(Action.MAIN_CHOSEN, values, NAMES, {}, main=main) == words

    @pytest.mark.parametrize(
        ("after", "words"),
        [
            (None, "ended, because the last character left the guild"),
            ({"because": "claimed"}, "ended, because another account proved the last character"),
            ({"because": "released"}, "ended, because the owner's list has the last character no more"),
        ],
    )
    def test_an_exception_that_ended_says_why(self, after: object, words: str) -> None:
        assert sides(Action.EXCEPTION_ENDED, (GIVEN, after), NAMES) == ("given: trial", words)


class TestHands:
    @pytest.mark.parametrize(
        ("loser", "doer", "words"),
        [
            ("Jaina#1", "Thrall#2", ("Jaina", "Thrall")),
            ("Jaina#1", "Jaina#2", ("Jaina#1", "Jaina#2")),
            (None, "Thrall#2", (GONE, "Thrall")),
            (None, None, (GONE, GONE)),
        ],
    )
    def test_a_claim_tells_who_lost_the_character_to_whom(
        self, loser: str | None, doer: str | None, words: tuple[str, str]
    ) -> None:
        assert hands(Action.CLAIMED, loser, doer) == words

    def test_who_was_let_go_is_nobodys(self) -> None:
        assert hands(Action.RELEASED, "Jaina#1", "Jaina#1") == ("Jaina", "nobody")

    def test_other_entries_are_about_no_hands(self) -> None:
        assert hands(Action.MAIN, "Jaina#1", "Thrall#2") is None


class TestDoerOf:
    @pytest.mark.parametrize(
        ("action", "after", "battletag", "who"),
        [
            (Action.EXCEPTION_ENDED, None, None, THE_ROSTER),
            (Action.EXCEPTION_ENDED, {"because": "claimed"}, "Thrall#2", "Thrall"),
            (Action.EXCEPTION_ENDED, {"because": "claimed"}, None, None),
            (Action.ROLE, "tank", None, None),
        ],
    )
    def test_it_is_the_roster_alone_where_no_person_did_it(
        self, action: Action, after: object, battletag: str | None, who: str | None
    ) -> None:
        assert doer_of(action, after, battletag) == who
