"""What an audience does not see is not read."""

from sqlalchemy.sql.elements import Null

from webapp.permissions.policy import ALL_TOOLS, Tool
from webapp.roster.audience import shown_to
from webapp.roster.columns import stored_columns
from webapp.roster.rows import StoredMember


def unread(*missing: Tool) -> list[str]:
    columns = stored_columns(shown_to(ALL_TOOLS - set(missing)).columns)
    names = StoredMember._fields[-len(columns) :]
    return [name for name, column in zip(names, columns, strict=True) if isinstance(column, Null)]


class TestStoredColumns:
    def test_each_tool_that_is_missing_leaves_its_own_columns_unread(self) -> None:
        vault = ["is_vault_of_this_week", "vault_raid", "vault_mythic", "vault_world"]

        assert unread() == []
        assert unread(Tool.GEAR_AUDIT) == ["problems", "missing", "problem_summary", "tier_pieces", *vault]
        assert unread(Tool.LOGS, Tool.LAST_SEEN) == ["best_log", "seen"]
