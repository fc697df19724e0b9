"""The board over all guilds, for programs."""

from tests.api.conftest import Program


class TestEverybody:
    def test_it_has_the_rating_and_says_when_it_was_so(self, guilds: Program) -> None:
        found = guilds.ask("GET", "/api/v1/leaderboards?class=1&region=eu").json or {}

        assert (found["board"], found["places"]) == ("rating", [])
        assert found["asOf"].endswith("Z")
