"""Read a guild's roster for programs, with the query language, the sorting and the columns of the page."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any

from webapp.api.guilds.objects import Document, roster_object
from webapp.api.guilds.queries import Sight
from webapp.permissions.policy import Tool
from webapp.roster import bodies
from webapp.roster.choices import Alts
from webapp.roster.export import cells_of, keys_of
from webapp.roster.filters import FieldProblem, read_filter
from webapp.roster.keeping import audience_of
from webapp.web.problems import Flaw, Problem


def members(sight: Sight, asked: Mapping[str, Any], now: datetime) -> Document:
    """Return a page of members as a token sees them, or raise Problem of a query that cannot be used.

    Notes are for people: what a note says neither shows nor narrows anything here.
    """
    page_size, tools = int(asked["page_size"]), sight.tools - {Tool.OFFICER_NOTES}
    fields = {"q": [asked["q"]], "sort": [asked["sort"]], "dir": [asked["direction"]]}
    view, problems = read_filter(fields)
    page = bodies.page_of(
        bodies.Asked(
            guild=sight.guild,
            view=replace(
                view, alts=Alts.FLAT, page_size=page_size, page=int(asked["after"] or asked["page"])
            ),
            problems=problems,
            audience=audience_of(tools, is_member=False, viewer_id=None),
            viewer_id=None,
            now=now,
        )
    )
    if page.problems:
        raise _unusable(page.problems[0])
    rows = [row[:-1] for row in cells_of(page, now)]
    following = page.pages.number + 1
    return {
        "members": roster_object(keys_of(page), rows),
        "next": str(following) if following <= page.pages.count else None,
        "number": page.pages.matched,
        "page": page.pages.number,
        "pages": page.pages.count,
    }


def _unusable(problem: FieldProblem) -> Problem:
    told = f"{problem.field}: {problem.right}"
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, told, flaws=[Flaw(problem.field, told)])
