"""The reviewed list of routes; ``python -m tests.architecture.routes`` writes it anew."""

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from webapp import create_app
from webapp.config import Settings
from webapp.web.gate import NeededTool

LIST = Path(__file__).with_name("routes.txt")
READING = frozenset({"GET", "HEAD", "OPTIONS"})
UNDECLARED = "undeclared"
SEGMENT = re.compile(r"_?[a-z0-9]+(-[a-z0-9]+)*(\.json)?")
TYPED = re.compile(r"<[a-z_]+(\(.*\))?:[a-z_]+>")


def bare_app(folder: Path) -> Flask:
    """Build the app for looking at its routes, with the real Battle.net; its database is never opened."""
    return create_app(Settings(database_url=f"sqlite:///{folder}/nothing.db"))


def pages(app: Flask) -> list[Rule]:
    """Return every route of ours; the static files have no right to declare."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def methods_of(rule: Rule) -> set[str]:
    """Return the methods that the route declares, without those that Flask adds."""
    return set(rule.methods or ()) - {"HEAD", "OPTIONS"}


def tool_of(app: Flask, rule: Rule) -> str:
    """Return the tool or scope that a route needs, ``public``, or ``undeclared``."""
    view: Any = app.view_functions[rule.endpoint]  # with what our decorators noted on it
    if hasattr(view, "needed_scope"):
        return str(view.needed_scope.scope.value)
    if not hasattr(view, "need"):
        return UNDECLARED
    if isinstance(view.need, NeededTool):
        return str(view.need.tool.value)
    return "public" if view.need is None else str(view.need.value)


def is_for_programs(app: Flask, rule: Rule) -> bool:
    """Say whether a token opens this route."""
    return hasattr(app.view_functions[rule.endpoint], "needed_scope")


def table(app: Flask) -> str:
    """Write one line a route: methods, address, tool, endpoint."""
    rows = sorted(
        (rule.rule, ",".join(sorted(methods_of(rule))), tool_of(app, rule), rule.endpoint)
        for rule in pages(app)
    )
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "".join(
        f"{methods:<{widths[1]}}  {address:<{widths[0]}}  {tool:<{widths[2]}}  {endpoint}\n"
        for address, methods, tool, endpoint in rows
    )


def misnamed(app: Flask) -> list[str]:
    """Find addresses that are not kebab-case or leave the type of a parameter open."""
    return [
        f"{rule.rule}: write {part!r} in kebab-case, or give the parameter a type such as <string:realm>"
        for rule in pages(app)
        for part in rule.rule.strip("/").split("/")
        if part and not SEGMENT.fullmatch(part) and not TYPED.fullmatch(part)
    ]


def undeclared(app: Flask) -> list[str]:
    """Find routes that do not say who may use them."""
    return [
        f"{rule.rule}: put @requires(Tool.…), @requires_scope(Scope.…) or @public on {rule.endpoint}"
        for rule in pages(app)
        if tool_of(app, rule) == UNDECLARED
    ]


def mixed(app: Flask) -> list[str]:
    """Find views that both read and write: the two would share one right."""
    return [
        f"{rule.rule}: make {rule.endpoint} two views, one that reads and one that writes"
        for rule in pages(app)
        if methods_of(rule) & READING and methods_of(rule) - READING
    ]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        LIST.write_text(table(bare_app(Path(temporary))), encoding="utf-8")
    sys.stdout.write(f"{LIST.name} is written: read what changed before you commit it\n")
