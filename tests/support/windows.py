"""Windows of the browser that stay open for the next test: to open one costs the browser a second of CPU."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

Scheme = Literal["dark", "light"]
DESKTOP: ViewportSize = {"width": 1280, "height": 720}

QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Without these the browser looks for its maker's hosts."""


class Windows:
    """Gives pages in windows that hold nothing of who used them before: no cookie, no storage, no cache."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[BrowserContext]] = {}

    @contextmanager
    def page(
        self,
        address: str,
        *,
        viewport: ViewportSize = DESKTOP,
        color_scheme: Scheme = "light",
        **kind: Any,
    ) -> Iterator[Page]:
        """Open a page for a site in a window of a kind that nobody uses now."""
        free = self._free.setdefault(json.dumps(kind, sort_keys=True), [])
        window = free.pop() if free else self._open(kind)
        page = window.new_page()
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=color_scheme)
        try:
            yield page
        finally:
            _forget(window, address)
            free.append(window)

    def _open(self, kind: Mapping[str, Any]) -> BrowserContext:
        window = self._browser.new_context(**kind)
        window.new_page()  # as long as it has a page it stays
        return window


def _forget(window: BrowserContext, address: str) -> None:
    first, *others = window.pages
    for page in others:
        page.close()
    window.clear_cookies()
    session = window.new_cdp_session(first)
    session.send("Network.clearBrowserCache")
    session.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"})
    session.detach()
