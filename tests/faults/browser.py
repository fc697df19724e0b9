"""A person with a browser: reads every page of the demo guild over HTTP, and presses "refresh now"."""

import re
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import requests

from tests.faults.harness import PAGE, Stack
from tests.support.signed_in import operator
from webapp.web.session_cookie import NAME

PAGES = ("/", PAGE, f"{PAGE}?page_size=all", f"{PAGE}_table", f"{PAGE}_strip", "/healthz", "/readyz")
CSRF = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Visit:
    """What one page answered, and after how many seconds."""

    path: str
    status: int
    text: str
    seconds: float


class Browser:
    """Visits the pages of one stack, signed in as the person who runs the server."""

    def __init__(self, stack: Stack) -> None:
        self._url = stack.url
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.cookies.set(NAME, operator(stack.app).cookie)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def get(self, path: str) -> Visit:
        """Read one page."""
        began = time.monotonic()
        answer = self._session.get(self._url + path, timeout=PATIENCE)
        return Visit(path, answer.status_code, answer.text, time.monotonic() - began)

    def visit_all(self, *, rounds: int = 1) -> list[Visit]:
        """Read every page, several times."""
        return [self.get(path) for _ in range(rounds) for path in PAGES]

    def press_refresh(self) -> int:
        """Press the roster's button with the token of its form; return the status."""
        found = CSRF.search(self.get(PAGE).text)
        assert found is not None, "the page has no token"
        answer = self._session.post(
            f"{self._url}{PAGE}refresh",
            data={"csrf_token": found.group(1)},
            allow_redirects=False,
            timeout=PATIENCE,
        )
        return answer.status_code


def slowest(visits: list[Visit]) -> float:
    """Return the seconds that 99 of 100 visits stay under."""
    return sorted(visit.seconds for visit in visits)[int(0.99 * (len(visits) - 1))]


def refused(visits: list[Visit]) -> list[tuple[str, int]]:
    """Return the visits that did not end well."""
    return [(visit.path, visit.status) for visit in visits if visit.status != requests.codes.ok]
