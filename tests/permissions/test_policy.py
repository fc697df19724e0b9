"""The tools that a guild hands out are those of the design, under names that fit where they are stored."""

import re

import pytest
from sqlalchemy import String

from webapp.models import GuildPermission
from webapp.permissions.policy import Tool

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
