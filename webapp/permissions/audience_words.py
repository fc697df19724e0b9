"""Who can see a panel, in the words of the guild's own rules: in a line, or rank by rank. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from webapp.permissions.policy import (
    FOR_VISITORS,
    LOWEST,
    MASTER,
    NOT_FOR_OPERATORS,
    GuildRules,
    Tool,
)
from webapp.permissions.rank_words import RankNames
from webapp.permissions.viewer import Access

NOBODY_USES_IT = "Nobody: this guild does not use it."
EVERYBODY = "Everybody in the guild"
VISITORS = "Everybody, signed in or not"
MASTER_ALONE = "The guild master alone"
EXCEPTIONS = "Single people may have it or lack it whatever their rank, where the guild says so by name."
OPERATORS = "Whoever runs this server sees it too."
NO_OPERATORS = "Whoever runs this server does not see it."
OWNERS = "Players see it of their own characters."
MOST_NAMED = 3
"""So many ranks are named one by one; of more the first and the last."""
OF_ONE_S_OWN = frozenset({Tool.GEAR_AUDIT, Tool.LOGS, Tool.LAST_SEEN})
"""What a person sees of characters of their own, whatever the guild says."""


PANELS: Mapping[Tool, str] = {
    Tool.GEAR_AUDIT: "The gear audit",
    Tool.LOGS: "Logs",
    Tool.LAST_SEEN: "When members were last seen",
}
"""Parts of pages that whoever has the roster sees, unless a guild decides otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who can see a panel: in one line, and in sentences for whoever wants to know more."""

    line: str
    sentences: tuple[str, ...] = ()


def audience_of(tool: Tool, rules: GuildRules, names: RankNames | None = None) -> Audience:
    """Return who can see what needs a tool; ``names`` are what officers call the ranks."""
    rule = rules.of(tool)
    if not rule.is_on:
        return Audience(line=NOBODY_USES_IT)
    sentences = [NO_OPERATORS if tool in NOT_FOR_OPERATORS else OPERATORS, EXCEPTIONS]
    if tool in OF_ONE_S_OWN:
        sentences.insert(0, OWNERS)
    is_open = rules.is_public and tool in FOR_VISITORS
    line = VISITORS if is_open else _members(rule.min_rank, names or {})
    return Audience(line=line, sentences=tuple(sentences))


def audience_for(
    tool: Tool, access: Access, now: datetime, names: RankNames | None = None
) -> Audience | None:
    """Return the same for a viewer, or None for somebody to whom the panel is closed anyway."""
    if tool not in access.tools:
        return None
    found, decision = audience_of(tool, access.rules, names), access.why(tool, now)
    if decision.exemption is None:
        return found
    yours = f"You see it because of an exception: {decision.exemption.reason}"
    return Audience(line=found.line, sentences=(yours, *found.sentences))


def audience_by_rank(
    tool: Tool, rules: GuildRules, names: RankNames, *, given: int = 0, taken: int = 0
) -> str:
    """Return who has a tool: Guild master, Officer (rank 1) and 1 exception.

    ``given`` and ``taken`` are how many exceptions give it to somebody and take it away.
    """
    rule = rules.of(tool)
    if not rule.is_on:
        return _in_sentence(NOBODY_USES_IT)
    parts = _ranks(rule.min_rank, names)
    if given:
        parts.append(f"{given} {'exception' if given == 1 else 'exceptions'}")
    without = f", without {taken} {'person' if taken == 1 else 'people'}" if taken else ""
    return _listed(parts) + without


def narrow_lines(access: Access) -> Sequence[str]:
    """Return a line for each panel that a viewer sees and not every member does who sees the page."""
    return list(_narrow_lines(access.tools, access.rules))


@lru_cache(maxsize=1024)
def _narrow_lines(tools: frozenset[Tool], rules: GuildRules) -> Sequence[str]:
    reach = rules.of(Tool.ROSTER).min_rank
    narrow = [
        tool
        for tool in PANELS
        if tool in tools and (not rules.of(tool).is_on or rules.of(tool).min_rank < reach)
    ]
    seen_by = {tool: _in_sentence(audience_of(tool, rules).line) for tool in narrow}
    return tuple(
        f"{PANELS[tool]}: seen by {who}, and by players of their own characters."
        for tool, who in seen_by.items()
    )


def _in_sentence(line: str) -> str:
    return f"{line[0].lower()}{line[1:]}".rstrip(".")


def _members(lowest: int, names: RankNames) -> str:
    if lowest == LOWEST:
        return EVERYBODY
    if lowest == MASTER:
        return MASTER_ALONE
    name = names.get(lowest)
    return f"Rank {lowest}{f' ({name})' if name else ''} and above"


def _ranks(lowest: int, names: RankNames) -> list[str]:
    if lowest == LOWEST:
        return [_in_sentence(EVERYBODY)]
    ranks = [_rank(rank, names) for rank in range(MASTER, lowest + 1)]
    return ranks if len(ranks) <= MOST_NAMED else [f"{ranks[0]} to {ranks[-1]}"]


def _rank(rank: int, names: RankNames) -> str:
    name = names.get(rank)
    if rank == MASTER:
        return name or "Guild master"
    return f"{name} (rank {rank})" if name else f"rank {rank}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
