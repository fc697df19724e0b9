"""Whose address it is: scheme, host and port of a URL, and what is asked there. Pure."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_BARE = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]+)?")


class AllowedOrigins:
    """The origins that may be asked; most addresses begin just as one of them is written."""

    def __init__(self, urls: Iterable[str]) -> None:
        given = {url: origin_of(url) for url in urls}
        self.origins = frozenset(given.values())
        self._beginnings = tuple((f"{url}/", given[url]) for url in given if _BARE.fullmatch(url))

    def split(self, url: str) -> tuple[str, str]:
        """Return a URL's origin and what is asked of it; raises ValueError for any other origin."""
        for beginning, origin in self._beginnings:
            if url.startswith(beginning):
                return origin, url[len(beginning) - 1 :]
        origin, target = split_url(url)
        if origin not in self.origins:
            raise ValueError("this origin is not on the allow-list")
        return origin, target


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL in one spelling; a user name in it makes it nobody's origin."""
    parts = urlsplit(url)
    try:
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError:
        return ""
    if parts.username is not None or parts.password is not None or not parts.hostname:
        return ""
    return f"{parts.scheme}://{parts.hostname}:{port}"


def split_url(url: str) -> tuple[str, str]:
    """Return a URL's origin and what is asked of it; raises ValueError for what is no URL."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return origin_of(url), f"{parts.path or '/'}{query}"
