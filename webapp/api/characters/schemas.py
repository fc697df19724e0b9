"""What programs send to /api/v1 and receive from it; the OpenAPI document is made from it."""

from marshmallow import Schema, fields

from webapp.api.characters.objects import SECTIONS
from webapp.api.fields import NAME, REGION, DayOfAddress, WholeNumber
from webapp.api.schemas import Strict
from webapp.freshness.states import FreshnessState
from webapp.lib.names import LONGEST_NAME
from webapp.web.request_values import HIGHEST_ID
from webapp.words import CardStatus, Certainty, EventKind

MOST_EVENTS = 200


def _moment() -> fields.String:
    return fields.String(required=True, allow_none=True, metadata={"format": "date-time"})


def _word(data_key: str | None = None) -> fields.String:
    return fields.String(required=True, allow_none=True, data_key=data_key)


class Why(Schema):
    """Why it is as old as it is, and what helps."""

    sentence = fields.String(required=True)
    remedy = fields.String(required=True)


class About(Schema):
    """What is said of every object: how old, from where, how sure."""

    asOf = fields.String(
        required=True,
        allow_none=True,
        metadata={"format": "date-time", "description": "When the game or site made it: the last log-out."},
    )
    checkedAt = _moment()
    changedAt = _moment()
    nextAt = _moment()
    source = fields.String(required=True)
    state = fields.Enum(FreshnessState, by_value=True, required=True)
    certainty = fields.Enum(
        Certainty,
        by_value=True,
        required=True,
        allow_none=True,
        metadata={"description": "How sure it is; null as long as there is nothing."},
    )
    note = fields.String(required=True, allow_none=True)
    why = fields.Nested(Why, required=True)
    href = fields.String(required=True, metadata={"format": "uri-reference"})


class CharacterData(Schema):
    """Who it is, with its card as it was built last and what is said of each section."""

    region = fields.String(required=True)
    realm = fields.String(required=True)
    realmName = fields.String(required=True)
    characterName = fields.String(required=True)
    blizzardId = fields.Integer(required=True, allow_none=True)
    className = _word(data_key="class")
    classId = fields.Integer(required=True, allow_none=True)
    spec = _word()
    specId = fields.Integer(required=True, allow_none=True)
    role = _word()
    race = _word()
    faction = _word()
    level = fields.Integer(required=True, allow_none=True)
    itemLevel = fields.Integer(required=True, allow_none=True)
    averageItemLevel = fields.Integer(required=True, allow_none=True)
    achievementPoints = fields.Integer(required=True, allow_none=True)
    lastLoginAt = _moment()
    guild = fields.Dict(required=True, allow_none=True)
    card = fields.Dict(required=True, allow_none=True)
    sections = fields.Dict(keys=fields.String(), values=fields.Nested(About), required=True)


class CharacterObject(About):
    """A character."""

    data = fields.Nested(CharacterData, required=True)
    isStale = fields.Boolean(
        required=True,
        metadata={
            "description": "Whether a section needs a look: never read, from before the weekly reset, or old."
        },
    )


class SectionObject(About):
    """One section of a character; its data is null as long as nothing was read."""

    data = fields.Dict(required=True, allow_none=True)


class KeptCard(Schema):
    """The card of one season that is kept."""

    seasonKey = fields.String(required=True)
    fetchStatus = fields.Enum(CardStatus, by_value=True, required=True)
    createdAt = _moment()
    updatedAt = _moment()


class Event(Schema):
    """Something that a roster told."""

    id = fields.Integer(required=True)
    guildId = fields.Integer(required=True)
    kind = fields.Enum(EventKind, by_value=True, required=True)
    before = fields.Raw(required=True, allow_none=True)
    after = fields.Raw(required=True, allow_none=True)
    seenAt = _moment()


class History(Schema):
    """Season cards, and events from the newest on."""

    cards = fields.List(fields.Nested(KeptCard), required=True)
    events = fields.List(fields.Nested(Event), required=True)
    next = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Send it as `before` for the next page."}
    )


class VaultSlots(Schema):
    """Slots of the week's Great Vault, filled at least; null where nothing is known."""

    raid = fields.Integer(required=True, allow_none=True)
    mythic = fields.Integer(required=True, allow_none=True)
    world = fields.Integer(required=True, allow_none=True)


class Day(Schema):
    """What a character was like at the end of a day that changed it, or that ended a week."""

    takenOn = fields.Date(required=True)
    weekOn = fields.Date(
        required=True, metadata={"description": "The first day of its week, which began at the reset."}
    )
    itemLevel = fields.Integer(required=True, allow_none=True)
    mythicRating = fields.Float(required=True, allow_none=True)
    achievementPoints = fields.Integer(required=True, allow_none=True)
    tierPieces = fields.Integer(required=True, allow_none=True)
    problems = fields.Integer(required=True, allow_none=True)
    vault = fields.Nested(VaultSlots, required=True)
    writtenAt = _moment()


class Days(Schema):
    """Days from the newest on; between two of a week nothing changed, and a week without one is unknown."""

    days = fields.List(fields.Nested(Day), required=True)
    next = fields.Date(
        required=True, allow_none=True, metadata={"description": "Send it as `before` for the next page."}
    )


class DayPaging(Strict):
    """Which part of the days."""

    before = DayOfAddress("Only what is older than this day.")
    limit = WholeNumber(1, MOST_EVENTS, default=50)


class NoParameters(Strict):
    """Nothing can be asked besides the address."""


class Paging(Strict):
    """Which part of a long list."""

    before = WholeNumber(
        1, HIGHEST_ID, default=None, description="Only what is older than the event of this id."
    )
    limit = WholeNumber(1, MOST_EVENTS, default=50)


def _in_address(name: str, description: str, **schema: object) -> dict[str, object]:
    told = {"in": "path", "required": True, "description": description}
    return {"name": name, **told, "schema": {"type": "string", **schema}}


ADDRESS = (
    _in_address("region", "In any case.", pattern=REGION),
    _in_address("realm", "The realm's name or slug.", pattern=NAME, maxLength=LONGEST_NAME),
    _in_address(
        "name", "The character's name in any case, or a former one.", pattern=NAME, maxLength=LONGEST_NAME
    ),
)
SECTION = _in_address("section", "A part of the card.", enum=list(SECTIONS))
