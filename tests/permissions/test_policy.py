"""The tools that a guild hands out are those of the design, under names that fit where they are stored."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import String

from webapp.models import GuildPermission
from webapp.permissions.policy import (
    DEFAULT_RANKS,
    Exemption,
    GuildRules,
    Reason,
    Standing,
    Tool,
    ToolRule,
    decide,
    tools_of,
    tools_of_token,
)
from webapp.words import Effect

NAMES = {
    "roster",
    "gear_audit",
    "logs",
    "last_seen",
    "officer_notes",
    "sync",
    "operations",
    "insights",
    "notifications",
    "roster_edit",
    "export",
    "api_tokens",
    "settings",
}
"""Stored in guilds' permissions, so that a name that changes takes rights away."""


class TestTool:
    def test_no_tool_vanishes_or_changes_its_name_unseen(self) -> None:
        assert {tool.value for tool in Tool} == NAMES

    @pytest.mark.parametrize("tool", Tool)
    def test_a_name_is_a_word_that_its_column_holds(self, tool: Tool) -> None:
        column = GuildPermission.__table__.c.tool_name.type

        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", tool)
        assert isinstance(column, String)
        assert len(tool) <= (column.length or 0)

    def test_a_stored_name_leads_back_to_its_tool(self) -> None:
        assert [Tool(tool.value) for tool in Tool] == list(Tool)

    def test_a_name_that_is_no_tool_is_refused(self) -> None:
        with pytest.raises(ValueError, match="not a valid Tool"):
            Tool("everything")


NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
NOTES_OFF = GuildRules({"officer_notes": ToolRule(1, is_on=False)})


def exempt(
    effect: Effect, *, tool: Tool = Tool.OFFICER_NOTES, expires_at: datetime | None = None
) -> Exemption:
    return Exemption(tool=tool.value, effect=effect, reason="of a test", expires_at=expires_at)


def has(tool: Tool, standing: Standing, rules: GuildRules | None = None) -> bool:
    return decide(tool, standing, rules or GuildRules(), NOON).is_allowed


class TestDecide:
    @pytest.mark.parametrize(("rank", "allowed"), [(0, True), (1, True), (2, False), (9, False)])
    def test_ranks_from_the_lowest_that_has_it_up_have_a_tool(self, rank: int, *, allowed: bool) -> None:
        assert has(Tool.OFFICER_NOTES, Standing(rank=rank)) is allowed

    def test_the_guild_says_which_rank_that_is(self) -> None:
        rules = GuildRules({"officer_notes": ToolRule(2)})

        assert has(Tool.OFFICER_NOTES, Standing(rank=2), rules)

    def test_a_tool_that_is_switched_off_is_nobodys(self) -> None:
        assert decide(Tool.OFFICER_NOTES, Standing(rank=0), NOTES_OFF, NOON).reason is Reason.SWITCHED_OFF

    def test_the_master_keeps_the_settings_whatever_is_stored(self) -> None:
        rules = GuildRules({"settings": ToolRule(0, is_on=False)})

        assert has(
            Tool.SETTINGS, Standing(rank=0, exemptions=(exempt(Effect.DENY, tool=Tool.SETTINGS),)), rules
        )

    def test_settings_may_be_shared_but_not_switched_off(self) -> None:
        rules = GuildRules({"settings": ToolRule(1, is_on=False)})

        assert has(Tool.SETTINGS, Standing(rank=1), rules)
        assert not has(Tool.SETTINGS, Standing(rank=2), rules)

    def test_a_grant_gives_what_the_rank_does_not(self) -> None:
        decision = decide(
            Tool.OFFICER_NOTES, Standing(rank=5, exemptions=(exempt(Effect.GRANT),)), GuildRules(), NOON
        )

        assert (decision.is_allowed, decision.reason) == (True, Reason.GRANTED)

    def test_a_denial_stands_above_rank_and_grant(self) -> None:
        both = (exempt(Effect.GRANT), exempt(Effect.DENY))

        assert not has(Tool.OFFICER_NOTES, Standing(rank=1, exemptions=both))

    @pytest.mark.parametrize(("later", "allowed"), [(timedelta(seconds=1), True), (timedelta(0), False)])
    def test_an_exception_ends_when_it_says(self, later: timedelta, *, allowed: bool) -> None:
        granted = exempt(Effect.GRANT, expires_at=NOON + later)

        assert has(Tool.OFFICER_NOTES, Standing(rank=5, exemptions=(granted,))) is allowed

    def test_who_is_no_member_has_no_exceptions(self) -> None:
        assert not has(Tool.ROSTER, Standing(exemptions=(exempt(Effect.GRANT, tool=Tool.ROSTER),)))

    def test_visitors_see_the_roster_of_a_guild_that_opts_in_and_uses_it(self) -> None:
        off = GuildRules({"roster": ToolRule(9, is_on=False)}, is_public=True)

        assert has(Tool.ROSTER, Standing(), GuildRules(is_public=True))
        assert not has(Tool.GEAR_AUDIT, Standing(), GuildRules(is_public=True))
        assert not has(Tool.ROSTER, Standing(), off)

    def test_who_runs_the_server_sees_all_but_officers_notes(self) -> None:
        operator = Standing().as_operator()

        assert tools_of(operator, GuildRules(), NOON) == set(Tool) - {Tool.OFFICER_NOTES}

    def test_an_operator_who_is_an_officer_too_reads_notes_as_one(self) -> None:
        assert has(Tool.OFFICER_NOTES, Standing(rank=1).as_operator())


class TestToolsOf:
    def test_what_is_remembered_is_of_exactly_this_rank_and_these_rules(self) -> None:
        plain = GuildRules()
        members = tools_of(Standing(rank=5), plain, NOON)

        assert Tool.LOGS in members
        assert members is tools_of(Standing(rank=5), GuildRules(), NOON)
        assert Tool.LOGS not in tools_of(Standing(rank=5), GuildRules({"logs": ToolRule(1)}), NOON)
        assert Tool.OFFICER_NOTES in tools_of(Standing(rank=1), plain, NOON)

    def test_nothing_is_remembered_of_who_has_exceptions(self) -> None:
        denied = Standing(rank=5, exemptions=(exempt(Effect.DENY, tool=Tool.LOGS),))
        granted = Standing(rank=5, exemptions=(exempt(Effect.GRANT, expires_at=NOON),))
        moments = (NOON - timedelta(seconds=1), NOON)

        assert Tool.LOGS not in tools_of(denied, GuildRules(), NOON)
        seen = [Tool.OFFICER_NOTES in tools_of(granted, GuildRules(), moment) for moment in moments]
        assert seen == [True, False]


class TestToolsOfToken:
    def test_it_sees_what_the_lowest_rank_sees_that_may_make_tokens(self) -> None:
        rules = GuildRules({"api_tokens": ToolRule(3), "logs": ToolRule(2), "last_seen": ToolRule(3)})

        tools = tools_of_token(rules, NOON)

        assert (Tool.LAST_SEEN in tools, Tool.LOGS in tools) == (True, False)

    def test_by_default_that_is_everything(self) -> None:
        assert tools_of_token(GuildRules(), NOON) == set(Tool)

    def test_of_a_guild_that_uses_no_tokens_it_sees_nothing(self) -> None:
        rules = GuildRules({"api_tokens": ToolRule(0, is_on=False)})

        assert tools_of_token(rules, NOON) == set()


class TestDefaults:
    def test_every_tool_has_a_rank(self) -> None:
        assert set(DEFAULT_RANKS) == set(Tool)
