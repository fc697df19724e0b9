"""The keys that sign id_tokens: made when first needed, shared by every simulator of a process."""

import base64
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

_BITS = 2_048
ALGORITHM = "RS256"
# Keys of this number and above sign nothing and are only shown.
_DECOYS_FROM = 1_000


@lru_cache(maxsize=64)
def _key(number: int) -> RSAKey:
    return RSAKey.generate_key(_BITS, parameters={"kid": f"made-up-{number}", "use": "sig", "alg": ALGORITHM})


class KeyRing:
    """Holds the key that signs now, and shows it with the one before it."""

    def __init__(self) -> None:
        self._current = 0
        self._oldest = 0
        # Battle.net writes numbers as its own standard library does; RFC 7518 asks for another alphabet.
        self.is_plain = False

    def rotate(self, *, keep_old: bool = True) -> None:
        """Sign with another key from now on."""
        self._oldest = self._current if keep_old else self._current + 1
        self._current += 1

    def sign(self, claims: dict[str, Any]) -> str:
        """Return a signed token with these claims."""
        key = _key(self._current)
        return jwt.encode({"alg": ALGORITHM, "kid": key.kid}, claims, key)

    def shown(self) -> dict[str, Any]:
        """Return the key set with which tokens are checked."""
        return self._set(range(self._current, self._oldest - 1, -1))

    def decoys(self) -> dict[str, Any]:
        """Return a key set of the same names that has signed nothing."""
        keys: dict[str, Any] = self._set([self._current + _DECOYS_FROM])
        keys["keys"][0]["kid"] = _key(self._current).kid
        return keys

    def _set(self, numbers: Iterable[int]) -> dict[str, Any]:
        return {"keys": [self._written(_key(number)) for number in numbers]}

    def _written(self, key: RSAKey) -> dict[str, Any]:
        words = dict(key.as_dict(private=False))
        if not self.is_plain:
            words["n"] = _as_battlenet_writes(str(words["n"]))
        return words


def unsigned(claims: dict[str, Any]) -> str:
    """Return a token that claims to need no signature."""
    token = jwt.encode({"alg": "HS256"}, claims, OctKey.generate_key(256))
    header = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b"=").decode()
    return f"{header}.{token.split('.')[1]}."


def _as_battlenet_writes(number: str) -> str:
    """Return a base64url number in Battle.net's spelling: a sign byte before it, `+`, `/` and padding."""
    plain = base64.urlsafe_b64decode(number + "=" * (-len(number) % 4))
    return base64.b64encode(b"\x00" + plain).decode()
