"""Read cards for programs: token and versions in one statement, the documents only when they are news."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from webapp.api.entries import CardVersion, entry_of
from webapp.cards.realms import is_realm
from webapp.cards.stored import DETACHED
from webapp.characters.audience import cut_card, shown_to
from webapp.characters.facts import Shown, StoredCard
from webapp.extensions import db
from webapp.freshness.retention import is_shown
from webapp.lib.names import name_key, same_but_for_case
from webapp.models import (
    ApiToken,
    Character,
    CharacterEnrichmentCache,
    FormerName,
    GuildMember,
)
from webapp.permissions.key_reading import KeyRow
from webapp.permissions.policy import Tool
from webapp.permissions.queries import IS_TOKEN, OF_TOKEN, KeyStatement, tools_in
from webapp.permissions.tokens import Bearer
from webapp.web.etags import entity_tag

Card = CharacterEnrichmentCache


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPlace:
    """Where a program looks: ``region`` in lower case, ``realm`` a name or slug; no season means all."""

    region: str
    realm: str
    character_name: str
    season_key: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A character that a token may see, and where it stands: region, the realm's slug, and its name."""

    character_id: int
    region: str
    realm: str
    name: str


def card_key(place: CardPlace) -> KeyStatement:
    """Return the statement that reads the token and the versions of its cards at a place."""
    statement = _ALL_SEASONS if place.season_key is None else _ONE_SEASON
    return KeyStatement(statement, parameters_of(place))


def parameters_of(place: CardPlace) -> Mapping[str, object]:
    """Return what the statements about a place are told."""
    return {
        "region": place.region,
        "realm_key": name_key(place.realm),
        "name_key": name_key(place.character_name),
        "season_key": place.season_key,
    }


def versions_in(rows: Sequence[KeyRow], character_name: str, now: datetime) -> Sequence[CardVersion]:
    """Return the cards of one character from the rows of a key statement, the newest first."""
    found = [row[len(OF_TOKEN) :] for row in rows if row[len(OF_TOKEN)]]
    return _of_one([row for row in found if is_shown(row[-1], now)], character_name)


def version_of(place: CardPlace, rows: Sequence[KeyRow], bearer: Bearer, now: datetime) -> str | None:
    """Return the tag of what the rows of a key statement are answered with; None where they hold no card."""
    tools, cards = tools_in(bearer, now), versions_in(rows, place.character_name, now)
    return tag_of(place, tools, cards) if cards and Tool.ROSTER in tools else None


def tag_of(place: CardPlace, tools: frozenset[Tool], cards: Sequence[CardVersion]) -> str:
    """Return the entity tag of cards as a token with these tools sees them."""
    return entity_tag((place.season_key is None, sorted(tools), *cards))


def once_called(place: CardPlace, guild_id: int | None, now: datetime) -> Seen | None:
    """Return who had a name before, for names that nobody bears now: of several who had it last.

    A guild's token follows its own members only, and whether anybody else bears the name changes nothing.
    """
    query = _FORMER if guild_id is None else _FORMER.where(_is_member(Character.id, guild_id))
    rows = db.session.execute(query, parameters_of(place))
    asked = place.character_name
    alike = [
        row for row in rows if same_but_for_case(row.former_name, asked) and is_shown(row.verified_at, now)
    ]
    best = min(alike, key=lambda row: row.former_name != asked, default=None)
    return None if best is None else Seen(best.id, place.region, best.realm, best.name)


def former_versions(place: CardPlace, guild_id: int | None, now: datetime) -> Sequence[CardVersion]:
    """Return the cards of who was called so before, for names that nobody bears now; as a token sees them."""
    seen = once_called(place, guild_id, now)
    if seen is None:
        return ()
    query = _CARDS.where(Card.character_id == seen.character_id)
    if place.season_key is not None:
        query = query.where(_IS_SEASON)
    rows = db.session.execute(query.order_by(*_NEWEST_FIRST), parameters_of(place)).all()
    return _of_one(rows, seen.name)


def entries(cards: Sequence[CardVersion], place: CardPlace, tools: frozenset[Tool]) -> Mapping[str, Any]:
    """Return the one entry, or all seasons' below ``entries``, as the place asks and the tools show."""
    documents, shown = _documents([card.id for card in cards]), shown_to(tools)
    written = [_entry(card, documents.get(card.id), shown) for card in cards]
    return {"entries": written} if place.season_key is None else written[0]


def entry_at(place: CardPlace, tools: frozenset[Tool]) -> Mapping[str, Any] | None:
    """Return the entry of a card that was just written, whosoever token wrote it, as the tools show it."""
    found = db.session.execute(_WRITTEN, parameters_of(place)).all()
    cards = _of_one(found, place.character_name)
    return entries(cards, place, tools) if cards else None


def _entry(card: CardVersion, document: Any, shown: Shown) -> Mapping[str, Any]:
    """Write an entry as it is shown; what a program gave, and nobody built, comes back as it was given."""
    if not isinstance(document, dict) or "schemaVersion" not in document:
        return entry_of(card, document)
    stored = StoredCard(
        document=document, status=card.fetch_status, error=card.error_message, built_at=card.updated_at
    )
    cut = cut_card(stored, shown)
    return entry_of(card._replace(error_message=cut.error), cut.document)


def _of_one(rows: Sequence[Sequence[Any]], character_name: str) -> Sequence[CardVersion]:
    """Keep one character: the exact spelling wins, then whom Battle.net confirmed last.

    A key joins *Straße* and *Strasse*, who are two people; a card without a name belongs to nobody.
    """
    found = [row for row in rows if same_but_for_case(row[_NAME], character_name)]
    found = [row for row in found if not row[_NAME].startswith(DETACHED)]
    best = max(found, key=lambda row: _nearness(row, character_name), default=None)
    if best is None:
        return ()
    cards = [CardVersion(*row[:-1]) for row in found]
    return [card for card in cards if _who(card) == _who(CardVersion(*best[:-1]))]


def _documents(card_ids: Sequence[int]) -> Mapping[int, Any]:
    query = select(Card.id, Card.player_card).where(Card.id.in_(card_ids))
    return {row.id: row.player_card for row in db.session.execute(query)}


def is_asked_realm(column: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Say that a column holds the realm that was asked for: by slug, by name, or by a former slug."""
    return is_realm(column, bindparam("region"), bindparam("realm_key"))


def is_of_token(character_id: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Say that the token may see a character: an operator's sees all, a guild's its members now."""
    return or_(ApiToken.guild_id.is_(None), _is_member(character_id, ApiToken.guild_id))


def _is_member(character_id: InstrumentedAttribute[Any], guild_id: Any) -> ColumnElement[bool]:
    return exists().where(
        GuildMember.guild_id == guild_id,
        GuildMember.character_id == character_id,
        GuildMember.left_at.is_(None),
    )


def _is_wanted(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    named = (Card.region == bindparam("region"), Card.name_key == bindparam("name_key"))
    return and_(*named, is_asked_realm(Card.realm), *conditions)


def _statement(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(*OF_TOKEN, *_VERSION)
        .select_from(ApiToken)
        .outerjoin(Card, _is_wanted(is_of_token(Card.character_id), *conditions))
        .outerjoin(Character, Character.id == Card.character_id)
        .where(IS_TOKEN)
        .order_by(*_NEWEST_FIRST)
    )


_CONFIRMED = case((Card.character_id.is_(None), Card.updated_at), else_=Character.verified_at)
"""When a card was last known to be right: of nobody whom we follow, when a program last said so."""
_VERSION = [*(getattr(Card, name) for name in CardVersion._fields), _CONFIRMED]
_NAME, _WHOSE = (CardVersion._fields.index(name) for name in ("character_name", "character_id"))
_NEWEST_FIRST = (Card.updated_at.desc(), Card.id.desc())
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_IS_SEASON = Card.season_key == bindparam("season_key")
_ALL_SEASONS, _ONE_SEASON = _statement(), _statement(_IS_SEASON)
_CARDS = select(*_VERSION).select_from(Card).outerjoin(Character, Character.id == Card.character_id)
_WRITTEN = _CARDS.where(_is_wanted(_IS_SEASON))
_FORMER = (
    select(
        Character.id,
        Character.realm,
        Character.name,
        Character.verified_at,
        FormerName.name.label("former_name"),
    )
    .join(FormerName, FormerName.character_id == Character.id)
    .where(
        FormerName.region == bindparam("region"),
        FormerName.name_key == bindparam("name_key"),
        is_asked_realm(FormerName.realm),
    )
    .order_by(FormerName.until.desc(), FormerName.id.desc())
)


def _who(card: CardVersion) -> tuple[int | None, str, str]:
    if card.character_id is not None:
        return card.character_id, "", ""
    return None, card.realm, card.character_name


def _nearness(row: Sequence[Any], character_name: str) -> tuple[bool, bool, datetime, int]:
    is_somebodys = row[_WHOSE] is not None
    return row[_NAME] == character_name, is_somebodys, row[-1] or _NEVER, row[_WHOSE] or 0
