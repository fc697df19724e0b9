"""Who is found by the beginning of a name, and by whom."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.plans import plan_of
from tests.support.roll import PAGE, add_guild, add_member
from tests.support.signed_in import browser_of, enlisted, operator, signed_in
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character
from webapp.search.queries import characters_like


@pytest.fixture
def member(app: Flask) -> FlaskClient:
    """Give the browser of Jaina, a member of a closed guild with Hánnírd."""
    with app.app_context():
        guild_id = add_guild()
        add_member(guild_id, "Hánnírd", verified_at=clock.now())
        add_member(add_guild("Shadow Council"), "Hannibal", verified_at=clock.now())
    return browser_of(app, enlisted(app, guild_id, "Jaina", rank=3, verified_at=clock.now()))


class TestSearchPage:
    @pytest.mark.parametrize("typed", ["hann", "HÁNN", "hánnírd", "ha"])
    def test_a_member_is_found_whatever_case_and_accents(self, member: FlaskClient, typed: str) -> None:
        assert "Hánnírd</bdi>" in member.get("/search/", query_string={"q": typed}).text

    def test_who_is_in_a_guild_that_is_not_seen_is_not_found(self, member: FlaskClient) -> None:
        answer = member.get("/search/?q=hann").text

        assert "Hannibal" not in answer
        assert "Shadow" not in member.get("/search/?q=shadow").text

    @pytest.mark.usefixtures("member")
    def test_a_stranger_finds_nobody_and_an_operator_everybody(
        self, app: Flask, stranger: FlaskClient
    ) -> None:
        assert "Hánnírd" not in stranger.get("/search/?q=hann").text
        assert "Hánnírd" not in browser_of(app, signed_in(app)).get("/search/?q=hann").text
        assert "Hannibal" in browser_of(app, operator(app)).get("/search/?q=hann").text

    def test_who_was_added_is_found_from_then_on(self, app: Flask, member: FlaskClient) -> None:
        assert "Thrall" not in member.get("/search/?q=thr").text
        with app.app_context():
            one = Character(region="eu", realm="argent-dawn", name="Thrall", name_key="thrall")
            one.bnet_character_id, one.verified_at = 987654, clock.now()
            db.session.add(one)
            db.session.commit()

        assert "Thrall" in member.get("/search/?q=thr").text

    @pytest.mark.parametrize("typed", ["h", "\u0301\u0301", "h\u0301\u0301"])
    def test_accents_alone_are_no_letters(self, member: FlaskClient, typed: str) -> None:
        answer = member.get("/search/", query_string={"q": typed}).text

        assert "Type 2 letters or more" in answer
        assert "Hánnírd" not in answer

    @pytest.mark.parametrize("typed", ["\x00x", "a/b", "x" * 65])
    def test_what_is_no_name_is_told(self, member: FlaskClient, typed: str) -> None:
        answer = member.get("/search/", query_string={"q": typed})

        assert answer.status_code == 200
        assert "Nothing can be found" in answer.text


class TestCharactersLike:
    def test_ranges_of_the_index_find_any_spelling_on_either_database(self, app_on: Flask) -> None:
        with app_on.app_context():
            guild_id = add_guild()
            for name in ("Hánnírd", "Hannibal", "Hanzo", "Ħannah", "Zannah"):
                add_member(guild_id, name, verified_at=clock.now())

            def found(typed: str) -> list[str]:
                rows = db.session.execute(characters_like(typed, [guild_id], None, clock.now()))
                return sorted(row.name for row in rows)

            assert found("hann")[:1] == ["Hannibal"]
            assert "Hánnírd" in found("hann")
            assert found("hannird") == ["Hánnírd"]
            assert found("hannah") == ["Ħannah"]
            assert found("z") == ["Zannah"]
            assert found("hannn") == []

    def test_they_are_read_in_the_order_of_the_index_and_nothing_is_sorted(self, app: Flask) -> None:
        with app.app_context():
            query = characters_like("hann", [1, 2], 1, clock.now())

            plan = plan_of(query)

        assert "ix_characters_name_plain_region_realm (name_plain>? AND name_plain<?)" in plan
        assert "ORDER BY" not in plan


class TestPagesOfGuilds:
    @pytest.mark.parametrize("typed", ["insights", "Leader", "chang"])
    def test_pages_are_found_with_the_guild_that_they_are_of(self, member: FlaskClient, typed: str) -> None:
        answer = member.get("/search/", query_string={"q": typed}).text

        assert f'href="{PAGE}' in answer
        assert "Lantern Watch, argent-dawn, EU" in answer

    @pytest.mark.parametrize("typed", ["settings", "sync", "cache", "api tok", "notificat"])
    def test_what_a_tool_does_not_open_is_not_found(
        self, app: Flask, member: FlaskClient, typed: str
    ) -> None:
        found = browser_of(app, operator(app)).get("/search/", query_string={"q": typed}).text

        assert PAGE not in member.get("/search/", query_string={"q": typed}).text
        assert f'href="{PAGE}' in found

    def test_the_comparison_is_found_by_everybody(self, stranger: FlaskClient) -> None:
        assert 'href="/compare/"' in stranger.get("/search/?q=comp").text
