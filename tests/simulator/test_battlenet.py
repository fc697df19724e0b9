"""Battle.net's manners: tokens, namespaces, locales, headers, conditional requests, errors."""

import gzip
from typing import Any

import pytest
import requests

from simulator import Simulator
from tests.simulator.conftest import DEMO, Caller

SEASON_START = 1_787_112_000
FORM = {"grant_type": "client_credentials", "client_id": "client", "client_secret": "secret"}


class TestTheTokenEndpoint:
    @pytest.mark.parametrize("path", ["/token", "/oauth/token"])
    def test_gives_a_token_for_credentials_in_a_form(self, sim: Simulator, path: str) -> None:
        answer = requests.post(f"{sim.url}{path}", data=FORM, timeout=5)

        assert answer.json() | {"access_token": ""} == {
            "access_token": "",
            "token_type": "bearer",
            "expires_in": 86_399,
            "sub": "client",
        }

    def test_refuses_get_with_400(self, sim: Simulator) -> None:
        answer = requests.get(f"{sim.url}/token", params=FORM, timeout=5)

        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")

    def test_refuses_a_client_without_a_secret_with_401(self, sim: Simulator) -> None:
        answer = requests.post(f"{sim.url}/token", auth=("client", ""), data=FORM, timeout=5)

        assert answer.status_code == 401

    def test_refuses_another_grant_with_400(self, sim: Simulator) -> None:
        answer = requests.post(f"{sim.url}/token", data=FORM | {"grant_type": "password"}, timeout=5)

        assert answer.json()["error"] == "unsupported_grant_type"


class TestADataCall:
    def test_without_a_token_is_401(self, sim: Simulator) -> None:
        answer = requests.get(f"{sim.url}/eu{DEMO}", params={"namespace": "profile-eu"}, timeout=5)

        assert (answer.status_code, answer.json()["type"]) == (401, "BLZWEBAPI00000401")

    def test_with_a_token_in_the_query_is_404_without_a_body(self, caller: Caller) -> None:
        answer = caller.get(DEMO, query={"access_token": "anything"})

        assert (answer.status_code, answer.content) == (404, b"")

    def test_after_the_tokens_were_revoked_is_401_until_renewed(self, caller: Caller) -> None:
        caller.sim.control.tokens(revoke=True)
        before = caller.get(DEMO).status_code

        caller.renew()

        assert (before, caller.get(DEMO).status_code) == (401, 200)

    def test_with_a_token_whose_life_is_over_is_401(self, caller: Caller) -> None:
        caller.sim.control.tokens(life_seconds=0)

        caller.renew()

        assert caller.get(DEMO).status_code == 401

    @pytest.mark.parametrize(
        ("path", "space"),
        [(DEMO, "dynamic"), (f"{DEMO}/roster", "static"), ("/data/wow/realm/index", "profile")],
    )
    def test_with_the_wrong_namespace_is_403(self, caller: Caller, path: str, space: str) -> None:
        answer = caller.get(path, space)

        assert (answer.status_code, answer.json()["type"]) == (403, "BLZWEBAPI00000403")

    def test_with_the_namespace_of_another_region_is_403(self, caller: Caller) -> None:
        answer = caller.get(DEMO, query={"namespace": "profile-us"})

        assert answer.status_code == 403

    def test_takes_the_namespace_from_a_header_and_the_region_from_it(self, caller: Caller) -> None:
        url = f"{caller.sim.url}{DEMO}"

        answer = caller.session.get(url, headers={"Battlenet-Namespace": "profile-eu"}, timeout=5)

        assert answer.json()["member_count"] == 60

    @pytest.mark.parametrize(
        "path", ["/data/wow/guild/argent-dawn/no-such-guild", "/profile/wow/character/a/b"]
    )
    def test_for_something_unknown_is_404_with_a_body(self, caller: Caller, path: str) -> None:
        answer = caller.get(path)

        assert answer.json() == {"code": 404, "type": "BLZWEBAPI00000404", "detail": "Not Found"}

    def test_for_no_route_is_404_without_a_body(self, caller: Caller) -> None:
        answer = caller.get("/data/wow/no-such-thing")

        assert (answer.status_code, answer.content) == (404, b"")


class TestHeaders:
    def test_last_modified_is_the_last_login_with_an_unpadded_day(
        self, caller: Caller, raider: dict[str, Any]
    ) -> None:
        caller.sim.control.freeze("2026-11-05T12:00:00+00:00")
        caller.sim.control.log_in(raider["name"], raider["realm"])

        answer = caller.character(raider)

        assert answer.headers["Last-Modified"] == "Thu, 5 Nov 2026 12:00:00 GMT"
        assert answer.json()["last_login_timestamp"] == 1_793_880_000_000

    def test_cache_control_is_sent_for_guilds_only_and_an_etag_never(
        self, caller: Caller, raider: dict[str, Any]
    ) -> None:
        guild, character = caller.get(DEMO), caller.character(raider)

        assert guild.headers["Cache-Control"] == "public, max-age=10800"
        assert "Cache-Control" not in character.headers
        assert not {"ETag", "etag"} & {*guild.headers, *character.headers}

    def test_static_answers_name_their_build(self, caller: Caller) -> None:
        answer = caller.get("/data/wow/playable-class/index", "static")

        assert answer.headers["Battlenet-Namespace"].startswith("static-12")
        assert answer.headers["Battlenet-Schema"] == "playable-class"

    def test_a_body_is_compressed_only_when_asked_for(self, caller: Caller, raider: dict[str, Any]) -> None:
        packed = caller.character(raider, "/equipment", stream=True).raw.read(decode_content=False)

        plain = caller.character(raider, "/equipment", headers={"Accept-Encoding": "identity"})

        assert "Content-Encoding" not in plain.headers
        assert gzip.decompress(packed) == plain.content


class TestConditionalRequests:
    def test_an_unchanged_summary_is_304(self, caller: Caller, raider: dict[str, Any]) -> None:
        since = {"If-Modified-Since": caller.character(raider).headers["Last-Modified"]}

        answer = caller.character(raider, headers=since)

        assert (answer.status_code, answer.content) == (304, b"")

    def test_a_summary_after_a_login_is_sent_again(self, caller: Caller, raider: dict[str, Any]) -> None:
        since = {"If-Modified-Since": caller.character(raider).headers["Last-Modified"]}
        caller.sim.control.log_in(raider["name"], raider["realm"])

        answer = caller.character(raider, headers=since)

        assert answer.status_code == 200

    @pytest.mark.parametrize("section", ["/equipment", "/mythic-keystone-profile", "/status", "/professions"])
    def test_no_other_section_is_ever_304(self, caller: Caller, raider: dict[str, Any], section: str) -> None:
        since = {"If-Modified-Since": caller.character(raider, section).headers["Last-Modified"]}

        assert caller.character(raider, section, headers=since).status_code == 200


class TestLocales:
    def test_without_a_locale_words_are_objects(self, caller: Caller, raider: dict[str, Any]) -> None:
        race = caller.character(raider, query={"locale": None}).json()["race"]["name"]

        assert {"en_US", "de_DE", "ko_KR"} <= set(race)

    def test_a_locale_that_does_not_exist_makes_words_null(
        self, caller: Caller, raider: dict[str, Any]
    ) -> None:
        character = caller.character(raider, query={"locale": "xx_XX"}).json()

        assert (character["race"]["name"], character["name"]) == (None, raider["name"])

    def test_professions_are_plain_without_a_locale(self, caller: Caller, raider: dict[str, Any]) -> None:
        crafts = caller.character(raider, "/professions", query={"locale": None}).json()

        assert isinstance(crafts["secondaries"][0]["profession"]["name"], str)

    def test_russian_realms_have_russian_names_and_english_slugs(self, caller: Caller) -> None:
        realms = caller.get("/data/wow/realm/index", "dynamic", query={"locale": "ru_RU"}).json()["realms"]

        assert "Гордунни" in {one["name"] for one in realms if one["slug"] == "gordunni"}


class TestNames:
    def test_accents_are_significant_and_case_is_not(self, caller: Caller) -> None:
        members = {one["name"]: one for one in caller.sim.control.members()}
        paths = {name: f"/profile/wow/character/argent-dawn/{name}" for name in ("LALLACK", "LÁLLÁCK")}

        ids = {name: caller.get(path).json()["id"] for name, path in paths.items()}

        assert ids == {"LALLACK": members["Lallack"]["id"], "LÁLLÁCK": members["Lálláck"]["id"]}

    def test_one_name_may_live_on_two_realms_of_a_guild(self, caller: Caller) -> None:
        names = [one["name"] for one in caller.sim.control.members()]
        twice = [one for one in caller.sim.control.members() if names.count(one["name"]) == 2]

        ids = {caller.character(one).json()["id"] for one in twice}

        assert ids == {one["id"] for one in twice}
        assert len({one["realm"] for one in twice}) == 2

    @pytest.mark.parametrize("region", ["us", "eu", "kr", "tw"])
    def test_every_region_has_a_guild_that_answers(self, caller: Caller, region: str) -> None:
        guild = next(one for one in caller.sim.control.world()["guilds"] if one["region"] == region)

        answer = caller.get(f"/data/wow/guild/{guild['realm']}/{guild['slug']}/roster", region=region)

        assert len(answer.json()["members"]) == guild["members"]


class TestADemoGuild:
    def test_has_ranks_from_one_guild_master_down(self, caller: Caller) -> None:
        ranks = [one["rank"] for one in caller.get(f"{DEMO}/roster").json()["members"]]

        assert (ranks.count(0), min(ranks), max(ranks) <= 9) == (1, 0, True)

    def test_spans_two_connected_realms(self, caller: Caller) -> None:
        members = caller.get(f"{DEMO}/roster").json()["members"]

        assert {one["character"]["realm"]["slug"] for one in members} == {"argent-dawn", "earthen-ring"}

    def test_lists_low_levels_that_have_no_profile(self, caller: Caller) -> None:
        low = [one for one in caller.sim.control.members() if one["level"] < 10]

        assert low
        assert {caller.character(one).status_code for one in low} == {404}

    def test_has_somebody_who_has_been_away_for_forty_days(self, caller: Caller) -> None:
        now = caller.sim.control.now()
        away = [now - one["last_login_timestamp"] / 1_000 for one in caller.sim.control.members()]

        assert any(39 * 86_400 < seconds < 41 * 86_400 for seconds in away)

    def test_wears_and_scores_what_the_season_allows(self, caller: Caller) -> None:
        members = [one for one in caller.sim.control.members() if one["level"] == 90 and one["has_profile"]]
        played = [one for one in members if one["last_login_timestamp"] / 1_000 > SEASON_START]

        assert all(266 <= one["equipped_item_level"] <= 334 for one in played)
        assert all(0 < one["rating"] <= 4_000 for one in members if one["rating"])
