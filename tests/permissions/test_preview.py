"""Who gains and who loses by name, and that a guild is never locked."""

from datetime import UTC, datetime

import pytest

from webapp.permissions.policy import (
    Exemption,
    GuildRules,
    Reason,
    Standing,
    Tool,
    ToolRule,
)
from webapp.permissions.preview import LOCKED_OUT, Person, Roll, changes_between, holders_of, lock_out
from webapp.words import Effect

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PLAIN = GuildRules()
NAMES = {1: "Thrall", 2: "Jaina", 3: "Anduin", 4: "Arthas"}


def person(number: int, rank: int | None, *exemptions: Exemption) -> Person:
    return Person(user_id=number, name=NAMES[number], standing=Standing(rank=rank, exemptions=exemptions))


def exemption(effect: Effect, tool: Tool = Tool.OFFICER_NOTES) -> Exemption:
    return Exemption(tool=tool.value, effect=effect, reason="trial")


def notes_from(rank: int, *, is_on: bool = True) -> GuildRules:
    return GuildRules(rules={Tool.OFFICER_NOTES.value: ToolRule(rank, is_on=is_on)})


def settings_from(rank: int) -> GuildRules:
    return GuildRules(rules={Tool.SETTINGS.value: ToolRule(rank)})


UNCLAIMED = {5: [f"Alt{number}" for number in range(40)], 2: ["Aegwynn", "Moira", "Vol"], 0: ["Varian"]}
GUILD = Roll([person(1, 0), person(2, 1), person(3, 2), person(4, 5)], UNCLAIMED)


class TestChangesBetween:
    def test_the_same_rules_change_nothing(self) -> None:
        assert changes_between(GUILD, PLAIN, notes_from(1), NOW) == ()

    def test_a_lower_rank_gains_by_name_and_by_number(self) -> None:
        (change,) = changes_between(GUILD, PLAIN, notes_from(2), NOW)

        assert change.tool is Tool.OFFICER_NOTES
        assert [one.name for one in change.gains] == ["Anduin"]
        named = ["Aegwynn", "Moira", "Vol"]
        assert (change.loses, change.unclaimed_gains, change.unclaimed_loses) == ([], named, [])

    def test_a_higher_rank_takes_it_from_who_is_below(self) -> None:
        (change,) = changes_between(GUILD, notes_from(5), notes_from(1), NOW)

        assert [one.name for one in change.loses] == ["Anduin", "Arthas"]
        assert (change.gains, change.unclaimed_gains, len(change.unclaimed_loses)) == ([], [], 43)

    def test_a_tool_that_is_switched_off_is_lost_by_all(self) -> None:
        (change,) = changes_between(GUILD, PLAIN, notes_from(1, is_on=False), NOW)

        assert [one.name for one in change.loses] == ["Thrall", "Jaina"]

    def test_who_has_an_exception_neither_gains_nor_loses(self) -> None:
        roll = Roll([person(3, 2, exemption(Effect.GRANT)), person(4, 2, exemption(Effect.DENY))])

        (change,) = changes_between(roll, PLAIN, notes_from(2), NOW)

        assert (change.gains, change.loses) == ([], [])

    def test_every_tool_that_differs_is_told_in_the_order_of_tools(self) -> None:
        after = GuildRules(rules={"export": ToolRule(3), "logs": ToolRule(3), "roster": ToolRule(9)})

        changes = changes_between(GUILD, PLAIN, after, NOW)

        assert [change.tool for change in changes] == [Tool.LOGS, Tool.EXPORT]


class TestHoldersOf:
    def test_each_comes_with_the_reason(self) -> None:
        roll = Roll(
            [person(1, 0), person(4, 5, exemption(Effect.GRANT))], {2: ["Vol"], 1: ["Aegwynn", "Moira"]}
        )

        holders = holders_of(Tool.OFFICER_NOTES, roll, PLAIN, NOW)

        assert [(one.name, decision.reason) for one, decision in holders.people] == [
            ("Thrall", Reason.RANK),
            ("Arthas", Reason.GRANTED),
        ]
        assert holders.unclaimed == ["Aegwynn", "Moira"]


class TestLockOut:
    @pytest.mark.parametrize("rank", range(10))
    def test_no_rule_takes_the_settings_from_the_guild_master(self, rank: int) -> None:
        denied = person(1, 0, exemption(Effect.DENY, Tool.SETTINGS))

        holders = holders_of(Tool.SETTINGS, Roll([denied]), settings_from(rank), NOW)

        assert [one.name for one, _ in holders.people] == ["Thrall"]

    def test_the_last_who_has_the_settings_cannot_give_them_up(self) -> None:
        roll = Roll([person(2, 1), person(4, 5)])

        assert lock_out((roll, settings_from(1)), (roll, settings_from(0)), 2, NOW) == LOCKED_OUT

    def test_who_leaves_another_behind_may_give_them_up(self) -> None:
        assert lock_out((GUILD, settings_from(1)), (GUILD, settings_from(0)), 2, NOW) is None

    def test_an_operator_has_nothing_to_lose(self) -> None:
        roll = Roll([person(4, 5)])

        assert lock_out((roll, settings_from(1)), (roll, settings_from(0)), 99, NOW) is None

    def test_an_exception_against_oneself_counts(self) -> None:
        roll = Roll([person(2, 1), person(4, 5)])
        denied = Standing(rank=1, exemptions=[exemption(Effect.DENY, Tool.SETTINGS)])
        rules = settings_from(1)

        assert lock_out((roll, rules), (roll.with_standing(2, denied), rules), 2, NOW) == LOCKED_OUT


class TestRoll:
    def test_people_are_found_by_their_account(self) -> None:
        assert GUILD.person(2) == person(2, 1)
        assert GUILD.person(99) is None

    def test_only_the_one_stands_differently(self) -> None:
        changed = GUILD.with_standing(2, Standing(rank=7))

        assert [one.standing.rank for one in changed.people] == [0, 7, 2, 5]
        assert changed.unclaimed == GUILD.unclaimed
