"""The rows of the mapping and of its preview, made from the rules and the roll of a guild."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from webapp.lib.forms import Choice, Draft
from webapp.permissions.mapping import RANK, SWITCH
from webapp.permissions.policy import LOWEST, MASTER, GuildRules, Tool
from webapp.permissions.preview import Person, Roll, changes_between, holders_of
from webapp.permissions.rank_words import RankNames
from webapp.rights.page import ChangeRow, ToolGroup, ToolRow, Unsigned
from webapp.rights.tool_words import GROUPS, HINTS, LABELS, explain, reach_words, rule_words

MOST_LINES = 12
"""So many people are explained beside a tool; the list of members has all."""
MOST_NAMES = 20
"""So many who have not signed in are named in a preview; the list of members has all."""
RANKS = range(MASTER, LOWEST + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What says who holds a tool now, and in which words: the guild's people, its rules and its ranks."""

    roll: Roll
    rules: GuildRules
    names: RankNames
    now: datetime


def tool_groups(holding: Holding, draft: Draft[str], *, present: Collection[Tool]) -> list[ToolGroup]:
    """Return every tool in its group; ``present`` are those that something needs already."""
    return [
        ToolGroup(
            title, [replace(_row(tool, holding, draft), is_coming=tool not in present) for tool in tools]
        )
        for title, tools in GROUPS.items()
    ]


def change_rows(
    roll: Roll, before: GuildRules, after: GuildRules, *, names: RankNames, now: datetime
) -> list[ChangeRow]:
    """Return what another mapping changes, by name."""
    return [
        ChangeRow(
            label=LABELS[change.tool],
            before=rule_words(before.of(change.tool), names),
            after=rule_words(after.of(change.tool), names),
            gains=_names(change.gains),
            loses=_names(change.loses),
            unclaimed_gains=_unsigned(change.unclaimed_gains),
            unclaimed_loses=_unsigned(change.unclaimed_loses),
        )
        for change in changes_between(roll, before, after, now)
    ]


def _row(tool: Tool, holding: Holding, draft: Draft[str]) -> ToolRow:
    rules, names = holding.rules, holding.names
    rule, holders = rules.of(tool), holders_of(tool, holding.roll, rules, holding.now)
    shown = holders.people[:MOST_LINES]
    return ToolRow(
        name=tool.value,
        label=LABELS[tool],
        hint=HINTS[tool],
        ranks=[Choice(str(rank), reach_words(rank, names), rank == rule.min_rank) for rank in RANKS],
        is_on=rule.is_on,
        is_fixed=tool is Tool.SETTINGS,
        is_coming=False,
        problem=draft.problem(RANK + tool.value) or draft.problem(SWITCH + tool.value),
        lines=[explain(person, tool, decision, rules) for person, decision in shown],
        more=len(holders.people) - len(shown),
        unclaimed=len(holders.unclaimed),
    )


def _names(people: Sequence[Person]) -> list[str]:
    return [person.name for person in people]


def _unsigned(names: Sequence[str]) -> Unsigned:
    return Unsigned(len(names), names[:MOST_NAMES])
