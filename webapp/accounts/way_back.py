"""The address that Battle.net sends people back to. Pure."""

from urllib.parse import urlsplit

from webapp.lib.setting_values import LOOPBACK

PATH = "/sign-in/callback"


def way_back(public_url: str, scheme: str, host: str) -> str | None:
    """Return the whole address: of the site as it is set up, else of this machine; None for other hosts.

    Anybody can send any Host, so one that is not set up is believed only where it leads nowhere else.
    """
    if public_url:
        return f"{public_url}{PATH}"
    try:
        parts = urlsplit(f"{scheme}://{host}")
        is_here = parts.hostname in LOOPBACK and parts.username is None and parts.netloc == host
    except ValueError:
        return None
    return f"{scheme}://{host}{PATH}" if is_here else None
