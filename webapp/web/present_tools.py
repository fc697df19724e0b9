"""Which tools open anything yet: those that a view asks for, and those of parts of pages."""

from flask import current_app

from webapp.permissions.audience_words import PANELS
from webapp.permissions.policy import Tool
from webapp.web.gate import NeededTool


def present_tools() -> frozenset[Tool]:
    """Return the tools that something here needs; what a guild decides about others waits for a page."""
    needs = (getattr(view, "need", None) for view in current_app.view_functions.values())
    return frozenset(PANELS) | {need.tool for need in needs if isinstance(need, NeededTool)}
