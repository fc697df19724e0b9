"""What the settings call tools and ranks, and how they say why somebody has a tool. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.permissions.policy import LOWEST, MASTER, Decision, GuildRules, Reason, Standing, Tool, ToolRule
from webapp.permissions.preview import Person
from webapp.permissions.rank_words import RankNames, rank_words
from webapp.words import Effect, Visibility

GROUPS: Mapping[str, tuple[Tool, ...]] = {
    "See": (Tool.ROSTER, Tool.GEAR_AUDIT, Tool.LOGS, Tool.LAST_SEEN, Tool.INSIGHTS),
    "Do": (Tool.SYNC, Tool.EXPORT),
    "Officers' work": (Tool.OFFICER_NOTES, Tool.ROSTER_EDIT, Tool.OPERATIONS, Tool.NOTIFICATIONS),
    "Lead": (Tool.API_TOKENS, Tool.SETTINGS),
}
LABELS: Mapping[Tool, str] = {
    Tool.ROSTER: "Roster",
    Tool.GEAR_AUDIT: "Gear audit",
    Tool.LOGS: "Logs",
    Tool.LAST_SEEN: "Last seen",
    Tool.OFFICER_NOTES: "Officer notes",
    Tool.SYNC: "Refresh",
    Tool.OPERATIONS: "Operations",
    Tool.INSIGHTS: "Insights",
    Tool.NOTIFICATIONS: "Notifications",
    Tool.ROSTER_EDIT: "Roles and mains",
    Tool.EXPORT: "Export",
    Tool.API_TOKENS: "API tokens",
    Tool.SETTINGS: "Settings",
}
HINTS: Mapping[Tool, str] = {
    Tool.ROSTER: "The list of members and their cards. Without it nothing else is seen.",
    Tool.GEAR_AUDIT: "What is missing on somebody's gear.",
    Tool.LOGS: "Percentiles from Warcraft Logs.",
    Tool.LAST_SEEN: "When somebody was last in the game.",
    Tool.OFFICER_NOTES: "Read and write what officers say about a member.",
    Tool.SYNC: "Ask for fresh data now.",
    Tool.OPERATIONS: "How syncs go, and rosters that are held.",
    Tool.INSIGHTS: "How the guild changes over time.",
    Tool.NOTIFICATIONS: "Say what is told where and when, and be told of the guild.",
    Tool.ROSTER_EDIT: "Correct roles, and say which character is a main.",
    Tool.EXPORT: "Take the roster away as a file.",
    Tool.API_TOKENS: "Keys for programs.",
    Tool.SETTINGS: "These pages.",
}
MAY: Mapping[Tool, str] = {
    Tool.ROSTER: "see the roster",
    Tool.GEAR_AUDIT: "see the gear audit",
    Tool.LOGS: "see logs",
    Tool.LAST_SEEN: "see when members were last seen",
    Tool.OFFICER_NOTES: "see officer notes",
    Tool.SYNC: "refresh",
    Tool.OPERATIONS: "see operations",
    Tool.INSIGHTS: "see insights",
    Tool.NOTIFICATIONS: "set up notifications",
    Tool.ROSTER_EDIT: "edit roles and mains",
    Tool.EXPORT: "export",
    Tool.API_TOKENS: "make API tokens",
    Tool.SETTINGS: "change these settings",
}
"""What somebody may do who has the tool."""
EFFECTS: Mapping[Effect, str] = {Effect.GRANT: "given", Effect.DENY: "taken away"}
VISIBILITIES: Mapping[Visibility, str] = {
    Visibility.MEMBERS: "members only",
    Visibility.PUBLIC: "everybody",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why one person has a tool, or has it not; ``through`` is the character that counts."""

    who: str
    is_allowed: bool
    what: str
    why: str
    through: str | None = None

    @property
    def text(self) -> str:
        """Return the whole sentence."""
        may = "may" if self.is_allowed else "may not"
        through = f" through {self.through}" if self.through else ""
        return f"{self.who} {may} {self.what}: {self.why}{through}"


def explain(person: Person, tool: Tool, decision: Decision, rules: GuildRules) -> Explanation:
    """Say why: Jaina may see officer notes: rank 1 through Jaina-Area 52."""
    standing = person.standing
    is_by_rank = decision.reason in {Reason.RANK, Reason.RANK_TOO_LOW}
    return Explanation(
        who=person.name,
        is_allowed=decision.is_allowed,
        what=MAY[tool],
        why=_why(decision, standing, rules.of(tool)),
        through=standing.through if is_by_rank else None,
    )


def rank_label(rank: int, names: RankNames) -> str:
    """Return a rank with its number and what officers call it."""
    words = rank_words(rank, names)
    return words[:1].upper() + words[1:]


def reach_words(rank: int, names: RankNames) -> str:
    """Return who has a tool whose lowest rank this is."""
    if rank == LOWEST:
        return "Everybody in the guild"
    return "The guild master alone" if rank == MASTER else f"{rank_label(rank, names)} and above"


def rule_words(rule: ToolRule, names: RankNames) -> str:
    """Return a whole rule in words."""
    return reach_words(rule.min_rank, names) if rule.is_on else "switched off"


def label_of(tool_name: str) -> str:
    """Return a tool's label; a name that is no tool's any more stays as it is stored."""
    return LABELS[Tool(tool_name)] if tool_name in set(Tool) else tool_name


def _why(decision: Decision, standing: Standing, rule: ToolRule) -> str:
    if decision.exemption is not None:
        return f"{EFFECTS[decision.exemption.effect]}, because: {decision.exemption.reason}"
    plain = {Reason.OPERATOR: "runs this server", Reason.SWITCHED_OFF: "the guild does not use this"}
    needs = f"needs rank {rule.min_rank}, has " if decision.reason is Reason.RANK_TOO_LOW else ""
    return plain.get(decision.reason) or f"{needs}rank {standing.rank}"
