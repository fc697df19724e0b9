"""The cache for programs: the old paths, names and meanings, on both databases."""

from typing import Any

import pytest
from flask import Flask

from tests.api.conftest import JAINA, STRANGER, Program, Town, populate, program
from tests.api.past import leave
from webapp.permissions.tokens import Scope

ALT = {"region": "US", "realm": "Area 52", "characterName": "Playername"}
CARD = {"class": "Death Knight", "spec": "Blood", "itemLevel": 626}
FIELDS = [
    "id",
    "region",
    "realm",
    "characterName",
    "seasonKey",
    "playerCard",
    "wclLastFetchedAt",
    "blizzardLastFetchedAt",
    "fetchStatus",
    "errorMessage",
    "createdAt",
    "updatedAt",
]


@pytest.fixture
def writer(app_on: Flask) -> Program:
    """Give a program that may do everything, on each database in turn."""
    populate(app_on)
    return program(app_on)


class TestUpsert:
    def test_a_new_card_has_exactly_the_fields_that_users_know(self, writer: Program) -> None:
        made = writer.give(
            **ALT, playerCard=CARD, wclLastFetchedAt="2026-02-01T12:00:00Z", fetchStatus="complete"
        )

        entry = made.json or {}
        assert (made.status_code, list(entry)) == (201, FIELDS)
        assert (entry["region"], entry["characterName"], entry["playerCard"]) == ("US", "Playername", CARD)
        assert (entry["wclLastFetchedAt"], entry["fetchStatus"]) == ("2026-02-01T12:00:00Z", "complete")

    def test_what_is_left_out_of_a_new_card_has_the_defaults(self, writer: Program) -> None:
        entry = writer.give(**ALT).json or {}

        left_out = ("seasonKey", "playerCard", "wclLastFetchedAt", "fetchStatus", "errorMessage")
        assert [entry[name] for name in left_out] == ["latest", {}, None, "partial", None]

    def test_what_is_left_out_of_a_change_stays(self, writer: Program) -> None:
        writer.give(**ALT, playerCard=CARD, fetchStatus="complete")

        changed = writer.give(**ALT, errorMessage="late")

        assert changed.status_code == 200
        assert changed.json is not None
        assert (changed.json["playerCard"], changed.json["errorMessage"]) == (CARD, "late")

    def test_each_season_is_a_card_of_its_own(self, writer: Program) -> None:
        for season in ("latest", "season-tww-3"):
            assert writer.give(**ALT, seasonKey=season).status_code == 201

        found = writer.get({**ALT, "allSeasons": "true"}).json or {}
        assert sorted(entry["seasonKey"] for entry in found["entries"]) == ["latest", "season-tww-3"]

    def test_for_a_character_of_ours_the_content_lives_under_external(self, writer: Program) -> None:
        given = writer.give(**JAINA, playerCard={"note": "tank"}, fetchStatus="complete")

        assert given.json is not None
        assert given.json["playerCard"]["external"] == {"note": "tank"}

    def test_for_a_character_of_ours_nothing_else_is_kept(self, writer: Program) -> None:
        refused = writer.give(**JAINA, fetchStatus="complete")

        assert refused.status_code == 409
        assert writer.get(JAINA).status_code == 404

    def test_zones_are_brought_to_utc(self, writer: Program) -> None:
        entry = writer.give(**ALT, blizzardLastFetchedAt="2026-02-01T13:30:00.250+02:00").json or {}

        assert entry["blizzardLastFetchedAt"] == "2026-02-01T11:30:00.250000Z"


class TestRead:
    @pytest.mark.parametrize(
        "query",
        [
            ALT,
            {**ALT, "region": "us", "seasonKey": "latest"},
            {**ALT, "realm": "area 52", "characterName": "PLAYERNAME"},
            {**ALT, "allSeasons": "false"},
        ],
    )
    def test_a_card_is_found_in_any_case(self, writer: Program, query: dict[str, str]) -> None:
        made = writer.give(**ALT, playerCard=CARD).json

        assert writer.get(query).json == made

    @pytest.mark.parametrize("realm", ["argent-dawn", "Argent Dawn", "ARGENT DAWN", "Argent-Dawn"])
    def test_a_realm_is_a_name_or_a_slug(self, writer: Program, realm: str) -> None:
        writer.give(**JAINA, playerCard=CARD)

        found = writer.get({**JAINA, "realm": realm}).json or {}

        assert found["realm"] == "Argent Dawn"

    @pytest.mark.parametrize("there", [ALT, {**JAINA, "realm": "Argent Dawn", "characterName": "Nobody"}])
    def test_a_realm_comes_back_as_it_was_given(self, writer: Program, there: dict[str, str]) -> None:
        made = writer.give(**there).json or {}
        slug = there["realm"].lower() if there is ALT else "argent-dawn"

        found = writer.get({**there, "realm": slug}).json or {}
        again = writer.give(**{**there, "realm": slug}).json or {}

        assert [one["realm"] for one in (made, found, again)] == [there["realm"], there["realm"], slug]

    def test_names_that_only_fold_alike_are_two(self, writer: Program) -> None:
        writer.give(**{**ALT, "characterName": "Strasse"}, playerCard={"n": 1})
        writer.give(**{**ALT, "characterName": "Straße"}, playerCard={"n": 2})

        found = [writer.get({**ALT, "characterName": name}).json or {} for name in ("straße", "STRASSE")]

        assert [entry["playerCard"] for entry in found] == [{"n": 2}, {"n": 1}]

    @pytest.mark.parametrize("change", [{"region": "EU"}, {"realm": "Area 51"}, {"seasonKey": "old"}])
    def test_what_is_not_there_is_404(self, writer: Program, change: dict[str, str]) -> None:
        writer.give(**ALT)

        answer = writer.get({**ALT, **change})

        assert (answer.status_code, (answer.json or {})["code"]) == (404, "not_found")

    def test_all_seasons_of_nobody_are_none(self, writer: Program) -> None:
        assert writer.get({**ALT, "allSeasons": "true"}).json == {"entries": []}


class TestVersions:
    @pytest.mark.parametrize("query", [ALT, {**ALT, "allSeasons": "true"}])
    def test_a_known_version_is_not_sent_again(self, writer: Program, query: dict[str, str]) -> None:
        writer.give(**ALT, playerCard=CARD)
        etag = writer.get(query).headers["ETag"]

        again = writer.get(query, headers={"If-None-Match": f'"other", W/{etag}'})

        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
        assert (again.headers["Cache-Control"], again.headers["Vary"]) == (
            "private, no-cache",
            "Authorization",
        )

    @pytest.mark.parametrize("change", [{"playerCard": {}}, {"errorMessage": "x"}, {"fetchStatus": "failed"}])
    def test_any_change_makes_a_new_version(self, writer: Program, change: dict[str, Any]) -> None:
        writer.give(**ALT, playerCard=CARD)
        etag = writer.get(ALT).headers["ETag"]

        writer.give(**ALT, **change)

        assert writer.get(ALT, headers={"If-None-Match": etag}).status_code == 200

    def test_one_season_and_all_of_them_are_two_answers(self, writer: Program) -> None:
        writer.give(**ALT)

        assert writer.get(ALT).headers["ETag"] != writer.get({**ALT, "allSeasons": "true"}).headers["ETag"]


class TestDelete:
    def test_a_given_card_goes_as_a_whole(self, writer: Program) -> None:
        writer.give(**ALT)

        gone = writer.delete(ALT)

        assert (gone.status_code, gone.data) == (204, b"")
        assert "Content-Type" not in gone.headers
        assert [writer.get(ALT).status_code, writer.delete(ALT).status_code] == [404, 404]

    def test_other_seasons_stay(self, writer: Program) -> None:
        writer.give(**ALT)
        writer.give(**ALT, seasonKey="season-tww-3")

        writer.delete({**ALT, "seasonKey": "season-tww-3"})

        assert writer.get(ALT).status_code == 200


class TestReach:
    def test_a_guild_writes_and_reads_its_members(self, guilds: Program) -> None:
        assert guilds.give(**JAINA, playerCard=CARD).status_code == 201
        assert guilds.get(JAINA).status_code == 200
        assert guilds.delete(JAINA).status_code == 204

    def test_whoever_else_is_answered_like_nobody(self, operator: Program, guilds: Program) -> None:
        for there in (STRANGER, ALT):
            operator.give(**there, playerCard=CARD)
        nobody = {**STRANGER, "characterName": "Nobody"}

        answers = {
            (
                answer.status_code,
                *sorted(set(answer.json or {}) - {"requestId"}),
                (answer.json or {})["detail"],
            )
            for who in (STRANGER, ALT, nobody)
            for answer in (guilds.get(who),)
        }

        assert len(answers) == 1
        assert {guilds.give(**who).status_code for who in (STRANGER, ALT, nobody)} == {404}
        assert {guilds.delete(who).status_code for who in (STRANGER, ALT, nobody)} == {404}

    def test_nothing_of_others_is_written_or_deleted(self, operator: Program, guilds: Program) -> None:
        before = operator.give(**STRANGER, playerCard=CARD).json

        guilds.give(**STRANGER, playerCard={"mine": True})
        guilds.delete(STRANGER)

        assert operator.get(STRANGER).json == before

    def test_whoever_left_is_out_of_reach_at_once(self, app: Flask, town: Town, guilds: Program) -> None:
        guilds.give(**JAINA, playerCard=CARD)

        leave(app, town.jaina_id)

        assert [guilds.get(JAINA).status_code, guilds.give(**JAINA, playerCard={}).status_code] == [404, 404]

    @pytest.mark.parametrize(
        ("scope", "answers"), [(Scope.CACHE_READ, [404, 403, 403]), (Scope.CACHE_WRITE, [403, 201, 204])]
    )
    def test_each_scope_opens_its_own_doors(self, app: Flask, scope: Scope, answers: list[int]) -> None:
        narrow = program(app, scope)

        asked = [narrow.get(ALT), narrow.give(**ALT), narrow.delete(ALT)]

        assert [answer.status_code for answer in asked] == answers
