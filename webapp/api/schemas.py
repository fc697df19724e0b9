"""What programs send and receive, field by field; the OpenAPI document is made from it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from marshmallow import RAISE, Schema, fields, post_load, validate

from webapp.api.fields import Moment, Name, Region, Spelled
from webapp.api.queries import CardPlace
from webapp.models.cards import LATEST
from webapp.words import REGIONS, CardStatus

LONGEST_MESSAGE = 2000
SEASON = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$"


SETTABLE = {
    "playerCard": "player_card",
    "wclLastFetchedAt": "wcl_last_fetched_at",
    "blizzardLastFetchedAt": "blizzard_last_fetched_at",
    "fetchStatus": "fetch_status",
    "errorMessage": "error_message",
}
"""The fields that a program may set, and no other."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a program gives: for which card, and the columns that it named."""

    place: CardPlace
    columns: Mapping[str, Any]


class Strict(Schema):
    """Refuses what it does not know."""

    class Meta:
        """How marshmallow treats unknown fields."""

        unknown = RAISE


class Named(Strict):
    """The fields that name a card."""

    region = Region()
    realm = Name("realm", description="The realm's name or slug.", example="Argent Dawn")
    characterName = Name("character name", description="The character's name, in any case.", example="Thrall")
    seasonKey = fields.String(
        load_default=LATEST,
        validate=Spelled(SEASON, error="A season key has letters, digits and . _ : - only, 64 at most."),
        metadata={"description": f"`{LATEST}` is the card that is kept up to date.", "example": LATEST},
    )


def place_of(values: Mapping[str, Any]) -> CardPlace:
    """Return the place that the loaded fields name."""
    return CardPlace(
        region=values["region"],
        realm=values["realm"],
        character_name=values["characterName"],
        season_key=values["seasonKey"],
    )


class Place(Named):
    """Which card is meant."""

    @post_load
    def as_place(self, values: Mapping[str, Any], **_: Any) -> CardPlace:
        """Return what was asked for; all seasons are no season."""
        place = place_of(values)
        return replace(place, season_key=None) if values.get("allSeasons") else place


class PlaceOrSeasons(Place):
    """Which card is meant, or all seasons of one."""

    allSeasons = fields.Boolean(
        load_default=False,
        truthy={"true"},
        falsy={"false"},
        metadata={"description": "`true` asks for every season that is kept; then `seasonKey` says nothing."},
    )


class CardToGive(Named):
    """A card that a program gives. What is left out stays as it is; a new card has the defaults."""

    playerCard = fields.Dict(
        keys=fields.String(),
        metadata={
            "description": "Any JSON object. For a character that is built here it is kept under `external`.",
            "example": {"class": "Death Knight", "spec": "Blood", "itemLevel": 626},
        },
    )
    wclLastFetchedAt = Moment("When Warcraft Logs was asked last.")
    blizzardLastFetchedAt = Moment("When Battle.net was asked last.")
    fetchStatus = fields.Enum(CardStatus, by_value=True, metadata={"default": CardStatus.PARTIAL.value})
    errorMessage = fields.String(allow_none=True, validate=validate.Length(max=LONGEST_MESSAGE))

    @post_load
    def as_given(self, values: Mapping[str, Any], **_: Any) -> Given:
        """Return the place, and the columns that were named."""
        columns = {column: values[name] for name, column in SETTABLE.items() if name in values}
        return Given(place_of(values), columns)


def _moment(*, is_optional: bool = True) -> fields.String:
    return fields.String(required=True, allow_none=is_optional, metadata={"format": "date-time"})


class CacheEntry(Schema):
    """A card as it is kept."""

    id = fields.Integer(required=True)
    region = fields.String(required=True, validate=validate.OneOf([region.upper() for region in REGIONS]))
    realm = fields.String(
        required=True,
        metadata={"description": "The realm as it was given; its name, of a card that is built here."},
    )
    characterName = fields.String(required=True)
    seasonKey = fields.String(required=True)
    playerCard = fields.Dict(keys=fields.String(), required=True)
    wclLastFetchedAt = _moment()
    blizzardLastFetchedAt = _moment()
    fetchStatus = fields.Enum(CardStatus, by_value=True, required=True)
    errorMessage = fields.String(required=True, allow_none=True)
    createdAt = _moment(is_optional=False)
    updatedAt = _moment(is_optional=False)


class CacheEntries(Schema):
    """Every season of one character's card that is kept, the newest first."""

    entries = fields.List(fields.Nested(CacheEntry), required=True)


class FlawSchema(Schema):
    """One thing that is wrong with a request."""

    field = fields.String(required=True, metadata={"description": "The parameter, or the body's field."})
    detail = fields.String(required=True)
    pointer = fields.String(metadata={"description": "Where in the body (RFC 6901)."})


class ProblemSchema(Schema):
    """Problem details (RFC 9457)."""

    type = fields.String(required=True, metadata={"format": "uri-reference"})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True, metadata={"description": "One word for programs."})
    requestId = fields.String(required=True)
    errors = fields.List(fields.Nested(FlawSchema))
