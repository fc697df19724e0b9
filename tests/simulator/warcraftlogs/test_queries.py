"""What a GraphQL client may ask, well and badly."""

from typing import Any

import pytest

from tests.simulator.warcraftlogs.conftest import LogsCaller


class TestAQuery:
    @pytest.mark.parametrize(
        "query", ["{", "{ nonsense }", "query($a: Int!) { characterData { character(id: $a) { id } } }"]
    )
    def test_that_is_wrong_gets_errors_inside_200(self, logs: LogsCaller, query: str) -> None:
        answer = logs.ask(query)

        assert answer.status_code == 200
        assert answer.json()["errors"][0]["message"]

    @pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"query": 7}', b'{"query": "{}", "variables": 3}'])
    def test_that_is_none_gets_an_error_as_well(self, logs: LogsCaller, body: bytes) -> None:
        answer = logs.session.post(f"{logs.sim.url}/wcl/api/v2/client", data=body, timeout=5)

        assert list(answer.json()) == ["errors"]

    def test_may_use_fragments_variables_and_directives(
        self, logs: LogsCaller, logged: dict[str, Any]
    ) -> None:
        query = """
            query One($name: String, $server: String, $deep: Boolean!) { characterData {
                character(name: $name, serverSlug: $server, serverRegion: "eu") {
                    ...Who id @include(if: $deep) __typename } } }
            fragment Who on Character { name }
        """

        found = logs.found(query, name=logged["name"], server=logged["realm"], deep=False)

        assert found["characterData"]["character"] == {"name": logged["name"], "__typename": "Character"}

    def test_may_ask_for_the_schema(self, logs: LogsCaller) -> None:
        found = logs.found('{ __type(name: "Character") { fields(includeDeprecated: true) { name } } }')

        assert {"name": "zoneRankings"} in found["__type"]["fields"]

    def test_may_ask_for_zones(self, logs: LogsCaller) -> None:
        zone = "id frozen encounters { id } difficulties { id } partitions { id default }"

        zones = logs.found(f"{{ worldData {{ zones {{ {zone} }} }} }}")["worldData"]["zones"]

        assert [(one["id"], one["frozen"], len(one["encounters"])) for one in zones] == [
            (55, False, 8),
            (53, False, 8),
            (46, True, 6),
        ]
        assert [[part["default"] for part in one["partitions"]] for one in zones] == [
            [True],
            [False, True],
            [True],
        ]

    def test_may_ask_for_the_world_in_other_ways(self, logs: LogsCaller) -> None:
        found = logs.found(
            "{ worldData { zone(id: 53) { name } encounter(id: 3470) { zone { id } } expansion(id: 7)"
            " { name } regions { slug } region(id: 2) { slug } nothing: zone(id: 1) { id } } }"
        )["worldData"]

        assert found["encounter"] == {"zone": {"id": 53}}
        assert (found["region"], found["nothing"]) == ({"slug": "eu"}, None)
        assert [one["slug"] for one in found["regions"]] == ["us", "eu", "kr", "tw"]
