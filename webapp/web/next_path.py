r"""Where somebody goes on after signing in: a page of this site, or the first one. Pure.

A strict list of what may be in an address, because every shorter check lets some address leave the site:
``//host``, ``/\host``, control characters that browsers drop, encoded slashes that a proxy decodes.
"""

import re
from urllib.parse import quote

FIRST_PAGE = "/"
LONGEST = 512
_KEPT = "/?&=%!'()*+,:"
_LETTER = r"[A-Za-z0-9._~'!()*+,-]|%(?!0|1|2[5Ff]|5[Cc]|7[Ff])[0-9A-Fa-f]{2}"
_LOCAL = re.compile(rf"/(?:(?:{_LETTER})+/)*(?:{_LETTER})*(?:\?(?:{_LETTER}|[=&:])*)?")
_STEP = re.compile(r"/(?:\.|%2[Ee]){1,2}(?=[/?]|$)")
_SIGNING = re.compile(r"/sign-(?:in|out)(?![A-Za-z0-9])")


def local_path(text: str | None) -> str:
    """Return an address of this site as it may follow a sign-in; anything else is the first page."""
    if not text or len(text) > LONGEST or not text.isprintable():
        return FIRST_PAGE
    path = quote(text, safe=_KEPT)  # pages name themselves as people read them
    is_local = _LOCAL.fullmatch(path) and not _STEP.search(path) and not _SIGNING.match(path)
    return path if is_local else FIRST_PAGE
