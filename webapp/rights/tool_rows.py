"""The rows of the mapping and of its preview, made from the rules and the roll of a guild."""

from collections.abc import Sequence
from datetime import datetime

from webapp.lib.forms import Choice, Draft
from webapp.permissions.mapping import RANK, SWITCH
from webapp.permissions.policy import LOWEST, MASTER, GuildRules, Tool
from webapp.permissions.preview import Person, Roll, changes_between, holders_of
from webapp.rights.page import ChangeRow, ToolGroup, ToolRow
from webapp.rights.tool_words import GROUPS, HINTS, LABELS, RankNames, explain, reach_words, rule_words

MOST_LINES = 12
"""So many people are explained beside a tool; the list of members has all."""
RANKS = range(MASTER, LOWEST + 1)


def tool_groups(
    roll: Roll, rules: GuildRules, names: RankNames, draft: Draft[str], now: datetime
) -> list[ToolGroup]:
    """Return every tool in its group."""
    return [
        ToolGroup(title, [_row(tool, roll, rules, names, draft, now) for tool in tools])
        for title, tools in GROUPS.items()
    ]


def change_rows(
    roll: Roll, before: GuildRules, after: GuildRules, names: RankNames, now: datetime
) -> list[ChangeRow]:
    """Return what another mapping changes, by name."""
    return [
        ChangeRow(
            label=LABELS[change.tool],
            before=rule_words(before.of(change.tool), names),
            after=rule_words(after.of(change.tool), names),
            gains=_names(change.gains),
            loses=_names(change.loses),
            unclaimed_gains=change.unclaimed_gains,
            unclaimed_loses=change.unclaimed_loses,
        )
        for change in changes_between(roll, before, after, now)
    ]


def _row(
    tool: Tool, roll: Roll, rules: GuildRules, names: RankNames, draft: Draft[str], now: datetime
) -> ToolRow:
    rule, holders = rules.of(tool), holders_of(tool, roll, rules, now)
    shown = holders.people[:MOST_LINES]
    return ToolRow(
        name=tool.value,
        label=LABELS[tool],
        hint=HINTS[tool],
        ranks=[Choice(str(rank), reach_words(rank, names), rank == rule.min_rank) for rank in RANKS],
        is_on=rule.is_on,
        is_fixed=tool is Tool.SETTINGS,
        problem=draft.problem(RANK + tool.value) or draft.problem(SWITCH + tool.value),
        lines=[explain(person, tool, decision, rules) for person, decision in shown],
        more=len(holders.people) - len(shown),
        unclaimed=holders.unclaimed,
    )


def _names(people: Sequence[Person]) -> list[str]:
    return [person.name for person in people]
