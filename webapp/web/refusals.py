"""The sentences with which the gate says no: what is missing, and who could give it. Pure."""

from datetime import datetime

from webapp.permissions.policy import MASTER, Reason, Tool
from webapp.permissions.viewer import Access

WHO = {
    "signed_in": "Sign in to see this page.",
    "operator": "Sign in to see this page.",
}
TOOL_NAMES = {
    Tool.ROSTER: "the roster",
    Tool.GEAR_AUDIT: "the gear audit",
    Tool.LOGS: "logs",
    Tool.LAST_SEEN: "when members were last seen",
    Tool.OFFICER_NOTES: "officer notes",
    Tool.SYNC: "refreshing",
    Tool.OPERATIONS: "operations",
    Tool.INSIGHTS: "insights",
    Tool.NOTIFICATIONS: "notifications",
    Tool.ROSTER_EDIT: "editing roles and mains",
    Tool.EXPORT: "exporting",
    Tool.API_TOKENS: "API tokens",
    Tool.SETTINGS: "the guild's settings",
}
"""What a tool is called in a sentence."""
VIEWING_ONLY = "You are looking at this guild as another rank, and so change nothing. Stop that first."
RANKS_TOO_OLD = (
    "The ranks here were read more than 24 hours ago, so nothing that depends on a rank is changed."
    " A check of the roster is under way: try again in a minute."
)


def tool_refused(tool: Tool, access: Access, now: datetime) -> str:
    """Say which tool is missing and why, with the rank that has it and the rank that the person has."""
    what, decision = TOOL_NAMES[tool], access.why(tool, now)
    if decision.reason is Reason.SWITCHED_OFF:
        return f"This guild does not use {what}."
    if decision.reason is Reason.DENIED and decision.exemption is not None:
        return f"An officer closed {what} to you: {decision.exemption.reason}"
    if access.standing.rank is None:
        return f"You need to be a member of this guild for {what}."
    needed = access.rules.of(tool).min_rank
    has = f"you have rank {access.standing.rank}"
    through = f" through {access.standing.through}" if access.standing.through else ""
    who = "the guild master" if needed == MASTER else f"rank {needed} and above"
    return f"{what[0].upper()}{what[1:]}: only {who}; {has}{through}."
