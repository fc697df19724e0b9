"""Who can see something, in words."""

import pytest

from webapp.members.who_sees import EVERYBODY, NOBODY, audience_words
from webapp.permissions.policy import GuildRules, Tool, ToolRule

NAMES = {1: "Officer", 2: None, 4: "Raider"}


def words(lowest: int, *, is_on: bool = True, given: int = 0, taken: int = 0) -> str:
    rules = GuildRules(rules={"officer_notes": ToolRule(lowest, is_on=is_on)})
    return audience_words(Tool.OFFICER_NOTES, rules, NAMES, given=given, taken=taken)


class TestAudienceWords:
    @pytest.mark.parametrize(
        ("lowest", "said"),
        [
            (0, "Guild master"),
            (1, "Guild master and Officer (rank 1)"),
            (2, "Guild master, Officer (rank 1) and rank 2"),
            (4, "Guild master to Raider (rank 4)"),
            (9, EVERYBODY),
        ],
    )
    def test_ranks_are_told_by_name_and_number(self, lowest: int, said: str) -> None:
        assert words(lowest) == said

    def test_exceptions_are_counted(self) -> None:
        assert words(1, given=1) == "Guild master, Officer (rank 1) and 1 exception"
        assert words(0, given=2, taken=1) == "Guild master and 2 exceptions, without 1 person"
        assert words(0, taken=2) == "Guild master, without 2 people"

    def test_what_a_guild_does_not_use_nobody_sees(self) -> None:
        assert words(9, is_on=False, given=1) == NOBODY
