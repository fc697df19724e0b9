"""What programs are told of runs and kills; the OpenAPI document is made from it."""

from marshmallow import Schema, fields

from webapp.api.characters.deeds.queries import CURSOR
from webapp.api.characters.schemas import MOST_EVENTS
from webapp.api.fields import Spelled, WholeNumber
from webapp.api.schemas import Strict


def _moment() -> fields.String:
    return fields.String(required=True, metadata={"format": "date-time"})


def _next() -> fields.String:
    return fields.String(
        required=True, allow_none=True, metadata={"description": "Send it as `before` for the next page."}
    )


class RunDone(Schema):
    """A Mythic+ run; its rating is null where Battle.net told none."""

    dungeonId = fields.Integer(required=True)
    dungeon = fields.String(required=True)
    level = fields.Integer(required=True)
    isTimed = fields.Boolean(required=True)
    durationMs = fields.Integer(required=True, allow_none=True)
    rating = fields.Float(required=True, allow_none=True)
    seasonId = fields.Integer(
        required=True, allow_none=True, metadata={"description": "The season in which it was first seen."}
    )
    completedAt = _moment()


class Runs(Schema):
    """Runs from the newest on: those that Battle.net told of, so there were at least these."""

    runs = fields.List(fields.Nested(RunDone), required=True)
    next = _next()


class KillDone(Schema):
    """A kill that was the last of its boss and difficulty when somebody looked."""

    raidId = fields.Integer(required=True)
    raid = fields.String(required=True)
    bossId = fields.Integer(required=True)
    boss = fields.String(required=True)
    difficulty = fields.String(required=True)
    kills = fields.Integer(required=True, metadata={"description": "How many there were up to this one."})
    killedAt = _moment()


class Kills(Schema):
    """Kills from the newest on: those that somebody saw, so there were at least these."""

    kills = fields.List(fields.Nested(KillDone), required=True)
    next = _next()


class DeedPaging(Strict):
    """Which part of the runs or kills."""

    before = fields.String(
        load_default=None,
        validate=Spelled(f"^{CURSOR.pattern}$", error="Take it from `next` of the page before."),
        metadata={"description": "`next` of the page before."},
    )
    limit = WholeNumber(1, MOST_EVENTS, default=50)
