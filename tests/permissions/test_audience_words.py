"""Who can see a panel, as the rules say it."""

from datetime import UTC, datetime

import pytest

from webapp.permissions import audience_words as words
from webapp.permissions.audience_words import audience_by_rank, audience_for, audience_of, narrow_lines
from webapp.permissions.policy import Exemption, GuildRules, Standing, Tool, ToolRule
from webapp.permissions.viewer import access_of
from webapp.words import Effect

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def rules(tool: Tool, rank: int, *, is_on: bool = True) -> GuildRules:
    return GuildRules(rules={tool.value: ToolRule(rank, is_on=is_on)})


class TestAudienceOf:
    @pytest.mark.parametrize(
        ("rank", "line"),
        [
            (9, "Everybody in the guild"),
            (0, "The guild master alone"),
            (2, "Rank 2 (Raider) and above"),
            (3, "Rank 3 and above"),
        ],
    )
    def test_the_lowest_rank_is_named_as_officers_call_it(self, rank: int, line: str) -> None:
        assert audience_of(Tool.LOGS, rules(Tool.LOGS, rank), {2: "Raider", 3: None}).line == line

    def test_without_names_ranks_are_numbers(self) -> None:
        assert audience_of(Tool.LOGS, rules(Tool.LOGS, 2)).line == "Rank 2 and above"

    def test_what_a_guild_does_not_use_nobody_sees(self) -> None:
        found = audience_of(Tool.LOGS, rules(Tool.LOGS, 2, is_on=False))

        assert (found.line, found.sentences) == (words.NOBODY_USES_IT, ())

    def test_visitors_see_what_the_guild_opens_and_no_more(self) -> None:
        public = GuildRules(is_public=True)

        assert audience_of(Tool.ROSTER, public).line == words.VISITORS
        assert audience_of(Tool.LOGS, public).line == words.EVERYBODY

    def test_officer_notes_are_closed_to_whoever_runs_the_server(self) -> None:
        assert words.NO_OPERATORS in audience_of(Tool.OFFICER_NOTES, GuildRules()).sentences
        assert words.OPERATORS in audience_of(Tool.SETTINGS, GuildRules()).sentences

    def test_players_see_their_own(self) -> None:
        assert words.OWNERS in audience_of(Tool.LAST_SEEN, GuildRules()).sentences
        assert words.OWNERS not in audience_of(Tool.SETTINGS, GuildRules()).sentences


class TestAudienceFor:
    def test_to_whom_it_is_closed_nothing_is_told(self) -> None:
        access = access_of(None, 1, Standing(rank=5), GuildRules(), now=NOON)

        assert audience_for(Tool.SETTINGS, access, NOON) is None

    def test_whoever_sees_it_by_rank_reads_the_rule(self) -> None:
        access = access_of(None, 1, Standing(rank=0), GuildRules(), now=NOON)

        found = audience_for(Tool.SETTINGS, access, NOON)

        assert found == audience_of(Tool.SETTINGS, GuildRules())

    def test_whoever_sees_it_by_an_exception_is_told_which(self) -> None:
        given = Exemption(tool="settings", effect=Effect.GRANT, reason="Keeps the loot list")
        access = access_of(None, 1, Standing(rank=5, exemptions=[given]), GuildRules(), now=NOON)

        found = audience_for(Tool.SETTINGS, access, NOON)

        assert found is not None
        assert found.sentences[0] == "You see it because of an exception: Keeps the loot list"


class TestAudienceByRank:
    def words(self, lowest: int, *, is_on: bool = True, given: int = 0, taken: int = 0) -> str:
        tool, names = Tool.OFFICER_NOTES, {1: "Officer", 2: None, 4: "Raider"}
        return audience_by_rank(tool, rules(tool, lowest, is_on=is_on), names, given=given, taken=taken)

    @pytest.mark.parametrize(
        ("lowest", "said"),
        [
            (0, "Guild master"),
            (1, "Guild master and Officer (rank 1)"),
            (2, "Guild master, Officer (rank 1) and rank 2"),
            (4, "Guild master to Raider (rank 4)"),
            (9, "everybody in the guild"),
        ],
    )
    def test_ranks_are_told_by_name_and_number(self, lowest: int, said: str) -> None:
        assert self.words(lowest) == said

    def test_exceptions_are_counted(self) -> None:
        assert self.words(1, given=1) == "Guild master, Officer (rank 1) and 1 exception"
        assert self.words(0, given=2, taken=1) == "Guild master and 2 exceptions, without 1 person"
        assert self.words(0, taken=2) == "Guild master, without 2 people"

    def test_what_a_guild_does_not_use_nobody_sees(self) -> None:
        assert self.words(9, is_on=False, given=1) == "nobody: this guild does not use it"


class TestNarrowLines:
    def lines(self, standing: Standing, rules: GuildRules) -> list[str]:
        return list(narrow_lines(access_of(None, 1, standing, rules, now=NOON)))

    def test_where_everybody_sees_everything_there_is_nothing_to_say(self) -> None:
        assert self.lines(Standing(rank=0), GuildRules()) == []

    def test_a_panel_of_higher_ranks_says_so_to_those_who_see_it(self) -> None:
        assert self.lines(Standing(rank=1), rules(Tool.LOGS, 2)) == [
            "Logs: seen by rank 2 and above, and by players of their own characters."
        ]
        assert self.lines(Standing(rank=5), rules(Tool.LOGS, 2)) == []

    def test_that_visitors_see_less_goes_without_saying(self) -> None:
        assert self.lines(Standing(rank=5), GuildRules(is_public=True)) == []

    def test_players_see_their_own_of_what_a_guild_does_not_use(self) -> None:
        access = access_of(None, 1, Standing(rank=5), rules(Tool.LOGS, 2, is_on=False), now=NOON)

        found = narrow_lines(access.with_tools(frozenset({Tool.LOGS})))

        assert found[0].startswith("Logs: seen by nobody: this guild does not use it, and by players")
