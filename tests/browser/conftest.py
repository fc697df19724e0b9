"""The app behind a real server on this machine, and a real browser in front of it."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import ConsoleMessage, Locator, Page
from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

from simulator import Simulator
from tests.support.no_world import settings  # noqa: F401 - a fixture
from tests.support.roll import add_guild, add_member
from tests.support.signed_in import Person, operator
from tests.support.windows import Windows
from webapp.config import Settings
from webapp.lib import clock
from webapp.web.session_cookie import NAME

ROWS = ".roster tbody tr"
NAMES = f"{ROWS} th bdi"
OVERTAKEN = ("htmx:afterRequest,", "htmx:sendAbort,", "htmx:sendError,")
"""What htmx says of a request that ends because somebody types on, or goes on to another page."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that renews the pictures of the README."""
    parser.addoption("--screenshot", action="store_true", help="write the pictures in docs/images")


def closed_whatever_comes(app: Flask) -> Callable[..., Iterator[bytes]]:
    """Close each answer: werkzeug's server forgets to where a browser goes on while a file is sent."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        with closing(ClosingIterator(app(environ, start_response))) as parts:
            yield from parts

    return answer


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Give the address of the app, forms checked as for people."""
    app.config["WTF_CSRF_ENABLED"] = True
    server = make_server("127.0.0.1", 0, closed_whatever_comes(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Visit:
    """One page, what it asked for, and what went wrong in it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Keep errors; a broken content policy is one. That a request was overtaken is none."""
        if message.type in {"error", "warning"} and not message.text.startswith(OVERTAKEN):
            self.complaints.append(message.text)


class Visitor:
    """Opens pages of the app in windows of any kind."""

    def __init__(self, windows: Windows, address: str, person: Person | None) -> None:
        self._windows = windows
        self._address = address
        self._person = person

    @contextmanager
    def visit(self, path: str, **window: Any) -> Iterator[Visit]:
        """Open a page; at the end nothing may have gone wrong in it."""
        with self._windows.page(self._address, **window) as page:
            if self._person is not None:
                page.context.add_cookies([{"name": NAME, "value": self._person.cookie, "url": self._address}])
            seen = Visit(page)
            page.set_default_timeout(8_000)
            page.set_default_navigation_timeout(30_000)  # a thousand rows on a busy machine
            page.on("console", seen.hear)
            page.on("pageerror", lambda error: seen.complaints.append(str(error)))
            page.on("request", lambda request: seen.requests.append(request.url.removeprefix(self._address)))
            page.goto(self._address + path)
            yield seen
            assert seen.complaints == []


@pytest.fixture
def visitor(windows: Windows, address: str, app: Flask) -> Visitor:
    """Give somebody who opens pages: the person who runs the server, signed in."""
    return Visitor(windows, address, operator(app))


@pytest.fixture
def stranger(windows: Windows, address: str) -> Visitor:
    """Give somebody who opens pages without being signed in."""
    return Visitor(windows, address, None)


def at_simulated_battlenet(plain: Settings, simulator: Simulator) -> Settings:
    """Return the settings of an app whose Battle.net is a simulator."""
    return replace(
        plain,
        battlenet_client_id="muster",
        battlenet_client_secret="secret",
        battlenet_api_base=simulator.url + "/{region}",
        battlenet_oauth_base=simulator.url,
    )


def be(page: Page, who: str) -> None:
    """Press the button to sign in, then choose at Battle.net whom to be."""
    page.get_by_role("button", name="Sign in with Battle.net").click()
    page.get_by_role("button", name=who).first.click()


def ends_with(text: str) -> re.Pattern[str]:
    """Give what an address is to end with, for an expectation that waits for it."""
    return re.compile(re.escape(text) + "$")


def focused_row(page: Page) -> Locator:
    """Find the row of the roster that holds the focus; none while nothing in a row does."""
    return page.locator(f"{ROWS}:focus, {ROWS}:focus-within").locator("th bdi")


def add_people(app: Flask) -> None:
    with app.app_context():
        guild_id = add_guild()
        for name, rank, rating in (("Thrall", 0, 2100.0), ("Jaina", 1, 3000.0), ("Arthas", 2, None)):
            add_member(
                guild_id, name, rank=rank, mythic_rating=rating, class_id=rank + 1, last_synced_at=clock.now()
            )
