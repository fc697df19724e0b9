"""Read the form in which a guild says which rank has which tool. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from webapp.lib.forms import FieldProblem
from webapp.permissions.policy import LOWEST, MASTER, GuildRules, Tool, ToolRule

RANK, SWITCH = "rank_", "on_"
"""What the names of the two fields of a tool begin with; the switch is a box, so it is not sent when off."""
ON = "on"
NO_TOOL = "There is no such tool."
ONE_VALUE = "Give this once."
NO_RANK = f"Choose a rank from {MASTER} to {LOWEST}."
NO_SWITCH = "A tool is on or off."
ALWAYS_ON = "The guild's settings cannot be switched off: nobody could switch them on again."


def fields_of(rules: GuildRules) -> dict[str, str]:
    """Return the form that means these rules."""
    fields = {}
    for tool in Tool:
        rule = rules.of(tool)
        fields[RANK + tool.value] = str(rule.min_rank)
        if rule.is_on and tool is not Tool.SETTINGS:
            fields[SWITCH + tool.value] = ON
    return fields


def read_mapping(
    form: Mapping[str, Sequence[str]], present: GuildRules
) -> tuple[GuildRules, tuple[FieldProblem, ...]]:
    """Read the whole mapping, every tool of it; where a field cannot be used the present rule stays."""
    problems = tuple(_problems(form))
    wrong = {problem.field for problem in problems}
    rules = {tool.value: _rule(tool, form, present.of(tool), wrong) for tool in Tool}
    return GuildRules(rules=rules, is_public=present.is_public), problems


def _rule(tool: Tool, form: Mapping[str, Sequence[str]], present: ToolRule, wrong: set[str]) -> ToolRule:
    rank, switch = RANK + tool.value, SWITCH + tool.value
    min_rank = present.min_rank if rank in wrong else int(form[rank][0])
    is_on = present.is_on if switch in wrong else switch in form
    return ToolRule(min_rank, is_on=is_on or tool is Tool.SETTINGS)


def _problems(form: Mapping[str, Sequence[str]]) -> Iterator[FieldProblem]:
    known = {beginning + tool for beginning in (RANK, SWITCH) for tool in Tool}
    ours = (field for field in form if field.startswith((RANK, SWITCH)))
    yield from (FieldProblem(field, NO_TOOL) for field in ours if field not in known)
    for tool in Tool:
        yield from _problems_of(tool, form)


def _problems_of(tool: Tool, form: Mapping[str, Sequence[str]]) -> Iterator[FieldProblem]:
    ranks, switches = form.get(RANK + tool.value, ()), form.get(SWITCH + tool.value, ())
    if len(ranks) > 1:
        yield FieldProblem(RANK + tool.value, ONE_VALUE)
    elif list(ranks) not in [[str(rank)] for rank in range(MASTER, LOWEST + 1)]:
        yield FieldProblem(RANK + tool.value, NO_RANK)
    if switches and tool is Tool.SETTINGS and list(switches) != [ON]:
        yield FieldProblem(SWITCH + tool.value, ALWAYS_ON)
    elif list(switches) not in [[], [ON]]:
        yield FieldProblem(SWITCH + tool.value, NO_SWITCH)
