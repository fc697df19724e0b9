"""Which guild an address means when a key is shared."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.roll import NOON, PAGE, add_guild, add_realm, tracked
from tests.support.signed_in import browser_of, enlisted
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib.names import guild_name_key
from webapp.models import FormerGuildName, FormerRealmSlug
from webapp.web.guild_address import guild_at, guild_path

NUMBER = re.compile("<code>[0-9a-f]+</code>")
"""What each request is called by."""


def formerly_called(app: Flask, guild_id: int, name: str) -> None:
    with app.app_context(), transaction() as session:
        key = guild_name_key(name)
        session.add(FormerGuildName(region="eu", realm="argent-dawn", name_key=key, guild_id=guild_id))


class TestGuildAt:
    def test_the_exact_spelling_wins_over_the_newest(self, app: Flask) -> None:
        with app.test_request_context():
            sharp = add_guild("Straße", last_synced_at=NOON)
            double = add_guild("Strasse", last_synced_at=NOON + timedelta(days=1))

            found = [guild_at("eu", "argent-dawn", name) for name in ("straße", "strasse", "nobody")]

        assert [guild and guild.id for guild in found] == [sharp, double, None]

    def test_another_region_is_another_guild(self, app: Flask) -> None:
        with app.test_request_context():
            add_guild(region="us")
            here = add_guild()

            found = guild_at("eu", "argent-dawn", "lantern-watch")

        assert found is not None
        assert found.id == here


class TestGuildPath:
    def test_letters_beyond_ascii_are_quoted(self) -> None:
        assert (
            guild_path("eu", "argent-dawn", "Стражи")
            == "/guilds/eu/argent-dawn/%D1%81%D1%82%D1%80%D0%B0%D0%B6%D0%B8/"
        )


class TestAddresses:
    @pytest.mark.parametrize(
        "spelling",
        ["eu/argent-dawn/Lantern Watch", "EU/Argent-Dawn/LANTERN-WATCH", "eu/argent-dawn/lantern watch"],
    )
    def test_other_spellings_lead_to_the_one_address(
        self, app: Flask, client: FlaskClient, spelling: str
    ) -> None:
        tracked(app)

        answer = client.get(f"/guilds/{spelling}/?role=tank")

        assert (answer.status_code, answer.location) == (308, PAGE + "?role=tank")

    def test_a_former_realm_slug_and_a_realm_name_lead_there_too(
        self, app: Flask, client: FlaskClient
    ) -> None:
        tracked(app)
        with app.app_context():
            realm_id = add_realm("argent-dawn", "Argent Dawn")
            db.session.add(FormerRealmSlug(region="eu", slug="silver-dawn", realm_id=realm_id))
            db.session.commit()

        answers = [
            client.get(f"/guilds/eu/{realm}/lantern-watch/_table") for realm in ("silver-dawn", "Argent Dawn")
        ]

        assert [(answer.status_code, answer.location) for answer in answers] == [(308, PAGE + "_table")] * 2

    def test_a_former_name_leads_on_until_another_guild_has_it(self, app: Flask, client: FlaskClient) -> None:
        guild_id = tracked(app)
        formerly_called(app, guild_id, "Dawn Watch")
        old = "/guilds/eu/argent-dawn/dawn-watch/"
        answers = [client.get(f"{old}?role=tank"), client.get("/guilds/EU/argent-dawn/Dawn Watch/_table")]
        with app.app_context():
            add_guild("Dawn Watch")

        assert [(answer.status_code, answer.location) for answer in answers] == [
            (308, PAGE + "?role=tank"),
            (308, PAGE + "_table"),
        ]
        assert client.get(old).status_code == 200

    def test_who_may_not_see_the_guild_is_told_nothing_of_its_names(self, app: Flask) -> None:
        with app.app_context():
            guild_id = add_guild()
        formerly_called(app, guild_id, "Dawn Watch")
        stranger, member = browser_of(app, None), browser_of(app, enlisted(app, guild_id, "Jaina", rank=5))
        nowhere, old = (stranger.get(f"/guilds/eu/argent-dawn/{name}/") for name in ("nobody", "dawn-watch"))

        assert (old.status_code, "Location" in old.headers) == (404, False)
        assert [NUMBER.sub("", one.text).replace("dawn-watch", "nobody") for one in (old, nowhere)] == [
            NUMBER.sub("", nowhere.text)
        ] * 2
        assert member.get("/guilds/eu/argent-dawn/dawn-watch/").location == PAGE

    @pytest.mark.parametrize("name", ["Ñandú Élite", "Стражи Света"])
    def test_letters_beyond_ascii_are_found_in_either_normal_form(
        self, app: Flask, client: FlaskClient, name: str
    ) -> None:
        with app.app_context():
            add_guild(name)

        answer = client.get(f"/guilds/eu/argent-dawn/{name.upper()}/", follow_redirects=True)

        assert answer.status_code == 200
        assert f"<bdi>{name}</bdi>" in answer.text

    @pytest.mark.parametrize(
        "path",
        ["/guilds/eu/argent-dawn/nobody/", "/guilds/xx/a/b/", "/guilds/eu/a/%00/", "/guilds/eu/a/%E2%80%AE/"],
    )
    def test_an_unknown_guild_says_what_to_do(self, client: FlaskClient, path: str) -> None:
        answer = client.get(path)

        assert answer.status_code == 404
        assert "flask guild add" in answer.text or "no such region" in answer.text

    def test_an_archived_guild_is_shown_until_another_has_its_name(
        self, app: Flask, client: FlaskClient
    ) -> None:
        with app.app_context():
            gone = add_guild(archived_at=NOON, last_synced_at=NOON)
            assert "Archived on 21 Nov 2026" in client.get(PAGE).text
            add_guild()

        with app.test_request_context():
            found = guild_at("eu", "argent-dawn", "lantern-watch")
            assert found is not None
            assert (found.id != gone, found.archived_at) == (True, None)
        assert "Archived on" not in client.get(PAGE).text
