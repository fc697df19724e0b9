"""What programs send and receive about guilds; the OpenAPI document is made from it."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from webapp.activity.asking import LONGEST_NAME
from webapp.api.fields import NAME, DayOfAddress, Spelled, WholeNumber
from webapp.api.query_string import LONGEST_VALUE
from webapp.api.schemas import Strict
from webapp.leaderboards.asking import MAINS
from webapp.leaderboards.boards import Board
from webapp.leaderboards.parts import CURSOR as BOARD_CURSOR
from webapp.leaderboards.parts import MOST_PLACES, Part, after_in
from webapp.roster.choices import HIGHEST_PAGE, PAGE_SIZES, Direction, Sort
from webapp.web.classes import CLASS_NAMES
from webapp.web.request_values import HIGHEST_ID
from webapp.words import REGIONS, EventKind, Role

MOST_EVENTS = 200
CURSOR = r"^[0-9]{1,17}-[0-9]{1,9}$"
GUILD_ADDRESS = (
    {
        "name": "guild_id",
        "in": "path",
        "required": True,
        "description": "The guild's number.",
        "schema": {"type": "integer", "minimum": 1, "maximum": HIGHEST_ID},
    },
)


def _choice(choices: list[str], *, data_key: str | None = None, default: str = "") -> fields.String:
    return fields.String(load_default=default, data_key=data_key, validate=validate.OneOf(choices))


def _moment(*, is_optional: bool = False) -> fields.String:
    return fields.String(required=True, allow_none=is_optional, metadata={"format": "date-time"})


def _archived(*, required: bool = True) -> fields.String:
    told = "Since when the guild is archived, because Blizzard has no such guild any more; null of others."
    return fields.String(
        required=required, allow_none=True, metadata={"format": "date-time", "description": told}
    )


def _count(*, is_optional: bool = False) -> fields.Integer:
    return fields.Integer(required=True, allow_none=is_optional)


def _word(*, is_optional: bool = False) -> fields.String:
    return fields.String(required=True, allow_none=is_optional)


class EventsAsked(Strict):
    """Which events, and from where on."""

    kind = fields.Enum(EventKind, by_value=True, load_default=None)
    name = fields.String(
        load_default="",
        validate=[
            validate.Length(1, LONGEST_NAME),
            Spelled(NAME, error="There is a letter that no character has."),
        ],
    )
    rank = WholeNumber(0, 9, default=None)
    first = DayOfAddress("The first day, in UTC.", data_key="from")
    last = DayOfAddress("The last day, in UTC.", data_key="to")
    before = fields.String(
        load_default=None,
        validate=Spelled(CURSOR, error="Take it from `next` of the page before."),
        metadata={"description": "`next` of the page before."},
    )
    limit = WholeNumber(1, MOST_EVENTS, default=50)


class RosterAsked(Strict):
    """Which members, in what order; the language of `q` is that of the roster's search field."""

    q = fields.String(load_default="", validate=validate.Length(max=LONGEST_VALUE))
    sort = _choice([one.value for one in Sort], default=Sort.RANK.value)
    direction = _choice([one.value for one in Direction], data_key="dir")
    page_size = _choice([str(one) for one in PAGE_SIZES], default=str(PAGE_SIZES[0]))
    page = WholeNumber(1, HIGHEST_PAGE, default=1)
    after = WholeNumber(
        1, HIGHEST_PAGE, default=None, description="`next` of the page before, instead of `page`."
    )


class BoardPaging(Strict):
    """Which part of a board."""

    after = fields.String(
        load_default=None,
        validate=Spelled(f"^{BOARD_CURSOR.pattern}$", error="Take it from `next` of the page before."),
        metadata={"description": "`next` of the page before."},
    )
    limit = WholeNumber(1, MOST_PLACES, default=MOST_PLACES)


class BoardOfAllAsked(BoardPaging):
    """Whom a board is narrowed to, and from where on."""

    class_id = _choice([str(one) for one in CLASS_NAMES], data_key="class")
    role = _choice([one.value for one in Role])
    region = _choice([*REGIONS, *(one.upper() for one in REGIONS)])


class BoardAsked(BoardPaging):
    """Which board, whom it is narrowed to, and from where on."""

    board = _choice([one.value for one in Board], default=Board.RATING.value)
    class_id = _choice([str(one) for one in CLASS_NAMES], data_key="class")
    role = _choice([one.value for one in Role])
    who = _choice([MAINS])


def part_of(asked: Mapping[str, Any]) -> Part:
    """Return the part that the loaded fields ask for."""
    return Part(after_in(asked["after"]), asked["limit"])


class GuildEvent(Schema):
    """What a roster told of a member; who left long ago has a pseudonym."""

    id = _count()
    who = _word()
    href = _word(is_optional=True)
    classId = _count(is_optional=True)
    kind = fields.Enum(EventKind, by_value=True, required=True)
    what = _word()
    before = _word(is_optional=True)
    after = _word(is_optional=True)
    noticedAt = _moment()
    certainty = _word()


class GuildEvents(Schema):
    """Events from the newest on."""

    asOf = _moment()
    archivedAt = _archived()
    events = fields.List(fields.Nested(GuildEvent), required=True)
    next = fields.String(
        required=True, allow_none=True, metadata={"description": "Send it as `before` for the next page."}
    )


class Roster(Schema):
    """A page of members, each with the columns that the token sees; what nobody knows is null."""

    asOf = _moment()
    archivedAt = _archived()
    members = fields.List(fields.Dict(keys=fields.String()), required=True)
    next = fields.String(
        required=True, allow_none=True, metadata={"description": "Send it as `after` for the next page."}
    )
    number = _count()
    page = _count()
    pages = _count()


class BoardPlace(Schema):
    """Somebody at a place; equals share it."""

    place = _count()
    isShared = fields.Boolean(required=True)
    characterName = _word()
    realm = _word()
    region = _word()
    href = _word()
    classId = _count(is_optional=True)
    role = _word(is_optional=True)
    value = _count()
    isLowerBound = fields.Boolean(required=True)
    guild = _word(is_optional=True)


class BoardOfPlaces(Schema):
    """A part of a board: `known` of `number` have a figure, `more` stand beyond the last place."""

    asOf = _moment()
    archivedAt = _archived(required=False)
    board = fields.Enum(Board, by_value=True, required=True)
    title = _word()
    weekSince = _moment(is_optional=True)
    known = _count(is_optional=True)
    number = _count(is_optional=True)
    more = _count()
    next = fields.String(
        required=True, allow_none=True, metadata={"description": "Send it as `after` for the next page."}
    )
    places = fields.List(fields.Nested(BoardPlace), required=True)


class Insights(Schema):
    """How the guild got on; of fewer than `least` members no figure is told."""

    asOf = _moment()
    archivedAt = _archived()
    least = _count()
    progress = fields.List(fields.Dict(keys=fields.String()), required=True)
    churn = fields.Dict(keys=fields.String(), required=True, allow_none=True)
    balance = fields.Dict(keys=fields.String(), required=True, allow_none=True)
    gains = fields.Dict(keys=fields.String(), required=True, allow_none=True)
    trends = fields.Dict(keys=fields.String(), required=True)
    attendance = fields.Dict(keys=fields.String(), required=True, allow_none=True)
    closed = fields.List(fields.String(), required=True)
