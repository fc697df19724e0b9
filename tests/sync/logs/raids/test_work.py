"""Looking at a guild's raid reports: who was in them is kept, and trouble takes nothing away."""

from datetime import timedelta

import pytest

from tests.support.no_world import settings
from tests.support.roll import add_guild
from tests.support.scripted_server import reply
from tests.sync.logs.raids.conftest import NOW, Watch, pages, raid

__all__ = ["settings"]


class TestWork:
    def test_reports_are_kept_with_the_members_who_were_there(self, watch: Watch, jaina: int) -> None:
        watch.pages = pages([raid("b", "Jaina", "Wayfarer")], [raid("a", "Wayfarer", ago=timedelta(days=9))])

        assert watch.look() == 1

        assert watch.seen() == {"a": set(), "b": {jaina}}
        facts = watch.facts()
        assert (facts.outcome, facts.succeeded_at, facts.changed_at) == ("ok", NOW, NOW)
        assert facts.next_due_at > NOW
        assert [one["variables"]["page"] for one in watch.server.questions] == [1, 2]

    def test_dungeons_are_no_raids(self, watch: Watch) -> None:
        watch.pages = pages([raid("a", zone={"id": 55, "name": "Mythic+ Season 2"}), raid("b", zone=None)])

        watch.look()

        assert watch.seen() == {}


class TestTrouble:
    @pytest.mark.parametrize(
        ("instead", "outcome", "said"),
        [
            (reply(500, body=b"<html>"), "upstream", "Warcraft Logs is having trouble."),
            (reply(body=b'{"data":{"guildData":{"guild":null}}}'), "not_found", "knows no guild"),
            (
                reply(
                    body=b'{"data":{"guildData":null},"errors":[{"message":"You do not have permission"}]}'
                ),
                "forbidden",
                "hidden",
            ),
            (reply(body=b'{"data":{"guildData":{"guild":{"id":7}}}}'), "schema", "not what we expected"),
            (
                reply(body=b'{"data":{"guildData":{"guild":{"attendance":{"data":7}}}}}'),
                "schema",
                "not what we expected",
            ),
        ],
        ids=["down", "unknown", "hidden", "odd", "odder"],
    )
    def test_it_is_told_and_takes_nothing_away(
        self, watch: Watch, jaina: int, instead: bytes, outcome: str, said: str
    ) -> None:
        watch.pages = pages([raid("a", "Jaina")])
        watch.look()
        watch.instead = instead

        watch.look(after=timedelta(hours=1))

        facts = watch.facts()
        assert (facts.outcome, facts.failures, said in (facts.error or "")) == (outcome, 1, True)
        assert (facts.succeeded_at, watch.seen()) == (NOW, {"a": {jaina}})
        assert facts.next_due_at > NOW + timedelta(hours=1)

    def test_when_it_is_too_much_nobody_else_is_asked_about(self, watch: Watch) -> None:
        add_guild("Frostwolf")
        watch.instead = reply(429, body=b"{}", headers={"Retry-After": "300"})

        assert watch.look() == 1
