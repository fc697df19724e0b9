"""A refusal says what is missing, why, and who has it."""

from datetime import UTC, datetime

import pytest

from webapp.permissions.policy import Exemption, GuildRules, Standing, Tool, ToolRule
from webapp.permissions.viewer import access_of
from webapp.web.refusals import TOOL_NAMES, closed_sentences, ranks_too_old, tool_refused
from webapp.words import Effect

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DENIED = Exemption(tool="export", effect=Effect.DENY, reason="it leaked once")


def sentence(standing: Standing, rules: GuildRules, tool: Tool = Tool.EXPORT) -> str:
    return tool_refused(tool, access_of(None, 1, standing, rules, now=NOON), NOON)


class TestToolRefused:
    @pytest.mark.parametrize(
        ("standing", "rules", "said"),
        [
            (
                Standing(rank=4, through="Jaina-Area 52"),
                GuildRules(),
                "Exporting: only rank 1 and above; you have rank 4 through Jaina-Area 52.",
            ),
            (
                Standing(rank=4),
                GuildRules({"export": ToolRule(0)}),
                "Exporting: only the guild master; you have rank 4.",
            ),
            (
                Standing(rank=1),
                GuildRules({"export": ToolRule(1, is_on=False)}),
                "This guild does not use exporting.",
            ),
            (
                Standing(rank=1, exemptions=(DENIED,)),
                GuildRules(),
                "An officer closed exporting to you: it leaked once",
            ),
            (Standing(), GuildRules(is_public=True), "You need to be a member of this guild for exporting."),
        ],
        ids=["rank", "master", "off", "denied", "visitor"],
    )
    def test_it_is_one_sentence(self, standing: Standing, rules: GuildRules, said: str) -> None:
        assert sentence(standing, rules) == said

    def test_every_tool_has_a_name_for_sentences(self) -> None:
        assert set(TOOL_NAMES) == set(Tool)


class TestClosedSentences:
    @pytest.mark.parametrize(
        ("standing", "rules", "said"),
        [
            (Standing(rank=4), GuildRules(), []),
            (
                Standing(),
                GuildRules(is_public=True),
                ["The gear audit and logs are for members of this guild."],
            ),
            (
                Standing(),
                GuildRules({"logs": ToolRule(9, is_on=False)}),
                ["The gear audit is for members of this guild."],
            ),
            (
                Standing(),
                GuildRules({"gear_audit": ToolRule(9, is_on=False)}),
                ["Logs are for members of this guild."],
            ),
            (
                Standing(rank=4),
                GuildRules({"logs": ToolRule(3), "gear_audit": ToolRule(9, is_on=False)}),
                ["Logs: only rank 3 and above; you have rank 4."],
            ),
        ],
        ids=["all", "visitor", "one", "many", "rank"],
    )
    def test_it_says_whose_the_rest_is_and_nothing_of_what_nobody_uses(
        self, standing: Standing, rules: GuildRules, said: list[str]
    ) -> None:
        access = access_of(None, 1, standing, rules, now=NOON)

        assert closed_sentences((Tool.GEAR_AUDIT, Tool.LOGS), access, NOON) == said


class TestRanksTooOld:
    def test_it_says_that_they_are_being_read_or_when_they_can_be(self) -> None:
        assert ranks_too_old(None).endswith("A check of the roster is under way: try again in a minute.")
        assert "from 12:00:00 UTC on: try again then." in ranks_too_old(NOON)
