"""What programs are answered again: that the version which they have is still right.

The version is made anew each time, of the rows of the key statement and of what the token sees now. Only the
framework's part of the answer is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Response, g, request

from webapp.permissions.key_reading import KeyRow
from webapp.permissions.queries import KeyStatement, bearer_of, rows_beside_token
from webapp.permissions.tokens import Bearer, Refusal, Scope, refusal_of, token_hash, token_in
from webapp.permissions.uses import Used, note_use
from webapp.web.etags import is_known
from webapp.web.fast_path import Address, Answer, Asking, Headers, can_be_answered_again, headers_of
from webapp.web.headers import NOT_MODIFIED
from webapp.web.limits import RATE_LIMIT, counted_program, left_of

VersionOf = Callable[[Sequence[KeyRow], Bearer, datetime], str | None]
"""Makes the entity tag of the rows of a key statement; None where it takes more than these to answer."""


@dataclass(frozen=True, slots=True)
class _Read:
    """The way of a program's read: its scope, its key statement, and how its version is made."""

    endpoint: str
    scope: Scope
    key: KeyStatement
    version_of: VersionOf
    status: str
    headers: Headers

    def again(self, asking: Asking) -> Answer | None:
        """Return that the program has the present version, if so; it counts as a request of the token."""
        token = token_in(asking.request.environ.get("HTTP_AUTHORIZATION"))
        if isinstance(token, Refusal) or asking.known is None:
            return None
        rows = rows_beside_token(self.key, token_hash(token))
        bearer = bearer_of(rows[0]) if rows else None
        if bearer is None or refusal_of(bearer, self.scope, asking.now) is not None:
            return None
        etag = self.version_of(rows, bearer, asking.now)
        if etag is None or not is_known(etag, asking.known):
            return None
        counted = counted_program(bearer.token_id, asking.now)
        if counted.is_too_much:
            return None
        note_use(Used.TOKEN, str(bearer.token_id), asking.now)
        return Answer(self.status, [*self.headers, ("ETag", etag), *left_of(counted).items()])


def answers_again(version_of: VersionOf) -> None:
    """Say how the version of the present request's answer is made, for a view that a token's scope opens."""

    def make(response: Response, _address: Address) -> _Read | None:
        if response.status_code != NOT_MODIFIED:
            return None
        anew = {"ETag", *RATE_LIMIT}
        headers = [(name, value) for name, value in headers_of(response) if name not in anew]
        endpoint = request.endpoint or ""
        return _Read(endpoint, g.needed_scope, g.key, version_of, response.status, headers)

    can_be_answered_again(make)
