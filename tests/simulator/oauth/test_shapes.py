"""The answers of signing in have the shapes of the recorded ones."""

from typing import Any

import pytest

from tests.simulator.application import Application
from tests.simulator.test_shapes import RECORDED, recorded, types

pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="no recorded payloads beside the repository")


def answer_to(application: Application, prefix: str) -> Any:
    """Return what an application gets where a recording was made."""
    token = application.sign_in("officer")
    url, session = application.sim.url, application.session
    match prefix:
        case "oauth-token-authorization-code__":
            return token
        case "oauth-userinfo__":
            return application.get("/oauth/userinfo", token["access_token"]).json()
        case "oauth-check_token-user__":
            form = {"token": token["access_token"]}
            return session.post(f"{url}/oauth/check_token", data=form, timeout=5).json()
        case "oauth-token-client-credentials__":
            form = {"grant_type": "client_credentials"}
            return session.post(f"{url}/token", data=form, auth=("muster", "secret"), timeout=5).json()
    return application.profile(token["access_token"]).json()


@pytest.mark.parametrize(
    "prefix",
    [
        "oauth-token-authorization-code__",
        "oauth-token-client-credentials__",
        "oauth-userinfo__",
        "oauth-check_token-user__",
        "account-profile-user-wow__",
    ],
)
def test_an_answer_has_the_recorded_paths_and_types(application: Application, prefix: str) -> None:
    known = types(list(recorded(prefix)))

    ours = types([answer_to(application, prefix)])

    assert known
    assert {path for path in known if path not in ours} - {
        ".account_authorities[]",
        ".client_authorities[]",
    } == set()
    assert {path: kinds for path, kinds in ours.items() if not kinds <= known.get(path, set())} == {}
