"""A guild's token sees of a card what the lowest rank sees that may make tokens, by the pages' table."""

from typing import Any

import pytest
from flask import Flask

from tests.api.conftest import JAINA, Program, Town
from tests.api.past import build
from tests.support.deciding import decide
from webapp.characters.audience import PARTS
from webapp.permissions.policy import Tool

CARD = "/api/v1/characters/eu/argent-dawn/Jaina"


@pytest.fixture
def here(app: Flask, town: Town) -> Town:
    """Give Jaina with a card."""
    build(app, town)
    return town


def read(program: Program) -> dict[str, Any]:
    """Return the data of Jaina as a program gets it."""
    data: dict[str, Any] = (program.ask("GET", CARD).json or {})["data"]
    return data


def cached(program: Program) -> dict[str, Any]:
    """Return the card of Jaina as the cache gives it to a program."""
    card: dict[str, Any] = (program.get(JAINA).json or {})["playerCard"]
    return card


class TestAudience:
    def test_what_a_guild_does_not_restrict_is_there(self, here: Town, guilds: Program) -> None:
        whole, kept = read(guilds)["card"], cached(guilds)

        assert {part for part in PARTS if whole[part] is None} == {
            part for part in PARTS if kept[part] is None
        }
        assert whole["gear"] is not None
        assert here.guild_id

    @pytest.mark.parametrize("tool", [Tool.GEAR_AUDIT, Tool.LOGS])
    def test_parts_of_a_tool_that_it_closes_are_cut(
        self, app: Flask, here: Town, guilds: Program, operator: Program, tool: Tool
    ) -> None:
        before = guilds.ask("GET", CARD).headers["ETag"]
        closed = {part for part, needed in PARTS.items() if needed is tool}
        decide(app, here.guild_id, tool.value, is_on=False)

        found = read(guilds)

        assert {part: found["card"][part] for part in closed} == dict.fromkeys(closed)
        assert {part: cached(guilds)[part] for part in closed} == dict.fromkeys(closed)
        assert closed.isdisjoint(found["sections"])
        for part in closed:
            assert guilds.ask("GET", f"{CARD}/sections/{part}").status_code == 404
        assert guilds.ask("GET", CARD).headers["ETag"] != before
        assert read(operator)["card"]["gear"] is not None

    def test_who_may_make_tokens_learns_no_more_by_one(self, app: Flask, here: Town, guilds: Program) -> None:
        assert cached(guilds)["lastLoginAt"] is not None
        decide(app, here.guild_id, Tool.API_TOKENS.value, min_rank=3)
        decide(app, here.guild_id, Tool.LAST_SEEN.value, min_rank=1)

        found = read(guilds)

        assert (found["lastLoginAt"], found["card"]["lastLoginAt"]) == (None, None)
        assert cached(guilds)["lastLoginAt"] is None
        assert {one["changedAt"] for one in found["sections"].values()} == {None}

    def test_a_guild_without_a_roster_shows_its_tokens_nobody(
        self, app: Flask, here: Town, guilds: Program
    ) -> None:
        decide(app, here.guild_id, Tool.ROSTER.value, is_on=False)

        asked = [guilds.ask("GET", path) for path in (CARD, f"{CARD}/sections/mythic", f"{CARD}/history")]
        assert [answer.status_code for answer in (*asked, guilds.get(JAINA))] == [404] * 4

    def test_a_guild_that_uses_no_tokens_any_more_lets_those_that_it_has_do_nothing(
        self, app: Flask, here: Town, guilds: Program
    ) -> None:
        decide(app, here.guild_id, Tool.API_TOKENS.value, is_on=False)

        asked = [guilds.ask("GET", CARD), guilds.get(JAINA), guilds.give(**JAINA), guilds.delete(JAINA)]
        assert [answer.status_code for answer in asked] == [404] * 4

    def test_what_a_program_gave_in_the_likeness_of_a_card_is_no_trouble(
        self, app: Flask, here: Town, guilds: Program
    ) -> None:
        guilds.give(**JAINA, playerCard={"schemaVersion": 1, "gear": "none"}, seasonKey="own")
        decide(app, here.guild_id, Tool.LOGS.value, is_on=False)

        assert guilds.get({**JAINA, "seasonKey": "own"}).status_code in {200, 404}
