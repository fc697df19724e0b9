"""The character list that somebody shares on signing in: who may read it, and that it follows the world."""

from typing import Any

import pytest

from simulator import ControlError, Simulator
from tests.simulator.application import Application
from tests.simulator.conftest import DEMO, Caller


def main_of(sim: Simulator, who: str) -> dict[str, Any]:
    """Return the first character of an account."""
    main: dict[str, Any] = sim.control.account(who)["characters"][0]
    return main


class TestWhoMayRead:
    def test_somebody_who_shared_reads_their_own(self, application: Application) -> None:
        token = application.sign_in("officer")["access_token"]

        answer = application.profile(token)

        truth = application.sim.control.account("officer")
        assert answer.json()["id"] == truth["id"]
        assert truth["characters"][0]["name"] in application.names("officer")

    def test_a_client_without_anybody_may_not(self, caller: Caller) -> None:
        answer = caller.get("/profile/user/wow")

        assert (answer.status_code, answer.json()["type"]) == (403, "BLZWEBAPI00000403")

    def test_without_the_consent_to_share_it_is_403(self, application: Application) -> None:
        token = application.sign_in("officer", consent=False)["access_token"]

        assert application.profile(token).status_code == 403

    def test_without_a_token_it_is_401(self, application: Application) -> None:
        assert application.profile("nothing").status_code == 401

    @pytest.mark.parametrize("space", ["dynamic", "static"])
    def test_in_another_namespace_it_is_403(self, application: Application, space: str) -> None:
        token = application.sign_in("officer")["access_token"]

        assert application.profile(token, space=space).status_code == 403

    def test_the_token_of_a_person_reads_guilds_too(self, application: Application) -> None:
        token = application.sign_in("stranger")["access_token"]

        answer = application.get(f"/eu{DEMO}", token, namespace="profile-eu")

        assert answer.status_code == 200

    def test_after_their_tokens_ended_only_that_person_is_refused(self, application: Application) -> None:
        officer, raider = (application.sign_in(who)["access_token"] for who in ("officer", "raider"))

        ended = application.sim.control.end_tokens("officer")

        assert ended == 1
        assert application.profile(officer).status_code == 401
        assert application.profile(raider).status_code == 200


class TestRegions:
    def test_each_lists_only_its_own_characters(self, application: Application) -> None:
        truth = application.sim.control.account("two_guilds")["characters"]

        seen = {
            region: application.names("two_guilds", region) for region in {one["region"] for one in truth}
        }

        assert len(seen) == 2
        assert all(
            sorted(names) == sorted(one["name"] for one in truth if one["region"] == region)
            for region, names in seen.items()
        )

    def test_where_somebody_never_played_the_list_is_empty(self, application: Application) -> None:
        assert application.names("raider", "tw") == []

    def test_for_an_account_without_any_characters_there_is_none(self, application: Application) -> None:
        token = application.sign_in("no_characters")["access_token"]

        assert application.profile(token).status_code == 404


class TestTheWorldMovesOn:
    def test_a_renamed_character_is_listed_with_its_new_name_and_old_id(
        self, application: Application
    ) -> None:
        control, main = application.sim.control, main_of(application.sim, "raider")

        control.happen("rename", realm=main["realm"], name=main["name"], new_name="Neuname")

        renamed = control.account("raider")["characters"][0]
        assert (renamed["name"], renamed["id"]) == ("Neuname", main["id"])
        assert "Neuname" in application.names("raider")

    def test_a_transferred_character_is_listed_on_its_new_realm(self, application: Application) -> None:
        main = main_of(application.sim, "officer")
        event = {"realm": main["realm"], "name": main["name"], "new_realm": "tarren-mill", "new_id": True}

        application.sim.control.happen("transfer", **event)

        token = application.sign_in("officer")["access_token"]
        listed = application.profile(token).json()["wow_accounts"][0]["characters"][0]
        assert (listed["name"], listed["realm"]["slug"]) == (main["name"], "tarren-mill")
        assert listed["id"] != main["id"]

    def test_a_deleted_character_is_gone(self, application: Application) -> None:
        main = main_of(application.sim, "raider")

        application.sim.control.happen("delete", realm=main["realm"], name=main["name"])

        assert main["name"] not in application.names("raider")

    def test_a_newcomer_belongs_to_somebody_new(self, application: Application) -> None:
        control = application.sim.control
        event = {"realm": "argent-dawn", "guild": "lantern-watch", "name": "Frischling"}

        control.happen("join", **event)

        account = control.account("eu/argent-dawn/Frischling")
        assert [one["name"] for one in account["characters"]] == ["Frischling"]
        assert application.names(account["battletag"]) == ["Frischling"]


class TestChangingHands:
    def test_a_character_is_listed_by_its_new_owner_alone(self, application: Application) -> None:
        main = main_of(application.sim, "raider")

        application.sim.control.give(main["name"], "stranger", main["realm"])

        assert main["name"] not in application.names("raider")
        assert main["name"] in application.names("stranger")

    def test_a_character_may_go_to_somebody_unheard_of_and_come_back(self, application: Application) -> None:
        control, main = application.sim.control, main_of(application.sim, "raider")
        control.give(main["name"], "Newcomer#4242", main["realm"])
        away = application.names("Newcomer#4242")

        control.give(main["name"], "raider", main["realm"])

        assert away == [main["name"]]
        assert application.sim.control.account("Newcomer#4242")["characters"] == []
        assert main["name"] in application.names("raider")

    def test_a_part_is_played_by_the_same_account_whatever_changes(self, application: Application) -> None:
        control, main = application.sim.control, main_of(application.sim, "officer")
        before = control.cast()["officer"]["id"]

        control.happen("set_rank", realm=main["realm"], name=main["name"], rank=9)

        assert control.cast()["officer"]["id"] == before

    def test_nobody_is_given_to_nobody(self, application: Application) -> None:
        main = main_of(application.sim, "raider")

        with pytest.raises(ControlError, match="nor a part"):
            application.sim.control.give(main["name"], "the king", main["realm"])

    def test_a_restart_remembers_who_has_whom(self, tmp_path: Any) -> None:
        kept = tmp_path / "world.json"
        with Simulator(members=60, seed=7, state_file=kept) as first:
            main = main_of(first, "raider")
            first.control.give(main["name"], "stranger", main["realm"])

        with Simulator(members=60, seed=7, state_file=kept) as second:
            names = [one["name"] for one in second.control.account("stranger")["characters"]]

        assert main["name"] in names


def test_the_quota_counts_a_read_of_the_list(application: Application) -> None:
    token = application.sign_in("raider")["access_token"]
    application.sim.control.limit(per_second=1)

    answers = [application.profile(token) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 429, 429]
