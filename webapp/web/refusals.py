"""The sentences with which the gate says no: what is missing, and who could give it. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime

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
VIEWING_ONLY = (
    "You are looking at a guild as another rank, and so change nothing."
    " Press “Stop” at the top of the page first."
)
RANKS_TOO_OLD = (
    "The ranks here were read more than 24 hours ago, so nothing that depends on a rank is changed."
)

ARCHIVED = (
    "This guild is archived, because Blizzard has no guild of this name any more: its pages can be read, and"
    " nothing here can be changed. If it has another name now, whoever runs this server adds it under that."
)


def ranks_too_old(possible_at: datetime | None) -> str:
    """Say why old ranks decide nothing, and what to do: a check is under way, or possible from then on."""
    if possible_at is None:
        return f"{RANKS_TOO_OLD} A check of the roster is under way: try again in a minute."
    return (
        f"{RANKS_TOO_OLD} The last check that somebody asked for brought no newer ones; none is under way."
        f" The next can be asked for from {possible_at.astimezone(UTC):%H:%M:%S} UTC on: try again then."
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


def closed_sentences(tools: Sequence[Tool], access: Access, now: datetime) -> list[str]:
    """Say who has the parts of a page that the viewer lacks; what a guild does not use is not told."""
    closed = [tool for tool in tools if tool not in access.tools and access.rules.of(tool).is_on]
    if access.standing.rank is not None:
        return [tool_refused(tool, access, now) for tool in closed]
    return [_for_members([TOOL_NAMES[tool] for tool in closed])] if closed else []


def _for_members(names: Sequence[str]) -> str:
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    verb = "is" if len(names) == 1 and not names[0].endswith("s") else "are"
    return f"{listed[0].upper()}{listed[1:]} {verb} for members of this guild."
