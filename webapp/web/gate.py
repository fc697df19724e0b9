"""Deny by default: every route says which tool or scope it needs, or that it is public."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, abort, current_app, request

from webapp.config import current_settings
from webapp.permissions.policy import Tool
from webapp.permissions.queries import TOKEN_ALONE, KeyStatement
from webapp.permissions.tokens import Scope
from webapp.web import token_gate

View = TypeVar("View", bound=Callable[..., object])

NOT_OPEN_YET = (
    "Pages of real guilds stay closed until people can sign in."
    " The same table is printed by the command: flask guild roster REGION/REALM/NAME"
)


def requires(tool: Tool) -> Callable[[View], View]:
    """Declare the tool that a person needs for this view."""

    def declare(view: View) -> View:
        view.needed_tool = tool  # type: ignore[attr-defined]
        return view

    return declare


def public(view: View) -> View:
    """Declare that anybody may use this view."""
    view.needed_tool = None  # type: ignore[attr-defined]
    return view


def just_the_token() -> KeyStatement:
    """Return the key statement of a view that needs nothing beside the token."""
    return TOKEN_ALONE


def requires_scope(scope: Scope, *, key: token_gate.KeyReader = just_the_token) -> Callable[[View], View]:
    """Declare the scope that a program's token needs; ``key`` reads token and version in one statement.

    No cookie opens such a view, so no form of another site can use it: it needs no form token.
    """

    def declare(view: View) -> View:
        view.needed_scope = token_gate.Need(scope, key)  # type: ignore[attr-defined]
        return view

    return declare


def is_open() -> bool:
    """Whether anybody may look at guilds: the data is made up, so there is nobody to protect."""
    return current_settings().uses_simulator


def init_app(app: Flask) -> None:
    """Ask the gate before every view."""
    token_gate.init_app(app)
    app.before_request(check)


def check() -> None:
    """Let the request through, or answer 403; a view without a declaration is never reached."""
    if request.endpoint is None or request.endpoint == "static":
        return
    view = current_app.view_functions[request.endpoint]
    if hasattr(view, "needed_scope"):
        token_gate.let_in(view.needed_scope)
    elif not hasattr(view, "needed_tool"):
        abort(403, "This page does not say who may see it.")
    elif view.needed_tool is not None and not is_open():
        abort(403, NOT_OPEN_YET)
