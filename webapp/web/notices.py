"""A sentence beside a page that stays as it is: for answers that htmx does not swap in."""

import json

from flask import request
from werkzeug.wrappers import Response

NOTICE = "muster:notice"
"""The event that makes a page show a sentence."""


def is_asked_by_htmx() -> bool:
    """Say whether a part of a page asks: it swaps no refusal in, and needs its sentence in a header."""
    return "HX-Request" in request.headers


def say_beside(response: Response, sentence: str) -> None:
    """Let the page that asked show a sentence, and keep all else, typed text too."""
    response.headers["HX-Trigger"] = json.dumps({NOTICE: sentence})
    response.headers["HX-Reswap"] = "none"
