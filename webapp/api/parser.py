"""The door of the API: parameters and bodies are checked as text before a schema sees them."""

from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any, NoReturn, cast

from flask import Request, request
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser

from webapp.api.body import LARGEST_BODY, BadBody, is_json_in_utf8, read_body
from webapp.api.query_string import BadQuery, read_query
from webapp.web.problems import Flaw, Problem

JSON = "application/json"
QUERY = "query"
WRONG_FIELDS = "Something in the request does not fit; errors names it."
NOT_JSON = f"The body has to be sent as {JSON}, in UTF-8 and not compressed."


@lru_cache(maxsize=1024)
def parameters(schema: Schema, query: bytes) -> Any:
    """Return what a schema makes of an address's parameters; programs ask for the same ones over and over."""
    return schema.load(read_query(query))


class DoorParser(FlaskParser):
    """Reads parameters and bodies for webargs, once a request, and refuses with problem details."""

    def parse(self, argmap: Any, req: Any = None, *, location: str | None = None, **kwargs: Any) -> Any:
        """Return what a schema makes of a request."""
        if location != QUERY:
            return super().parse(argmap, req, location=location, **kwargs)
        try:
            return parameters(argmap, (req or request).query_string)
        except BadQuery as bad:
            flaw = Flaw(bad.field, bad.detail)
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, bad.detail, flaws=[flaw]) from bad
        except ValidationError as error:
            self.handle_error(ValidationError({QUERY: error.messages}))

    def load_json(self, req: Request, schema: Schema) -> Any:  # noqa: ARG002 - webargs' hook
        """Return the document of the body."""
        if not is_json_in_utf8(req.headers.get("Content-Type", "")):
            _refuse_header("Content-Type", f"has to be {JSON}, with no charset but utf-8")
        if req.headers.get("Content-Encoding", "identity").lower() != "identity":
            _refuse_header("Content-Encoding", "has to be left out")
        req.max_content_length = LARGEST_BODY + 1  # a body without a length is cut off there, and refused
        try:
            return read_body(req.get_data(cache=False))
        except BadBody as bad:
            flaws = [_in_body(bad.pointer, bad.detail)]
            raise Problem(bad.status, bad.detail, flaws=flaws) from bad

    def handle_error(self, error: ValidationError, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse what a schema refused, every field of it named."""
        messages = cast("dict[str, Any]", error.messages)
        flaws = [
            flaw
            for location, found in messages.items()
            for flaw in _flaws(found, "", is_body=location == "json")
        ]
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, WRONG_FIELDS, flaws=flaws) from error


def _refuse_header(name: str, wanted: str) -> NoReturn:
    flaw = Flaw(name, f"The header {name} {wanted}.")
    kind = {"Accept-Post": JSON}
    raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, NOT_JSON, flaws=[flaw], headers=kind)


def _flaws(found: Any, pointer: str, *, is_body: bool) -> list[Flaw]:
    """Return a flaw for every message of a tree of messages."""
    if isinstance(found, Mapping):
        steps = {key: pointer if key == "_schema" else f"{pointer}/{_step(key)}" for key in found}
        return [flaw for key in found for flaw in _flaws(found[key], steps[key], is_body=is_body)]
    said = " ".join(map(str, found)) if isinstance(found, list) else str(found)
    return [_in_body(pointer, said) if is_body else Flaw(pointer.removeprefix("/"), said)]


def _in_body(pointer: str, detail: str) -> Flaw:
    field = pointer.split("/")[1] if pointer else ""
    return Flaw(field.replace("~1", "/").replace("~0", "~"), detail, pointer)


def _step(key: object) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")


PARSER = DoorParser(unknown=None)  # the schemas say what they make of unknown names: they refuse them
