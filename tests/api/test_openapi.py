"""The document tells of every operation, its scope and its refusals, and is read without a token."""

from typing import Any

from flask import Flask

from tests.architecture import routes

METHODS = ("get", "post", "delete")


def operations(app: Flask) -> dict[tuple[str, str], dict[str, Any]]:
    paths = (app.test_client().get("/api/openapi.json").json or {})["paths"]
    return {
        (path, method): told
        for path, methods in paths.items()
        for method, told in methods.items()
        if method in METHODS
    }


class TestDocument:
    def test_it_has_every_operation_for_programs(self, app: Flask) -> None:
        rules = [
            rule
            for rule in routes.pages(app)
            if routes.is_for_programs(app, rule) and rule.rule.startswith("/api/")
        ]

        told = {(path.replace("{", "<").replace("}", ">"), method) for path, method in operations(app)}

        assert len(told) == len(rules) == 14

    def test_each_names_its_scope_and_its_refusals(self, app: Flask) -> None:
        for told in operations(app).values():
            assert [list(need) for need in told["security"]] == [["token"]]
            assert {"400", "401", "403", "404", "422"} <= set(told["responses"])
            assert told["summary"]

    def test_the_old_parameters_have_their_names(self, app: Flask) -> None:
        read = operations(app)["/api/character-cache", "get"]

        named = [parameter["name"] for parameter in read["parameters"] if parameter["in"] == "query"]

        assert named == ["region", "realm", "characterName", "seasonKey", "allSeasons"]

    def test_a_known_version_is_not_sent_again(self, app: Flask) -> None:
        etag = app.test_client().get("/api/openapi.json").headers["ETag"]

        again = app.test_client().get("/api/openapi.json", headers={"If-None-Match": etag})

        assert again.status_code == 304
