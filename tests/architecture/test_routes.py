"""Every address says who may use it, is well named, and cannot vanish or appear unnoticed."""

from pathlib import Path

import pytest
from flask import Blueprint, Flask

from tests.architecture import routes
from tests.architecture.seeds import address


@pytest.fixture(scope="module")
def bare_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Give the app as it is with real credentials; nothing is connected."""
    return routes.bare_app(tmp_path_factory.mktemp("bare"))


@pytest.fixture
def careless_app(tmp_path: Path) -> Flask:
    """Give the app with an address that breaks every rule."""
    app = routes.bare_app(tmp_path)
    careless = Blueprint("careless", __name__)
    careless.add_url_rule("/Bad_Name/<anything>", "view", lambda anything: anything, methods=["GET", "POST"])
    app.register_blueprint(careless)
    return app


class TestRights:
    def test_every_route_declares_who_may_use_it(self, bare_app: Flask) -> None:
        assert routes.undeclared(bare_app) == []

    def test_an_undeclared_route_is_found_and_answers_403(self, careless_app: Flask) -> None:
        answer = careless_app.test_client().get("/Bad_Name/x")

        assert answer.status_code == 403
        assert len(routes.undeclared(careless_app)) == 1

    def test_no_view_both_reads_and_writes(self, bare_app: Flask, careless_app: Flask) -> None:
        assert len(routes.mixed(careless_app)) == 1
        assert routes.mixed(bare_app) == []

    def test_whatever_needs_a_tool_or_a_person_is_closed_to_strangers(self, app: Flask) -> None:
        stranger = app.test_client()
        closed = [
            rule
            for rule in routes.pages(app)
            if routes.tool_of(app, rule) != "public"
            and not routes.is_for_programs(app, rule)
            and rule.endpoint != "characters.with_slash"  # which takes the slash away, whoever asks
        ]

        answers = {
            (rule.rule, method): stranger.open(address(rule), method=method).status_code
            for rule in closed
            for method in routes.methods_of(rule)
        }

        assert answers
        assert {where: code for where, code in answers.items() if code not in {401, 404}} == {}

    def test_whatever_needs_a_scope_is_closed_without_a_token(self, bare_app: Flask) -> None:
        program = bare_app.test_client()
        closed = [rule for rule in routes.pages(bare_app) if routes.is_for_programs(bare_app, rule)]

        answers = {
            (rule.rule, method): program.open(address(rule), method=method).status_code
            for rule in closed
            for method in routes.methods_of(rule)
        }

        assert answers
        assert {where: code for where, code in answers.items() if code != 401} == {}


class TestAddresses:
    def test_they_are_kebab_case_with_typed_parameters(self, bare_app: Flask) -> None:
        assert routes.misnamed(bare_app) == []

    def test_a_careless_address_is_caught(self, careless_app: Flask) -> None:
        assert len(routes.misnamed(careless_app)) == 2

    def test_they_are_those_of_the_reviewed_list(self, bare_app: Flask) -> None:
        reviewed = routes.LIST.read_text(encoding="utf-8")

        assert routes.table(bare_app) == reviewed, (
            "run `python -m tests.architecture.routes`, read the change"
        )

    def test_what_is_read_is_no_action(self, bare_app: Flask) -> None:
        reading = [rule for rule in routes.pages(bare_app) if "GET" in routes.methods_of(rule)]

        homes = {bare_app.view_functions[rule.endpoint].__module__ for rule in reading}

        assert [home for home in sorted(homes) if home.endswith((".actions", ".jobs"))] == []
