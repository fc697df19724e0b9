"""Faults of signing in that no library has to notice: what is sent, and what is left alone."""

import time

import pytest

from simulator import ControlError
from simulator.oauth.actions import SIGN_IN_ACTIONS
from tests.simulator.application import ASKED, Application
from tests.simulator.conftest import DEMO, Caller


class TestTheWayBack:
    def test_may_carry_a_hostile_error_with_the_state(self, application: Application) -> None:
        application.sim.control.add_fault("callback_error", kind="oauth-authorize", count=1)

        words = application.sim.control.sign_in(application.address(), "officer")

        assert "<script>" in words["error_description"]
        assert words["state"] == ASKED["state"]
        assert "code" not in words

    def test_may_carry_the_error_that_a_test_wants(self, application: Application) -> None:
        hostile = 'x" onload=alert(1) \r\nset-cookie: a=b \x00'
        application.sim.control.add_fault("callback_error", kind="oauth-authorize", value=hostile)

        words = application.sim.control.sign_in(application.address(), "officer")

        assert words["error"] == hostile

    def test_may_name_another_issuer(self, application: Application) -> None:
        application.sim.control.add_fault(
            "wrong_issuer", kind="oauth-authorize", value="https://mallory.invalid"
        )

        words = application.sim.control.sign_in(application.address(), "officer")

        assert words["iss"] == "https://mallory.invalid"
        assert application.redeem(words["code"]).ok

    def test_spoils_the_choice_and_not_the_page_before_it(self, application: Application) -> None:
        application.sim.control.add_fault("callback_error", kind="oauth-authorize", count=1)

        page = application.session.get(application.address(), timeout=5)

        assert page.status_code == 200
        assert "error" in application.sim.control.sign_in(application.address(), "officer")
        assert "code" in application.sim.control.sign_in(application.address(), "officer")


class TestEveryEndpoint:
    @pytest.mark.parametrize(
        ("kind", "path"),
        [
            ("oauth-discovery", "/.well-known/openid-configuration"),
            ("oauth-jwks", "/jwks/certs"),
            ("oauth-userinfo", "/userinfo"),
            ("oauth-page", "/authorize"),
        ],
    )
    def test_can_be_down(self, application: Application, kind: str, path: str) -> None:
        application.sim.control.add_fault("status", kind=kind, status=502, retry_after="3")

        answer = application.session.get(f"{application.sim.url}{path}", timeout=5)

        assert (answer.status_code, answer.headers["Retry-After"]) == (502, "3")
        assert answer.json()["error"] == "server_error"

    def test_can_be_slow(self, application: Application) -> None:
        application.sim.control.add_fault("wrong_nonce", kind="oauth-token", delay_ms=150)
        code, began = application.code("officer"), time.monotonic()

        application.redeem(code)

        assert time.monotonic() - began >= 0.15

    def test_that_is_down_gives_no_code(self, application: Application) -> None:
        application.sim.control.add_fault("status", kind="oauth-authorize", status=500)

        with pytest.raises(ControlError, match="server_error"):
            application.sim.control.sign_in(application.address(), "officer")


class TestWhatHasNothingToDoWithIt:
    @pytest.mark.parametrize("action", sorted(SIGN_IN_ACTIONS))
    def test_answers_as_always(self, caller: Caller, action: str) -> None:
        true = caller.get(f"{DEMO}/roster").content

        caller.sim.control.add_fault(action)

        assert caller.get(f"{DEMO}/roster").content == true

    def test_a_client_gets_its_token_while_nobody_can_sign_in(
        self, application: Application, caller: Caller
    ) -> None:
        application.sim.control.add_fault("status", kind="oauth-*", status=503)

        caller.renew()

        assert caller.get(DEMO).status_code == 200
        with pytest.raises(ControlError):
            application.code("officer")

    def test_people_sign_in_while_no_client_gets_a_token(self, application: Application) -> None:
        application.sim.control.add_fault("status", kind="token", status=503)

        assert "access_token" in application.sign_in("officer")
