"""What an application asks for when it sends somebody to sign in, and where they go back to. Pure."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from secrets import compare_digest
from urllib.parse import urlencode, urlsplit

_VERIFIER_LENGTHS = range(43, 129)


class NoWayBackError(ValueError):
    """The request names nobody who could be told what is wrong; the message tells the person."""


class AskedWronglyError(ValueError):
    """The application is to be told an OAuth error; the message is its code."""


@dataclass(frozen=True, slots=True)
class Authorization:
    """An application's request that somebody sign in."""

    client: str
    redirect_uri: str
    response_type: str
    scopes: tuple[str, ...]
    state: str | None
    nonce: str | None
    challenge: str | None
    challenge_method: str

    def check(self) -> None:
        """Raise AskedWronglyError unless this can be granted."""
        if self.response_type != "code":
            raise AskedWronglyError("unsupported_response_type")
        if self.challenge is not None and self.challenge_method != "S256":
            raise AskedWronglyError("invalid_request")

    def proves(self, verifier: str | None) -> bool:
        """Say whether a verifier is the one behind the challenge; without a challenge there is none."""
        if self.challenge is None:
            return verifier is None
        if verifier is None or len(verifier) not in _VERIFIER_LENGTHS:
            return False
        digest = base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=")
        return compare_digest(digest, self.challenge.encode())

    def back(self, **words: str) -> str:
        """Return the address to go back to, with the state and these words."""
        if self.state is not None:
            words["state"] = self.state
        joint = "&" if urlsplit(self.redirect_uri).query else "?"
        return f"{self.redirect_uri}{joint}{urlencode(words)}"


def read_authorization(query: Mapping[str, str], registered: frozenset[str]) -> Authorization:
    """Read a request; with addresses registered it must name one of them exactly. Raises NoWayBackError."""
    client, redirect_uri = query.get("client_id", ""), query.get("redirect_uri", "")
    if not client:
        raise NoWayBackError("The application did not say who it is (client_id).")
    if not _is_address(redirect_uri):
        raise NoWayBackError("The application named no address to go back to (redirect_uri).")
    if registered and redirect_uri not in registered:
        raise NoWayBackError("The application named an address that is not registered for it (redirect_uri).")
    return Authorization(
        client=client,
        redirect_uri=redirect_uri,
        response_type=query.get("response_type", ""),
        scopes=tuple(dict.fromkeys(query.get("scope", "").split())),
        state=query.get("state"),
        nonce=query.get("nonce"),
        challenge=query.get("code_challenge"),
        challenge_method=query.get("code_challenge_method", "plain"),
    )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    is_clean = all(" " < letter < "\x7f" for letter in text)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and "#" not in text and is_clean
