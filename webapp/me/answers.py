"""The answer that gives a document as a file, which no cache keeps."""

from collections.abc import Mapping
from typing import Any

import orjson
from flask import Response

FILE = "muster-my-data.json"


def attachment(document: Mapping[str, Any]) -> Response:
    """Return the document as a file to save; what people wrote is no markup, whatever opens the file."""
    text = orjson.dumps(document, option=orjson.OPT_INDENT_2).replace(b"<", b"\\u003c")
    response = Response(text, mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE}"'
    response.headers["Cache-Control"] = "no-store"
    return response
