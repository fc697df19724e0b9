"""Read the parameters of an address that anybody may have sent. Pure."""

import re
from urllib.parse import unquote_to_bytes

LONGEST_QUERY = 4096
"""Bytes of all parameters together."""
LONGEST_VALUE = 300
"""Letters of one parameter; a query of a roster may have as many."""
_UNREADABLE = re.compile(r"[\x00\ufffd]")
_SHOWN = 80


class BadQuery(ValueError):
    """Parameters that are refused; ``field`` is the one that is wrong, empty when none can be named."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.field = field
        self.detail = detail


def read_query(query: bytes) -> dict[str, str]:
    """Return the parameters, each of them once, or raise BadQuery."""
    if len(query) > LONGEST_QUERY:
        raise BadQuery("", f"The parameters are longer than {LONGEST_QUERY} bytes together.")
    found: dict[str, str] = {}
    for part in query.split(b"&") if query else ():
        raw_name, _, raw_value = part.partition(b"=")
        name = _text(raw_name, "")
        if not name:
            raise BadQuery("", "A parameter has no name.")
        if name in found:
            raise BadQuery(name[:_SHOWN], "This parameter is there more than once.")
        found[name] = _text(raw_value, name[:_SHOWN])
    return found


def _text(raw: bytes, field: str) -> str:
    try:
        text = unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadQuery(field, "This is no UTF-8.") from error
    if _UNREADABLE.search(text):
        raise BadQuery(field, "There is a letter that no text has.")
    if len(text) > LONGEST_VALUE:
        raise BadQuery(field, f"This is longer than {LONGEST_VALUE} letters.")
    return text
