"""The enrichment cache for programs: read, upsert and delete cards by name."""

from functools import partial

from flask import Response, g

from webapp.api import queries
from webapp.api.actions import OutOfReach, delete_card, give_card
from webapp.api.answers import absent, json_answer, no_content, unchanged
from webapp.api.blueprint import BODY, Answer, Operation, ProgramBlueprint
from webapp.api.parser import PARSER
from webapp.api.queries import CardPlace, card_key, former_versions, versions_in
from webapp.api.schemas import CacheEntries, CacheEntry, CardToGive, Given, Place, PlaceOrSeasons
from webapp.cards.given import MOST_OWN_SEASONS, AskedToBeForgotten, TooManySeasons
from webapp.lib import clock
from webapp.permissions.policy import Tool
from webapp.permissions.queries import TOKEN_ALONE, KeyStatement, tools_in
from webapp.permissions.token_again import GuildArchived, TokenLost
from webapp.permissions.tokens import Scope
from webapp.web import fast_programs
from webapp.web.problems import Flaw, Problem
from webapp.web.refusals import ARCHIVED
from webapp.web.token_gate import refuse

bp = ProgramBlueprint(
    "character-cache", __name__, url_prefix="/api/character-cache", description="Cards by name and season."
)
ASKED, NAMED, TO_GIVE = PlaceOrSeasons(), Place(), CardToGive()
NO_CARD = "No card of that name and season is kept for this token."
NOT_YOURS = "This token writes no character of that name."
NOTHING_KEPT = "This character is built here, so only playerCard is kept, and none was sent."
FORGOTTEN = "Who plays this character asked to be forgotten, so no card of it is kept."
FULL = f"Of this character {MOST_OWN_SEASONS} seasons of programs' own naming are kept; delete one first."


def asked_card() -> KeyStatement:
    """Return the one statement of a read; when the parameters do not fit, the token alone is looked at."""
    try:
        return card_key(PARSER.parse(ASKED, location="query"))
    except Problem:
        return TOKEN_ALONE


READ = Operation(
    scope=Scope.CACHE_READ,
    takes=ASKED,
    key=asked_card,
    has_version=True,
    answers=[Answer(200, {"oneOf": [CacheEntry, CacheEntries]}, "The card, or all its seasons.")],
)
UPSERT = Operation(
    scope=Scope.CACHE_WRITE,
    takes=TO_GIVE,
    location=BODY,
    answers=[
        Answer(200, CacheEntry, "The card was there and is changed."),
        Answer(201, CacheEntry, "The card is new."),
    ],
)
DELETE = Operation(
    scope=Scope.CACHE_WRITE, takes=NAMED, answers=[Answer(204, None, "What programs gave is gone.")]
)


@bp.operation("GET", "", READ)
def read(place: CardPlace) -> Response:
    """Read a card.

    `realm` is a name or a slug, names match in any case, and a former name leads to its
    character where nobody has it now. With `allSeasons=true` the answer is an object with
    `entries`, empty where no card is kept. A guild's token reads who is in the guild now, and of
    a card the parts that the lowest rank sees that may make tokens.
    """
    fast_programs.answers_again(partial(queries.version_of, place))
    now = clock.now()
    tools = tools_in(g.bearer, now)
    cards = versions_in(g.key_rows, place.character_name, now)
    cards = cards or former_versions(place, g.bearer.guild_id, now)
    cards = cards if Tool.ROSTER in tools else ()
    if not cards and place.season_key is not None:
        raise absent(NO_CARD)
    etag = queries.tag_of(place, tools, cards)
    return unchanged(etag) or json_answer(queries.entries(cards, place, tools), etag=etag)


@bp.operation("POST", "/upsert", UPSERT)
def upsert(given: Given) -> Response:
    """Make a card or change it.

    What is left out stays as it is; a new card has the defaults. A card of a character that is not built
    here comes back as it was given, and is kept for 30 days after it was last given, changed or not. Of
    one that is built here only `playerCard` is taken: it lives under `external` of the built card, and a
    rebuild keeps it.
    """
    try:
        kept = give_card(given, g.bearer, clock.now())
    except TokenLost as lost:
        refuse(lost.refusal, lost.scope)
    except GuildArchived as error:
        raise Problem(409, ARCHIVED) from error
    except OutOfReach as error:
        raise absent(NOT_YOURS) from error
    except AskedToBeForgotten as error:
        raise Problem(409, FORGOTTEN, flaws=[Flaw("characterName", FORGOTTEN, "/characterName")]) from error
    except TooManySeasons as error:
        raise Problem(409, FULL, flaws=[Flaw("seasonKey", FULL, "/seasonKey")]) from error
    if kept.entry is None:
        raise Problem(409, NOTHING_KEPT, flaws=[Flaw("playerCard", NOTHING_KEPT, "/playerCard")])
    return json_answer(kept.entry, status=201 if kept.is_new else 200)


@bp.operation("DELETE", "/delete", DELETE)
def delete(place: CardPlace) -> Response:
    """Delete what programs gave for a card.

    A card that was only given goes as a whole. Of a card that is built here `external` goes; the rest is
    made from what Battle.net and Warcraft Logs said, and no program can delete it.
    """
    try:
        is_gone = delete_card(place, g.bearer, clock.now())
    except TokenLost as lost:
        refuse(lost.refusal, lost.scope)
    except GuildArchived as error:
        raise Problem(409, ARCHIVED) from error
    except OutOfReach as error:
        raise absent(NOT_YOURS) from error
    if not is_gone:
        raise absent(NO_CARD)
    return no_content()
