"""The OpenAPI document: made by flask-smorest from the operations, answered by addresses of ours.

It is made when somebody asks for it first, in an app of its own: no start of a process waits for it.
"""

import functools
from typing import Any

from flask import Flask, current_app
from flask_smorest import Api, Blueprint

from webapp.api.blueprint import BEARER
from webapp.web.filters import product_version
from webapp.words import ATTRIBUTION

EXTENSION = "muster_openapi"
VERSION = "3.1.0"
ABOUT = f"""Cards, characters and guilds of a Muster server, as JSON.

Every request carries a token in its header: `Authorization: Bearer mst_…`. Operators make tokens with
`flask token create`. A guild's token reads and writes the characters that are in the guild now; what it may
not see is answered like what is not there. Names match in any case, realms by name or slug, regions in any
case. Moments are ISO 8601 in UTC. Errors are problem details (RFC 9457).

{ATTRIBUTION}
"""


class DocumentedApi(Api):  # type: ignore[misc] # flask-smorest has no types
    """Makes the document; errors are answered by ``webapp.web.errors`` like those of every address."""

    def _register_error_handlers(self) -> None:
        return


def init_app(app: Flask, operations: tuple[Blueprint, ...]) -> None:
    """Register the operations, and remember what the document is to tell of."""
    for blueprint in operations:
        app.register_blueprint(blueprint)
    app.extensions[EXTENSION] = operations


def document() -> dict[str, Any]:
    """Return the OpenAPI document of the present app; nobody may change it."""
    return _document(current_app.extensions[EXTENSION])


@functools.cache
def _document(operations: tuple[Blueprint, ...]) -> dict[str, Any]:
    app = Flask("document")
    app.config.update(API_TITLE="Muster", API_VERSION=product_version(), OPENAPI_VERSION=VERSION)
    api = DocumentedApi(app, spec_kwargs={"info": {"description": ABOUT, "license": {"name": "MIT"}}})
    told = "Made by an operator with `flask token create`, shown once."
    scheme = {"type": "http", "scheme": "bearer", "bearerFormat": "mst_…", "description": told}
    api.spec.components.security_scheme(BEARER, scheme)
    for blueprint in operations:
        api.register_blueprint(blueprint)
    made: dict[str, Any] = api.spec.to_dict()
    return made
