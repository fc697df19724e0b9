"""Whose address it is: scheme, host and port of a URL, and what is asked there. Pure."""

from urllib.parse import urlsplit


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
