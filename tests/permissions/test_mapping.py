"""The form of the mapping: every tool of it, and a sentence for each field that is wrong."""

import pytest

from webapp.lib.forms import FieldProblem
from webapp.permissions.mapping import (
    ALWAYS_ON,
    NO_RANK,
    NO_SWITCH,
    NO_TOOL,
    ONE_VALUE,
    fields_of,
    read_mapping,
)
from webapp.permissions.policy import GuildRules, Tool, ToolRule

PRESENT = GuildRules(rules={"logs": ToolRule(4, is_on=False)}, is_public=True)


def form(**changed: list[str]) -> dict[str, list[str]]:
    """Return the form of the present rules with some fields changed."""
    return {field: [value] for field, value in fields_of(PRESENT).items()} | changed


class TestReadMapping:
    def test_the_form_of_the_rules_means_the_rules(self) -> None:
        rules, problems = read_mapping(form(), PRESENT)

        assert problems == ()
        assert {tool: rules.of(tool) for tool in Tool} == {tool: PRESENT.of(tool) for tool in Tool}
        assert rules.is_public

    def test_a_rank_and_a_switch_are_read(self) -> None:
        rules, problems = read_mapping(form(rank_officer_notes=["2"], on_logs=["on"]), PRESENT)

        assert problems == ()
        assert rules.of(Tool.OFFICER_NOTES) == ToolRule(2)
        assert rules.of(Tool.LOGS) == ToolRule(4)

    def test_a_box_that_is_not_sent_is_off(self) -> None:
        fields = form()
        del fields["on_roster"]

        rules, problems = read_mapping(fields, PRESENT)

        assert problems == ()
        assert rules.of(Tool.ROSTER) == ToolRule(9, is_on=False)

    @pytest.mark.parametrize("given", ["10", "-1", "", "one", "01", "1.5", "٣"])
    def test_what_is_no_rank_names_its_field_and_changes_nothing(self, given: str) -> None:
        rules, problems = read_mapping(form(rank_logs=[given]), PRESENT)

        assert problems == (FieldProblem("rank_logs", NO_RANK),)
        assert rules.of(Tool.LOGS) == PRESENT.of(Tool.LOGS)

    def test_a_tool_that_is_left_out_is_a_problem(self) -> None:
        fields = form()
        del fields["rank_export"]

        assert read_mapping(fields, PRESENT)[1] == (FieldProblem("rank_export", NO_RANK),)

    def test_a_rank_given_twice_is_a_problem(self) -> None:
        assert read_mapping(form(rank_logs=["1", "9"]), PRESENT)[1] == (FieldProblem("rank_logs", ONE_VALUE),)

    @pytest.mark.parametrize("field", ["rank_everything", "on_everything", "rank_", "on_Roster"])
    def test_an_unknown_tool_is_named(self, field: str) -> None:
        assert read_mapping(form(**{field: ["1"]}), PRESENT)[1] == (FieldProblem(field, NO_TOOL),)

    def test_what_is_no_switch_is_a_problem(self) -> None:
        rules, problems = read_mapping(form(on_roster=["maybe"]), PRESENT)

        assert problems == (FieldProblem("on_roster", NO_SWITCH),)
        assert rules.of(Tool.ROSTER).is_on

    def test_other_fields_are_no_business_of_the_mapping(self) -> None:
        assert read_mapping(form(csrf_token=["x"], version=["3"]), PRESENT)[1] == ()


class TestSettings:
    def test_they_cannot_be_switched_off(self) -> None:
        rules, problems = read_mapping(form(on_settings=["off"]), PRESENT)

        assert problems == (FieldProblem("on_settings", ALWAYS_ON),)
        assert rules.of(Tool.SETTINGS).is_on

    @pytest.mark.parametrize("rank", range(10))
    def test_whatever_rank_has_them_the_guild_master_has_them(self, rank: int) -> None:
        rules, problems = read_mapping(form(rank_settings=[str(rank)], on_settings=["on"]), PRESENT)

        assert problems == ()
        assert rules.of(Tool.SETTINGS) == ToolRule(rank)
