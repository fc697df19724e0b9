"""How Authlib's requests travel: through our Http, so that deadline, caps and allow-list hold there too."""

import io
from collections.abc import Callable, Mapping

import requests
from requests.adapters import BaseAdapter

from webapp.lib.http import Http, HttpAnswer

Judge = Callable[[HttpAnswer, str], None]
"""Told an answer and the path that was asked; raises for what Authlib is not to see."""
NONSENSE = (ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError)
"""What Authlib and the json module raise on answers of odd types, on 1e999, on a thousand brackets."""


class BoundedTransport(BaseAdapter):
    """Makes the calls of a session of requests; ``deadline`` in seconds holds for each."""

    def __init__(self, http: Http, *, deadline: float, judge: Judge) -> None:
        super().__init__()
        self._http = http
        self._deadline = deadline
        self._judge = judge

    def send(  # noqa: PLR0917 - the signature of requests
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: ARG002, FBT001, FBT002 - the signature of requests
        timeout: object = None,  # noqa: ARG002 - the same; our own deadline holds
        verify: object = True,  # noqa: ARG002, FBT002 - the same; verification is never switched off
        cert: object = None,  # noqa: ARG002 - the same
        proxies: Mapping[str, str] | None = None,  # noqa: ARG002 - the same; proxies are never used
    ) -> requests.Response:
        """Make one call; raises HttpError, and whatever the judge raises."""
        answer = self._http.send(
            request.method or "POST",
            request.url or "",
            headers=request.headers,
            body=request.body,
            deadline=self._deadline,
        )
        self._judge(answer, request.path_url)
        response = requests.Response()
        response.status_code = answer.status
        response.headers["Content-Type"] = answer.headers.get("Content-Type", "")
        response.raw = io.BytesIO(answer.body)
        response.request = request
        response.url = request.url or ""
        return response

    def close(self) -> None:
        """Keep the connections: they belong to Http."""


def carry(session: requests.Session, transport: BoundedTransport) -> None:
    """Let a transport make all calls of a session, which then reads nothing from the environment."""
    session.trust_env = False
    session.headers.clear()  # what Http sends is right: who we are, and no encoding that it does not undo
    session.mount("https://", transport)
    session.mount("http://", transport)
