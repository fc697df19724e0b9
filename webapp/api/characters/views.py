"""Characters for programs: the whole, one section, and the history."""

from collections.abc import Mapping
from typing import Any

from flask import Response, g, request
from marshmallow import ValidationError

from webapp.api.answers import absent, json_answer, unchanged
from webapp.api.blueprint import Answer, Operation, ProgramBlueprint
from webapp.api.characters import queries
from webapp.api.characters.deeds import queries as deeds
from webapp.api.characters.deeds.schemas import DeedPaging, Kills, Runs
from webapp.api.characters.objects import SECTIONS, Shown, character_object, section_object, version_of
from webapp.api.characters.schemas import (
    ADDRESS,
    SECTION,
    CharacterObject,
    DayPaging,
    Days,
    History,
    NoParameters,
    Paging,
    SectionObject,
)
from webapp.api.queries import CardPlace, Seen, once_called
from webapp.api.schemas import Place
from webapp.lib import clock
from webapp.permissions.policy import Tool
from webapp.permissions.queries import TOKEN_ALONE, KeyStatement, tools_in
from webapp.permissions.tokens import Scope
from webapp.web.etags import entity_tag, weak

bp = ProgramBlueprint(
    "characters-v1",
    __name__,
    url_prefix="/api/v1/characters/<string:region>/<string:realm>/<string:name>",
    description="Characters with their sections and history.",
)
PLACE, NOTHING, PAGING, DAY_PAGING, DEED_PAGING = Place(), NoParameters(), Paging(), DayPaging(), DeedPaging()
CALLED = "characterName"
NOBODY = "No character of that name is kept for this token."
NO_SECTION = f"There is no such section; there are {', '.join(SECTIONS)}."
NOT_TOLD = "The guild does not tell its tokens when its members were in the game, and so no history by day."
NO_DEEDS = "The guild does not tell its tokens when its members were in the game, and so no runs and kills."
NOT_WANTED = "This section is not read here, or the guild does not show it to its tokens."


def asked_character() -> KeyStatement:
    """Return the one statement of the gate; where nobody can be called so, only the token is looked at."""
    place = place_asked()
    return TOKEN_ALONE if place is None else queries.character_key(place)


def place_asked() -> CardPlace | None:
    """Return whom the address names; None where no character can be called so."""
    try:
        return _place_asked()
    except ValidationError:
        return None


def _place_asked() -> CardPlace:
    named = request.view_args or {}
    asked = {"region": named["region"], "realm": named["realm"], CALLED: named["name"]}
    place: CardPlace = PLACE.load(asked)
    return place


WHOLE = Operation(
    scope=Scope.CHARACTERS_READ,
    takes=NOTHING,
    key=asked_character,
    has_version=True,
    address=ADDRESS,
    answers=[Answer(200, CharacterObject, "The character.")],
)
PART = Operation(
    scope=Scope.CHARACTERS_READ,
    takes=NOTHING,
    key=asked_character,
    has_version=True,
    address=[*ADDRESS, SECTION],
    answers=[Answer(200, SectionObject, "The section.")],
)
PAST = Operation(
    scope=Scope.CHARACTERS_READ,
    takes=PAGING,
    key=asked_character,
    has_version=True,
    address=ADDRESS,
    answers=[Answer(200, History, "Season cards and events.")],
)

PAST_DAYS = Operation(
    scope=Scope.CHARACTERS_READ,
    takes=DAY_PAGING,
    key=asked_character,
    has_version=True,
    address=ADDRESS,
    answers=[Answer(200, Days, "Days that changed something, the newest first.")],
)

PAST_RUNS = Operation(
    scope=Scope.CHARACTERS_READ,
    takes=DEED_PAGING,
    key=asked_character,
    has_version=True,
    address=ADDRESS,
    answers=[Answer(200, Runs, "Mythic+ runs that are known, the newest first.")],
)
PAST_KILLS = Operation(
    scope=Scope.CHARACTERS_READ,
    takes=DEED_PAGING,
    key=asked_character,
    has_version=True,
    address=ADDRESS,
    answers=[Answer(200, Kills, "Boss kills that are known, the newest first.")],
)


@bp.operation("GET", "", WHOLE)
def character(_asked: Mapping[str, Any], **_address: str) -> Response:
    """Read a character: who it is, its card, and how old each section is and why.

    A former name leads to its character where the token sees nobody of that name now. A guild's token
    sees the parts that the lowest rank sees that may make tokens; of all others neither data nor age.
    """
    seen, version = _shown()
    etag = weak(entity_tag(version))
    return unchanged(etag) or json_answer(character_object(seen), etag=etag)


@bp.operation("GET", "/sections/<string:section>", PART)
def section(_asked: Mapping[str, Any], section: str, **_address: str) -> Response:
    """Read one section of a character."""
    seen, version = _shown()
    found = section_object(seen, section)
    if found is None:
        raise absent(NOT_WANTED if section in SECTIONS else NO_SECTION, field="section")
    etag = weak(entity_tag((section, *version)))
    return unchanged(etag) or json_answer(found, etag=etag)


@bp.operation("GET", "/history", PAST)
def history(asked: Mapping[str, Any], **_address: str) -> Response:
    """Read the season cards that are kept, and what rosters told of the character, the newest first."""
    seen = _seen()
    found = queries.history(
        seen.character_id, g.bearer.guild_id, before=asked["before"], limit=asked["limit"]
    )
    etag = entity_tag((found,))
    return unchanged(etag) or json_answer(found, etag=etag)


@bp.operation("GET", "/history/days", PAST_DAYS)
def history_days(asked: Mapping[str, Any], **_address: str) -> Response:
    """Read what a character was like at the end of each day that changed it, and of each week.

    What a guild shows with gear and vault alone is null for tokens that do not see those.
    """
    seen, tools = _seen(), _tools_for_moments(NOT_TOLD)
    found = queries.days(seen.character_id, tools, before=asked["before"], limit=asked["limit"])
    etag = entity_tag((found,))
    return unchanged(etag) or json_answer(found, etag=etag)


@bp.operation("GET", "/history/runs", PAST_RUNS)
def history_runs(asked: Mapping[str, Any], **_address: str) -> Response:
    """Read the Mythic+ runs that are known of a character."""
    seen, _ = _seen(), _tools_for_moments(NO_DEEDS)
    found = deeds.runs(seen.character_id, after=deeds.after_in(asked["before"]), limit=asked["limit"])
    etag = entity_tag((found,))
    return unchanged(etag) or json_answer(found, etag=etag)


@bp.operation("GET", "/history/kills", PAST_KILLS)
def history_kills(asked: Mapping[str, Any], **_address: str) -> Response:
    """Read the boss kills that are known of a character."""
    seen, _ = _seen(), _tools_for_moments(NO_DEEDS)
    found = deeds.kills(seen.character_id, after=deeds.after_in(asked["before"]), limit=asked["limit"])
    etag = entity_tag((found,))
    return unchanged(etag) or json_answer(found, etag=etag)


def _tools_for_moments(refusal: str) -> frozenset[Tool]:
    """Return the token's tools where it may be told when somebody was in the game."""
    tools = tools_in(g.bearer, clock.now())
    if Tool.LAST_SEEN not in tools:
        raise absent(refusal)
    return tools


def _seen() -> Seen:
    """Return who is meant, by the present name, else by a former one."""
    now = clock.now()
    try:
        place = _place_asked()
    except ValidationError as error:
        field, said = next(iter(error.messages_dict.items()))
        raise absent(" ".join(said), field="name" if field == CALLED else field) from error
    if Tool.ROSTER not in tools_in(g.bearer, now):
        raise absent(NOBODY)
    seen = queries.seen_in(g.key_rows, place, now) or once_called(place, g.bearer.guild_id, now)
    if seen is None:
        raise absent(NOBODY)
    return seen


def _shown() -> tuple[Shown, tuple[object, ...]]:
    seen, now = _seen(), clock.now()
    found = queries.shown(seen, tools_in(g.bearer, now), now)
    if found is None:
        raise absent(NOBODY)
    return found[0], tuple(version_of(*found))
