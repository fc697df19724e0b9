"""An application that sends people to sign in: what a product does, step by step, over real HTTP."""

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import requests

from simulator import Simulator

WAY_BACK = "http://127.0.0.1:9/signed-in?from=battlenet"
VERIFIER = "a-verifier-of-at-least-forty-three-characters-0"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ASKED = {
    "response_type": "code",
    "client_id": "muster",
    "redirect_uri": WAY_BACK,
    "scope": "openid wow.profile",
    "state": "of this browser",
    "nonce": "of this sign-in",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


@dataclass
class Application:
    """An application that is registered at one simulator."""

    sim: Simulator
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.session.trust_env = False

    def address(self, **changes: str | None) -> str:
        words = {word: value for word, value in (ASKED | changes).items() if value is not None}
        return f"{self.sim.url}/authorize?{urlencode(words)}"

    def code(self, who: str, *, consent: bool = True, **changes: str | None) -> str:
        return self.sim.control.sign_in(self.address(**changes), who, consent=consent)["code"]

    def redeem(self, code: str, **changes: str | None) -> requests.Response:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": WAY_BACK}
        words = {
            word: value for word, value in (form | {"code_verifier": VERIFIER} | changes).items() if value
        }
        return self.session.post(f"{self.sim.url}/token", auth=("muster", "secret"), data=words, timeout=5)

    def sign_in(self, who: str, *, consent: bool = True, **changes: str | None) -> dict[str, Any]:
        answer: dict[str, Any] = self.redeem(self.code(who, consent=consent, **changes)).json()
        return answer

    def get(self, path: str, token: str, **query: str) -> requests.Response:
        bearer = {"Authorization": f"Bearer {token}"}
        return self.session.get(f"{self.sim.url}{path}", headers=bearer, params=query, timeout=5)

    def profile(self, token: str, region: str = "eu", space: str = "profile") -> requests.Response:
        namespace = f"{space}-{region}"
        return self.get(f"/{region}/profile/user/wow", token, namespace=namespace, locale="en_GB")

    def names(self, who: str, region: str = "eu") -> list[str]:
        accounts = self.profile(self.sign_in(who)["access_token"], region).json()["wow_accounts"]
        return [one["name"] for account in accounts for one in account["characters"]]
