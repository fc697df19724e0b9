"""Does a form come from a page of ours? Browsers tell, whatever its token says. Pure."""

from urllib.parse import urlsplit

OWN_SITES = frozenset({"same-origin", "none"})
"""What ``Sec-Fetch-Site`` says of our own pages, and of what a person typed or kept as a bookmark."""
ELSEWHERE = (
    "This did not come from a page of this site, so nothing was done. Open the page here and press again."
)


def is_from_elsewhere(site: str | None, origin: str | None, own_hosts: frozenset[str]) -> bool:
    """Say whether a request that writes comes from a page of another origin.

    An ``Origin`` of another host always counts. "null" is what browsers send from our pages that tell no
    referrer, so then ``Sec-Fetch-Site`` decides, which no script can forge. A browser that sends neither is
    an old one, or a program: there the token decides alone.
    """
    if site is not None and site not in OWN_SITES:
        return True
    if origin is None:
        return False
    if origin == "null":
        return site is None
    try:
        parts = urlsplit(origin)
    except ValueError:  # anybody can send any header
        return True
    return parts.scheme not in {"http", "https"} or parts.netloc.lower() not in own_hosts
