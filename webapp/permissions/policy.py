"""The policy on one screen: tools, the rank that has each by default, and the one decision. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache

from webapp.words import Effect

MASTER, LOWEST = 0, 9
"""Ranks of a guild: 0 is the guild master, 9 the lowest that there can be."""
OFFICER = 1


class Tool(StrEnum):
    """What a person may be allowed to use in a guild."""

    ROSTER = "roster"
    GEAR_AUDIT = "gear_audit"
    LOGS = "logs"
    LAST_SEEN = "last_seen"
    OFFICER_NOTES = "officer_notes"
    SYNC = "sync"
    OPERATIONS = "operations"
    INSIGHTS = "insights"
    NOTIFICATIONS = "notifications"
    ROSTER_EDIT = "roster_edit"
    EXPORT = "export"
    API_TOKENS = "api_tokens"
    SETTINGS = "settings"


ALL_TOOLS = frozenset(Tool)
"""What somebody at the server's own terminal has: nobody stands between them and the database."""
DEFAULT_RANKS: Mapping[Tool, int] = {
    Tool.ROSTER: LOWEST,
    Tool.GEAR_AUDIT: LOWEST,
    Tool.LOGS: LOWEST,
    Tool.LAST_SEEN: LOWEST,
    Tool.SYNC: LOWEST,
    Tool.INSIGHTS: LOWEST,
    Tool.OFFICER_NOTES: OFFICER,
    Tool.OPERATIONS: OFFICER,
    Tool.NOTIFICATIONS: OFFICER,
    Tool.ROSTER_EDIT: OFFICER,
    Tool.EXPORT: OFFICER,
    Tool.API_TOKENS: MASTER,
    Tool.SETTINGS: MASTER,
}
"""The lowest rank that has a tool until the guild decides otherwise."""
MEMBERS_TOOLS = frozenset(tool for tool, rank in DEFAULT_RANKS.items() if rank == LOWEST)
"""What is every member's until a guild decides otherwise; the rest is for officers."""
FOR_VISITORS = frozenset({Tool.ROSTER})
"""What a guild shows everybody once it opts in."""
NOT_FOR_OPERATORS = frozenset({Tool.OFFICER_NOTES})
"""What belongs to the guild alone: who runs the server is not one of its officers."""


class Reason(StrEnum):
    """Why a decision is what it is."""

    OPERATOR = "operator"
    RANK = "rank"
    GRANTED = "granted"
    DENIED = "denied"
    PUBLIC = "public"
    RANK_TOO_LOW = "rank_too_low"
    SWITCHED_OFF = "switched_off"
    NO_MEMBER = "no_member"


@dataclass(frozen=True, slots=True)
class ToolRule:
    """The lowest rank that still has a tool, and whether the guild uses the tool at all."""

    min_rank: int
    is_on: bool = True


_DEFAULTS = {tool: ToolRule(rank) for tool, rank in DEFAULT_RANKS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A tool granted to one person, or denied, until ``expires_at`` where that is set."""

    tool: str
    effect: Effect
    reason: str
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a person is in a guild; ``rank`` is the best over verified characters, None of no member.

    ``through`` names the character with that rank, as people write it: Jaina-Area 52.
    """

    rank: int | None = None
    through: str | None = None
    exemptions: Sequence[Exemption] = field(default=(), hash=False)
    is_operator: bool = False

    def as_operator(self) -> "Standing":
        """Return the same person as one who runs this server."""
        return replace(self, is_operator=True)


NOBODY = Standing()
_NO_MATTER_WHEN = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class GuildRules:
    """What a guild has decided about its tools, and whether it opts in to visitors."""

    rules: Mapping[str, ToolRule] = field(default_factory=dict, hash=False)
    is_public: bool = False

    def of(self, tool: Tool) -> ToolRule:
        """Return the rule of a tool; the settings cannot be switched off."""
        if tool is Tool.SETTINGS:
            stored = self.rules.get(tool)
            return ToolRule(MASTER if stored is None else stored.min_rank)
        return self.rules.get(tool) or _DEFAULTS[tool]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether somebody has a tool, and why."""

    is_allowed: bool
    reason: Reason
    exemption: Exemption | None = None


_AS_OPERATOR = Decision(is_allowed=True, reason=Reason.OPERATOR)
_AS_VISITOR = Decision(is_allowed=True, reason=Reason.PUBLIC)
_NO_MEMBER = Decision(is_allowed=False, reason=Reason.NO_MEMBER)
_BY_RANK = Decision(is_allowed=True, reason=Reason.RANK)
_RANK_TOO_LOW = Decision(is_allowed=False, reason=Reason.RANK_TOO_LOW)
_SWITCHED_OFF = Decision(is_allowed=False, reason=Reason.SWITCHED_OFF)
"""Made once: each request decides about every tool."""


def decide(tool: Tool, standing: Standing, guild: GuildRules, now: datetime) -> Decision:
    """Say whether a person has a tool: rank, then grants, then denials; members alone have exceptions."""
    if standing.is_operator and tool not in NOT_FOR_OPERATORS:
        return _AS_OPERATOR
    if standing.rank is None:
        is_shown = guild.is_public and tool in FOR_VISITORS and guild.of(tool).is_on
        return _AS_VISITOR if is_shown else _NO_MEMBER
    if standing.rank == MASTER and tool is Tool.SETTINGS:
        return _BY_RANK
    rule = guild.of(tool)
    if not rule.is_on:
        return _SWITCHED_OFF
    own = _by_person(tool, standing, now) if standing.exemptions else None
    return own or (_BY_RANK if standing.rank <= rule.min_rank else _RANK_TOO_LOW)


def tools_of(standing: Standing, guild: GuildRules, now: datetime) -> frozenset[Tool]:
    """Return every tool that a person has in a guild; remembered where nothing ends with time."""
    return _decided(standing, guild, now) if standing.exemptions else _lasting(standing, guild)


@lru_cache(maxsize=1024)
def _lasting(standing: Standing, guild: GuildRules) -> frozenset[Tool]:
    return _decided(standing, guild, _NO_MATTER_WHEN)


def _decided(standing: Standing, guild: GuildRules, now: datetime) -> frozenset[Tool]:
    return frozenset(tool for tool in Tool if decide(tool, standing, guild, now).is_allowed)


def tools_of_token(guild: GuildRules, now: datetime) -> frozenset[Tool]:
    """Return what a guild's token sees: as much as the lowest rank that may make tokens, and no more.

    A guild that uses no tokens shows those that it has nothing.
    """
    rule = guild.of(Tool.API_TOKENS)
    return tools_of(Standing(rank=rule.min_rank), guild, now) if rule.is_on else frozenset()


def _by_person(tool: Tool, standing: Standing, now: datetime) -> Decision | None:
    """Return what was decided about this very person; a denial stands above a grant."""
    own = [
        one
        for one in standing.exemptions
        if one.tool == tool and (one.expires_at is None or one.expires_at > now)
    ]
    for effect, reason in ((Effect.DENY, Reason.DENIED), (Effect.GRANT, Reason.GRANTED)):
        first = next((one for one in own if one.effect is effect), None)
        if first is not None:
            return Decision(is_allowed=effect is Effect.GRANT, reason=reason, exemption=first)
    return None
