"""How the log writes what a guild decided, and reads it back to take a change back. Pure."""

from datetime import datetime
from typing import Any

from webapp.permissions.policy import Exemption, ToolRule
from webapp.words import Effect


def rule_words(rule: ToolRule) -> dict[str, Any]:
    """Return a tool's rule as the log keeps it."""
    return {"min_rank": rule.min_rank, "is_on": rule.is_on}


def rule_of(words: Any) -> ToolRule:
    """Return the rule that an entry of the log tells of."""
    return ToolRule(int(words["min_rank"]), is_on=bool(words["is_on"]))


def exemption_of(tool: str, words: Any) -> Exemption | None:
    """Return the exception that an entry of the log tells of."""
    if words is None:
        return None
    expires_at = words["expires_at"]
    return Exemption(
        tool=tool,
        effect=Effect(words["effect"]),
        reason=str(words["reason"]),
        expires_at=None if expires_at is None else datetime.fromisoformat(expires_at),
    )
