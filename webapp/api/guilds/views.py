"""A guild for programs: its roster, what happened to members, its boards, and how it got on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Response, g, request

from webapp.activity.asking import Asked, Cursor, read_asked
from webapp.api.answers import absent, json_answer, unchanged
from webapp.api.blueprint import Answer, Operation, ProgramBlueprint
from webapp.api.characters.schemas import NoParameters
from webapp.api.entries import moment
from webapp.api.guilds import queries, roster
from webapp.api.guilds.objects import Document, board_object, insights_object
from webapp.api.guilds.queries import Sight
from webapp.api.guilds.schemas import (
    GUILD_ADDRESS,
    BoardAsked,
    BoardOfPlaces,
    EventsAsked,
    GuildEvents,
    Insights,
    Roster,
    RosterAsked,
    part_of,
)
from webapp.insights.queries import insights_page
from webapp.leaderboards.boards import TOOLS, Board
from webapp.leaderboards.reading import guild_board
from webapp.lib import clock
from webapp.permissions.policy import Tool
from webapp.permissions.queries import TOKEN_ALONE, KeyStatement
from webapp.permissions.tokens import Scope
from webapp.web.etags import entity_tag, weak
from webapp.web.request_values import HIGHEST_ID

bp = ProgramBlueprint(
    "guilds-v1",
    __name__,
    url_prefix="/api/v1/guilds/<string:guild_id>",
    description="Guilds with their rosters, events, insights and leaderboards.",
)
NO_GUILD = "No guild of that number is shown to this token."
NOT_SHOWN = "The guild does not show this to its tokens."
LATEST_DAY = date(9998, 12, 31)
"""Behind it a day has no day after it."""


def asked_guild() -> KeyStatement:
    """Return the one statement of the gate; where no guild can have that number, only the token is read."""
    written = (request.view_args or {})["guild_id"]
    is_number = written.isascii() and written.isdecimal() and len(written) <= len(str(HIGHEST_ID))
    number = int(written) if is_number else 0
    return queries.guild_key(number) if 1 <= number <= HIGHEST_ID else TOKEN_ALONE


def _operation(schema: type, told: str, takes: Any) -> Operation:
    return Operation(
        scope=Scope.CHARACTERS_READ,
        takes=takes,
        key=asked_guild,
        has_version=True,
        address=GUILD_ADDRESS,
        answers=[Answer(200, schema, told)],
    )


@bp.operation("GET", "/events", _operation(GuildEvents, "A page of events.", EventsAsked()))
def events(asked: Mapping[str, Any], **_address: str) -> Response:
    """Read what rosters told of a guild's members, the newest first."""
    sight, last = _sight(Tool.INSIGHTS, Tool.EXPORT), asked["last"]
    wanted = Asked(
        kind=asked["kind"],
        name=asked["name"],
        rank=asked["rank"],
        first=asked["first"],
        last=None if last is None else min(last, LATEST_DAY),
        before=_cursor(asked["before"]),
    )
    return _told(sight, queries.events(sight.guild, wanted, limit=asked["limit"], now=clock.now()))


@bp.operation("GET", "/roster", _operation(Roster, "A page of the roster.", RosterAsked()))
def members(asked: Mapping[str, Any], **_address: str) -> Response:
    """Read a guild's members, narrowed by a query and sorted like the page; alts stand for themselves."""
    sight = _sight(Tool.ROSTER, Tool.EXPORT)
    return _told(sight, roster.members(sight, asked, clock.now()))


@bp.operation("GET", "/insights", _operation(Insights, "The insights.", NoParameters()))
def insights(_asked: Mapping[str, Any], **_address: str) -> Response:
    """Read how a guild got on: progress by weeks, who came and went, its balance, and who gained."""
    sight = _sight(Tool.INSIGHTS, Tool.EXPORT)
    return _told(sight, insights_object(insights_page(sight.guild, sight.access, clock.now())))


@bp.operation("GET", "/leaderboards", _operation(BoardOfPlaces, "The board.", BoardAsked()))
def leaderboards(asked: Mapping[str, Any], **_address: str) -> Response:
    """Read a board of a guild; one that the guild does not show to its tokens is not there for them."""
    sight = _sight(Tool.INSIGHTS)
    if TOOLS[Board(asked["board"])] not in sight.tools:
        raise absent(NOT_SHOWN, field="board")
    given = {**asked, "class": asked["class_id"]}
    page = guild_board(sight.guild, given, sight.access, clock.now(), part=part_of(asked))
    return _told(sight, board_object(page))


def answered(document: Document) -> Response:
    """Return a document as of now, under the tag of what it says: the moment alone makes no new version."""
    etag = weak(entity_tag((document,)))
    return unchanged(etag) or json_answer({"asOf": moment(clock.now()), **document}, etag=etag)


def _told(sight: Sight, document: Document) -> Response:
    """Return what is told of a guild; of one that is archived it is what was read last."""
    return answered({"archivedAt": moment(sight.guild.archived_at), **document})


def _sight(*tools: Tool) -> Sight:
    """Return the guild, if the token has what the page needs and, of what is a file there, the export."""
    sight = queries.sight_in(g.key_rows, g.bearer, clock.now())
    if sight is None:
        raise absent(NO_GUILD, field="guild_id")
    if not sight.tools.issuperset(tools):
        raise absent(NOT_SHOWN)
    return sight


def _cursor(given: str | None) -> Cursor | None:
    return read_asked({"before": given}).before if given else None
