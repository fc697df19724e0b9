"""What the provider says of itself, its keys, and what the ledger and the quota make of it."""

import base64

import pytest

from simulator import ControlError, Simulator
from tests.simulator.application import Application


class TestDiscovery:
    def test_names_endpoints_that_all_exist(self, application: Application) -> None:
        url = application.sim.url
        document = application.session.get(f"{url}/.well-known/openid-configuration", timeout=5).json()

        places = [place for word, place in document.items() if word.endswith(("endpoint", "_uri"))]

        assert document["issuer"] == url
        assert len(places) == 6
        assert 404 not in {application.session.get(place, timeout=5).status_code for place in places}

    def test_promises_no_more_than_battlenets(self, application: Application) -> None:
        url = f"{application.sim.url}/.well-known/openid-configuration"

        document = application.session.get(url, timeout=5).json()

        assert document["id_token_signing_alg_values_supported"] == ["RS256"]
        assert "code_challenge_methods_supported" not in document
        assert "scopes_supported" not in document

    def test_follows_the_name_it_is_called_by(self, application: Application) -> None:
        url = f"{application.sim.url}/.well-known/openid-configuration"

        answer = application.session.get(url, headers={"Host": "battle.test:8080"}, timeout=5)

        assert answer.json()["token_endpoint"] == "http://battle.test:8080/token"


class TestTheKeys:
    def test_are_spelt_as_battlenet_spells_them(self, application: Application) -> None:
        keys = application.session.get(f"{application.sim.url}/jwks/certs", timeout=5).json()["keys"]

        number = base64.b64decode(keys[0]["n"], validate=True)

        assert (number[0], len(number), keys[0]["n"][-1]) == (0, 257, "=")

    def test_never_show_what_is_private(self, application: Application) -> None:
        keys = application.session.get(f"{application.sim.url}/jwks", timeout=5).json()["keys"]

        assert set(keys[0]) == {"kty", "n", "e", "kid", "use", "alg"}

    @pytest.mark.parametrize(("keep_old", "count"), [(True, 2), (False, 1)])
    def test_are_others_after_a_rotation(
        self, application: Application, *, keep_old: bool, count: int
    ) -> None:
        before = application.session.get(f"{application.sim.url}/jwks", timeout=5).json()["keys"]

        application.sim.control.rotate_keys(keep_old=keep_old)

        after = application.session.get(f"{application.sim.url}/jwks", timeout=5).json()["keys"]
        assert len(after) == count
        assert after[0] != before[0]
        assert (before[0] in after) is keep_old


class TestTheLedger:
    def test_tells_the_steps_apart_and_counts_none_as_data(self, application: Application) -> None:
        application.sign_in("officer")

        report = application.sim.control.requests()

        assert set(report["by_endpoint"]) == {"oauth-authorize", "oauth-token"}
        assert report["by_client"] == {}

    def test_the_quota_is_not_spent_by_signing_in(self, application: Application) -> None:
        application.sim.control.limit(per_second=1)

        answers = [application.sign_in("officer") for _ in range(3)]

        assert all("access_token" in answer for answer in answers)


def test_a_world_too_small_for_a_part_says_so() -> None:
    with Simulator(members=1, characters=10) as tiny, pytest.raises(ControlError, match="plays the part"):
        tiny.control.account("officer")
