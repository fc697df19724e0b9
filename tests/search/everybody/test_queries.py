"""Who fits a query, guild by guild."""

from flask import Flask

from tests.support.roll import add_guild, add_member
from webapp.guilds.queries import SeenGuild
from webapp.lib import clock
from webapp.permissions.policy import GuildRules, Standing, Tool
from webapp.permissions.viewer import Access
from webapp.search.everybody.queries import Asker, Batch, batches

ALL = frozenset(Tool)
FEW = frozenset({Tool.ROSTER})


def asked(text: str, *guilds: int, tools: frozenset[Tool] = ALL, size: int = 100) -> list[Batch]:
    """Ask as somebody who may use these tools in the first guild, and all of them in the others."""
    seen = [SeenGuild(one, 1, "eu", "argent-dawn", "Argent Dawn", f"Guild {one}") for one in guilds]

    def access_in(guild: SeenGuild) -> Access:
        here = tools if guild is seen[0] else ALL
        return Access(standing=Standing(rank=1), rules=GuildRules(), tools=here)

    return list(batches(text, seen, Asker(access_in=access_in, user_id=None), now=clock.now(), size=size))


class TestBatches:
    def test_each_batch_goes_on_behind_the_last_name_on_either_database(self, app_on: Flask) -> None:
        with app_on.app_context():
            first, second = add_guild(), add_guild("Shadow Council")
            for name, class_id in (("Uther", 8), ("Jaina", 8), ("Jäina", 8), ("Thrall", 7), ("Aegwynn", 8)):
                add_member(first, name, class_id=class_id, verified_at=clock.now())
            add_member(second, "Khadgar", class_id=8)

            found = [
                [line.name for line in batch.lines] for batch in asked("class:mage", first, second, size=2)
            ]

        assert found == [["Aegwynn", "Jaina"], ["Jäina", "Uther"], [], ["Khadgar"]]

    def test_a_guild_where_a_part_is_not_open_is_left_out_and_says_so(self, app: Flask) -> None:
        with app.app_context():
            first, second = add_guild(), add_guild("Shadow Council")
            for guild_id, name in ((first, "Jaina"), (second, "Thrall")):
                add_member(guild_id, name, problem_count=2, role="tank")

            closed, found = asked("problems>0 role:tank", first, second, tools=FEW)
            assert closed.closed is not None
            assert [line.name for line in found.lines] == ["Thrall"]

            hidden = asked("role:tank", first, tools=frozenset())
        assert hidden == []
