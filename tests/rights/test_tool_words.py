"""What tools and ranks are called, and why somebody has a tool or has it not."""

from datetime import UTC, datetime

import pytest

from webapp.permissions.policy import Exemption, GuildRules, Standing, Tool, ToolRule, decide
from webapp.permissions.preview import Person
from webapp.rights.tool_words import (
    GROUPS,
    HINTS,
    LABELS,
    MAY,
    explain,
    label_of,
    rank_label,
    reach_words,
    rule_words,
)
from webapp.words import Effect

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
OFF = GuildRules(rules={"officer_notes": ToolRule(1, is_on=False)})


def told(standing: Standing, rules: GuildRules | None = None) -> str:
    rules, tool = rules or GuildRules(), Tool.OFFICER_NOTES
    person = Person(user_id=1, name="Jaina", standing=standing)
    return explain(person, tool, decide(tool, standing, rules, NOW), rules).text


def exempted(effect: Effect) -> Standing:
    return Standing(rank=4, exemptions=[Exemption(tool="officer_notes", effect=effect, reason="trial")])


class TestExplain:
    @pytest.mark.parametrize(
        ("standing", "sentence"),
        [
            (
                Standing(rank=1, through="Jaina-Area 52"),
                "Jaina may see officer notes: rank 1 through Jaina-Area 52",
            ),
            (
                Standing(rank=4, through="Jaina-Area 52"),
                "Jaina may not see officer notes: needs rank 1, has rank 4 through Jaina-Area 52",
            ),
            (exempted(Effect.GRANT), "Jaina may see officer notes: given, because: trial"),
            (exempted(Effect.DENY), "Jaina may not see officer notes: taken away, because: trial"),
        ],
    )
    def test_every_reason_is_a_sentence(self, standing: Standing, sentence: str) -> None:
        assert told(standing) == sentence

    def test_what_is_switched_off_is_nobodys(self) -> None:
        assert told(Standing(rank=0), OFF) == "Jaina may not see officer notes: the guild does not use this"

    def test_who_runs_the_server_is_named_as_that(self) -> None:
        person = Person(user_id=1, name="Khadgar", standing=Standing(rank=9, is_operator=True))
        decision = decide(Tool.EXPORT, person.standing, GuildRules(), NOW)

        assert (
            explain(person, Tool.EXPORT, decision, GuildRules()).text
            == "Khadgar may export: runs this server"
        )


class TestNames:
    def test_every_tool_is_shown_once_and_has_its_words(self) -> None:
        assert sorted(tool for tools in GROUPS.values() for tool in tools) == sorted(Tool)
        assert set(LABELS) == set(HINTS) == set(MAY) == set(Tool)

    def test_a_rank_is_a_number_with_a_name_where_it_has_one(self) -> None:
        assert [rank_label(rank, {2: "Seer", 3: None}) for rank in (0, 2, 3)] == [
            "0 · Guild master",
            "2 · Seer",
            "Rank 3",
        ]

    def test_the_highest_and_the_lowest_rank_are_told_as_what_they_mean(self) -> None:
        assert [reach_words(rank, {}) for rank in (0, 1, 9)] == [
            "The guild master alone",
            "Rank 1 and above",
            "Everybody in the guild",
        ]

    def test_a_tool_that_is_not_used_says_so(self) -> None:
        assert rule_words(ToolRule(3, is_on=False), {}) == "switched off"

    def test_a_tool_that_is_no_more_keeps_its_stored_name(self) -> None:
        assert (label_of("export"), label_of("raffle")) == ("Export", "raffle")
