"""The sign-in page as a browser meets it, and the way back from it."""

from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from simulator import ControlError
from tests.simulator.application import ASKED, WAY_BACK, Application


def landing(answer: requests.Response) -> dict[str, str]:
    """Return the query with which somebody is sent back."""
    assert answer.status_code == 302
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


class TestTheSignInPage:
    def test_says_that_it_is_made_up_and_offers_the_cast(self, application: Application) -> None:
        page = application.session.get(application.address(), timeout=5)

        assert page.status_code == 200
        assert "Made-up Battle.net" in page.text
        assert all(f'value="{part}"' in page.text for part in application.sim.control.cast())
        assert 'value="deny"' in page.text

    def test_runs_no_script_and_loads_only_its_own_style(self, application: Application) -> None:
        page = application.session.get(application.address(), timeout=5)

        style = application.session.get(f"{application.sim.url}/authorize.css", timeout=5)

        assert "script" not in page.text
        assert "style=" not in page.text
        assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
        assert style.headers["content-type"].startswith("text/css")

    def test_prints_an_application_as_text(self, application: Application) -> None:
        page = application.session.get(application.address(client_id="<b>&\"'"), timeout=5)

        assert "<b>" not in page.text
        assert "&lt;b&gt;" in page.text

    def test_asks_for_characters_only_where_the_application_does(self, application: Application) -> None:
        page = application.session.get(application.address(scope="openid"), timeout=5)

        assert 'name="share"' not in page.text

    def test_answers_words_that_mean_nobody_with_a_sentence(self, application: Application) -> None:
        choice = {"be": "somebody", "somebody": "the <king>"}

        page = application.session.post(application.address(), data=choice, timeout=5)

        assert page.status_code == 400
        assert "&#39;the &lt;king&gt;&#39; is not a battletag" in page.text

    @pytest.mark.parametrize(
        "changes",
        [
            {"client_id": None},
            {"redirect_uri": None},
            {"redirect_uri": "javascript:alert(1)"},
            {"redirect_uri": "/only/a/path"},
            {"redirect_uri": "http:/no/host"},
            {"redirect_uri": f"{WAY_BACK}#part"},
            {"redirect_uri": "http://127.0.0.1:9/\r\nset-cookie: a=b"},
            {"redirect_uri": "http://[::1/"},
        ],
    )
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_sends_nobody_to_an_address_it_cannot_trust(
        self, application: Application, changes: dict[str, str | None], method: str
    ) -> None:
        address = application.address(**changes)

        answer = application.session.request(
            method, address, data={"be": "officer"}, allow_redirects=False, timeout=5
        )

        assert (answer.status_code, answer.headers.get("location")) == (400, None)

    def test_takes_registered_addresses_to_the_letter(self, application: Application) -> None:
        application.sim.control.oauth(redirect_uris=[WAY_BACK])

        other = application.address(redirect_uri=f"{WAY_BACK}&more=1")

        assert application.code("officer")
        with pytest.raises(ControlError, match="not registered"):
            application.sim.control.sign_in(other, "officer")

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"response_type": "token"}, "unsupported_response_type"),
            ({"code_challenge_method": "plain"}, "invalid_request"),
            ({"code_challenge_method": None}, "invalid_request"),
        ],
    )
    def test_tells_the_application_what_it_asked_wrongly(
        self, application: Application, changes: dict[str, str | None], error: str
    ) -> None:
        answer = application.session.get(application.address(**changes), allow_redirects=False, timeout=5)

        assert landing(answer) == {"from": "battlenet", "error": error, "state": ASKED["state"]}


class TestAChoice:
    def test_leads_back_with_a_code_and_the_state(self, application: Application) -> None:
        form = {"be": "officer", "share": "on"}

        answer = application.session.post(application.address(), data=form, allow_redirects=False, timeout=5)

        words = landing(answer)
        assert answer.headers["location"].startswith(f"{WAY_BACK}&code=")
        assert (words["state"], set(words)) == (ASKED["state"], {"from", "code", "state"})

    def test_to_deny_leads_back_with_an_error_and_the_state(self, application: Application) -> None:
        words = application.sim.control.sign_in(application.address(), "deny")

        assert (words["error"], words["state"]) == ("access_denied", ASKED["state"])
        assert "code" not in words

    def test_may_be_anybody_by_battletag_or_by_character(self, application: Application) -> None:
        raider = application.sim.control.account("raider")
        main = raider["characters"][0]

        address = f"{main['region']}/{main['realm']}/{main['name']}"

        by_tag, by_character = application.sign_in(raider["battletag"]), application.sign_in(address)
        assert by_tag["sub"] == by_character["sub"] == str(raider["id"])
