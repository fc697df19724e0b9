"""Read what a character's page shows: the character with its card, its sections, the look it waits for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import abort, redirect, request
from sqlalchemy import RowMapping, literal, select, true

from webapp.cards.realms import is_realm
from webapp.characters.facts import CharacterFacts, GuildFacts, Look, StoredCard
from webapp.characters.figures import week_start
from webapp.characters.page import CardPage, CharacterAddress, UnknownPage
from webapp.characters.statements import alike_at, characters_at, former_address
from webapp.characters.view import card_page
from webapp.config import current_settings
from webapp.extensions import db
from webapp.freshness.retention import is_shown, shown_since
from webapp.freshness.sections import SectionFacts
from webapp.freshness.states import Facts
from webapp.lib.names import BadName, checked_name, name_key, same_but_for_case
from webapp.models import Realm, SectionState
from webapp.sync.queries import character_strip
from webapp.web.guild_address import MOVED, NO_SUCH_REGION, guild_path
from webapp.words import REGIONS, Section

NO_SUCH_CHARACTER = "No character of that name is kept here. Its own address offers to look it up."
NO_NAME = "No character can have such a name, or there can be no such realm."

EVERYBODY = true()
"""Whom a viewer may see, as a condition on ``characters``: pages are open to all who come."""


@dataclass(frozen=True, slots=True)
class FoundCharacter:
    """A character that an address means, with everything that one row holds of it."""

    id: int
    address: CharacterAddress
    row: RowMapping
    is_hidden: bool = False
    """Whether what is known of it may not be shown any more: the page says only that it is waited for."""


def character_at(
    region: str, realm: str, name: str, *, now: datetime, below: str = ""
) -> FoundCharacter | UnknownPage:
    """Return the character at an address, or that it is not kept; other spellings lead to the right one."""
    if region.lower() not in REGIONS:
        abort(404, NO_SUCH_REGION)
    try:
        slug, wanted = checked_name(realm, what="realm").lower(), checked_name(name, what="character")
    except BadName:
        abort(404, NO_NAME)
    found = find_character(region.lower(), slug, wanted, now=now)
    if found is None:
        typed = _typed(region.lower(), slug, wanted)
        _follow_former_name(typed, now, below)
        return _unknown(typed, now)
    address = found.address
    if not found.is_hidden and (region, realm, name) != (address.region, address.realm, address.name):
        _lead_to(address, below)
    return found


def find_character(region: str, slug: str, name: str, *, now: datetime) -> FoundCharacter | None:
    """Return the character of that name; of several the exact spelling, then who was verified last.

    Whom nobody could confirm for as long as the rules allow is as good as not kept, and without any fact
    while somebody waits for a new look.
    """
    rows = db.session.execute(characters_at(region, slug, name)).mappings().all()
    found = _best(slug, name, [row for row in rows if row["wished_at"] or is_shown(row["verified_at"], now)])
    if found is None:
        return None
    if is_shown(found["verified_at"], now):
        return FoundCharacter(found["id"], _address(found), found)
    return FoundCharacter(found["id"], _typed(region, slug, name), found, is_hidden=True)


def known_character(region: str, realm: str, name: str, *, now: datetime, below: str) -> FoundCharacter:
    """Return the character at an address, or answer 404."""
    found = character_at(region, realm, name, now=now, below=below)
    if isinstance(found, UnknownPage):
        abort(404, NO_SUCH_CHARACTER)
    return found


def page_of(found: FoundCharacter, *, now: datetime) -> CardPage:
    """Return the page of a character that was found, with two more statements."""
    strip = character_strip(found.id, now)
    look = Look(is_under_way=strip.is_under_way, place=strip.place, again_at=strip.again_at)
    if found.is_hidden:
        return card_page(_nothing(found, look), now)
    return card_page(_facts(found, _sections(found.id), look, now), now)


def _lead_to(address: CharacterAddress, below: str) -> None:
    query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    abort(redirect(address.path + below + query, MOVED))


def _best(slug: str, name: str, rows: Sequence[RowMapping]) -> RowMapping | None:
    """Prefer the realm as it was written, then the exact spelling, then who was verified last.

    A key joins *Straße* and *Strasse*, who are two people.
    """
    alike = [row for row in rows if same_but_for_case(row["name"], name)]
    return min(alike, key=lambda row: (row["realm"] != slug, row["name"] != name), default=None)


def _follow_former_name(typed: CharacterAddress, now: datetime, below: str) -> None:
    """Lead on from a name that a character had before, if there is one."""
    former = former_address(typed.region, typed.realm, typed.name, border=shown_since(now))
    rows = db.session.execute(former).mappings()
    moved = next((row for row in rows if same_but_for_case(row["former_name"], typed.name)), None)
    if moved is not None:
        _lead_to(_address(moved), below)


def _unknown(typed: CharacterAddress, now: datetime) -> UnknownPage:
    """Say that nobody of a name is kept, and who may have been meant."""
    is_meant = is_realm(Realm.slug, literal(typed.region), literal(name_key(typed.realm)))
    named = select(Realm.slug, Realm.name).where(Realm.region == typed.region, is_meant)
    realm = db.session.execute(named.order_by(Realm.slug)).first()
    slug, realm_name = (typed.realm, typed.realm_name) if realm is None else realm
    alike = alike_at(typed.region, slug, typed.name, border=shown_since(now), is_seen=EVERYBODY)
    meant = [_address(row) for row in db.session.execute(alike).mappings()]
    return UnknownPage(replace(typed, realm_name=realm_name), meant)


def _typed(region: str, slug: str, name: str) -> CharacterAddress:
    return CharacterAddress(region=region, realm=slug, realm_name=slug, name=name)


def _address(row: RowMapping) -> CharacterAddress:
    return CharacterAddress(
        region=row["region"], realm=row["realm"], realm_name=row["realm_name"], name=row["name"]
    )


def _nothing(found: FoundCharacter, look: Look) -> CharacterFacts:
    return CharacterFacts(
        id=found.id,
        address=found.address,
        freshness=Facts(),
        is_logs_connected=current_settings().is_logs_connected,
        look=look,
    )


def _facts(
    found: FoundCharacter, sections: Mapping[Section, SectionFacts], look: Look, now: datetime
) -> CharacterFacts:
    row = found.row
    card = _card(row)
    return CharacterFacts(
        id=found.id,
        address=found.address,
        class_id=row["class_id"],
        level=row["level"],
        role=row["role_override"] or row["role"],
        faction=row["faction"],
        item_level=row["equipped_item_level"],
        average_item_level=row["average_item_level"],
        guild=_guild(row),
        freshness=Facts(
            attempted_at=row["attempted_at"],
            succeeded_at=row["last_synced_at"],
            changed_at=row["changed_at"],
            observed_at=row["last_login_at"],
            outcome=row["outcome"],
            failures=row["failures"],
            next_due_at=row["next_due_at"],
        ),
        reset_at=None if card is None else week_start(card.document, now),
        logs_due_at=row["logs_due_at"],
        is_logs_connected=current_settings().is_logs_connected,
        card=card,
        sections=sections,
        look=look,
    )


def _card(row: RowMapping) -> StoredCard | None:
    document = row["player_card"]
    if not isinstance(document, dict):
        return None
    return StoredCard(
        document=document,
        status=row["fetch_status"],
        error=row["error_message"],
        built_at=row["built_at"],
    )


def _guild(row: RowMapping) -> GuildFacts | None:
    if row["guild_name"] is None:
        return None
    path = guild_path(row["region"], row["guild_realm"], row["guild_name"])
    return GuildFacts(name=row["guild_name"], path=path, rank=row["rank"], rank_name=row["rank_name"])


def _sections(character_id: int) -> dict[Section, SectionFacts]:
    state = SectionState
    columns = (state.section, state.attempted_at, state.succeeded_at, state.changed_at)
    query = select(*columns, state.outcome, state.failures).where(state.character_id == character_id)
    return {
        row.section: SectionFacts(
            attempted_at=row.attempted_at,
            succeeded_at=row.succeeded_at,
            changed_at=row.changed_at,
            outcome=row.outcome,
            failures=row.failures,
        )
        for row in db.session.execute(query)
    }
