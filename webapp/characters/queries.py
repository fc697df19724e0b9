"""Read what a character's page shows: the character with its card, its sections, the look it waits for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select

from webapp.characters.address import CharacterAddress
from webapp.characters.audience import shown_to
from webapp.characters.facts import CharacterFacts, GuildFacts, Look, StoredCard
from webapp.characters.in_files import file_facts
from webapp.characters.page import CardPage
from webapp.characters.statements import characters_at, former_address
from webapp.characters.view import card_page
from webapp.config import current_settings
from webapp.extensions import db
from webapp.freshness.retention import is_shown, shown_since
from webapp.freshness.sections import SectionFacts
from webapp.freshness.states import Facts
from webapp.freshness.telling import Ages, Telling
from webapp.freshness.weeks import began
from webapp.history.facts import NO_PAST, Past
from webapp.lib.names import checked_name, same_but_for_case
from webapp.models import SectionState
from webapp.permissions.people import OF_SESSION, beside_session, session_row
from webapp.permissions.policy import Tool
from webapp.sync.queries import character_strip
from webapp.web.guild_address import guild_path
from webapp.words import Section


@dataclass(frozen=True, slots=True)
class Typed:
    """Region, realm and name as somebody typed them, checked: ``slug`` may be a realm's name too."""

    region: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class FoundCharacter:
    """A character that an address means, with everything that one row holds of it."""

    id: int
    address: CharacterAddress
    row: RowMapping
    is_hidden: bool = False
    """Whether what is known of it may not be shown any more: the page says only that it is waited for."""
    past: Past = NO_PAST


def typed_place(region: str, realm: str, name: str) -> Typed:
    """Return what was typed, in the form under which it is looked for. Raises BadName."""
    slug, wanted = checked_name(realm, what="realm").lower(), checked_name(name, what="character")
    return Typed(region.lower(), slug, wanted)


def find_with_session(
    place: Typed, *, session_id: str | None, now: datetime
) -> tuple[FoundCharacter | None, Sequence[Any]]:
    """Return the character at a place, and the columns of the session that asks: one statement for both."""
    statement = beside_session(characters_at(place.region, place.slug, place.name))
    rows = db.session.execute(statement, {"session_id": session_id or ""}).mappings().all()
    own = [rows[0][column.key] for column in OF_SESSION] if rows else session_row(session_id)
    return _chosen(rows, place.region, place.slug, place.name, now=now), own


def find_character(region: str, slug: str, name: str, *, now: datetime) -> FoundCharacter | None:
    """Return the character of that name; of several the exact spelling, then who was verified last.

    Whom nobody could confirm for as long as the rules allow is as good as not kept, and without any fact
    while somebody waits for a new look.
    """
    rows = db.session.execute(characters_at(region, slug, name)).mappings().all()
    return _chosen(rows, region, slug, name, now=now)


def _chosen(
    rows: Sequence[RowMapping], region: str, slug: str, name: str, *, now: datetime
) -> FoundCharacter | None:
    found = _best(slug, name, [row for row in rows if row["wished_at"] or is_shown(row["verified_at"], now)])
    if found is None:
        return None
    if is_shown(found["verified_at"], now):
        return FoundCharacter(found["id"], address_of(found), found)
    return FoundCharacter(found["id"], typed_address(region, slug, name), found, is_hidden=True)


def page_of(found: FoundCharacter, *, tools: frozenset[Tool], now: datetime) -> CardPage:
    """Return the page of a character that was found, as much as the viewer's tools show: two statements."""
    return pages_of(found, tools=tools, now=now, telling=Ages)(now)


def pages_of(
    found: FoundCharacter, *, tools: frozenset[Tool], now: datetime, telling: Callable[[datetime], Telling]
) -> Callable[[datetime], CardPage]:
    """Return what makes the page of a character for any moment, as long as nothing that is stored changes."""
    strip = character_strip(found.id, now)
    look = Look(is_under_way=strip.is_under_way, place=strip.place, again_at=strip.again_at)
    facts = _nothing(found, look) if found.is_hidden else _facts(found, _sections(found.id), look)
    facts = replace(facts, shown=shown_to(tools))

    def page_at(moment: datetime) -> CardPage:
        reset_at = None if found.is_hidden else began(found.row["period"], moment)
        return card_page(replace(facts, reset_at=reset_at), moment, telling(moment))

    return page_at


def _best(slug: str, name: str, rows: Sequence[RowMapping]) -> RowMapping | None:
    """Prefer the realm as it was written, then the exact spelling, then who was verified last.

    A key joins *Straße* and *Strasse*, who are two people.
    """
    alike = [row for row in rows if same_but_for_case(row["name"], name)]
    return min(alike, key=lambda row: (row["realm"] != slug, row["name"] != name), default=None)


def former_place(place: Typed, *, now: datetime) -> CharacterAddress | None:
    """Return where the character stands now that was called so before, if anybody was."""
    former = former_address(place.region, place.slug, place.name, border=shown_since(now))
    rows = db.session.execute(former).mappings()
    moved = next((row for row in rows if same_but_for_case(row["former_name"], place.name)), None)
    return None if moved is None else address_of(moved)


def typed_address(region: str, slug: str, name: str) -> CharacterAddress:
    """Return an address as somebody typed it."""
    return CharacterAddress(region=region, realm=slug, realm_name=slug, name=name)


def address_of(row: RowMapping) -> CharacterAddress:
    """Return the address of a row with a character's place."""
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


def _facts(found: FoundCharacter, sections: Mapping[Section, SectionFacts], look: Look) -> CharacterFacts:
    row = found.row
    card = _card(row)
    return CharacterFacts(
        id=found.id,
        address=found.address,
        class_id=row["class_id"],
        level=row["level"],
        role=row["role_override"] or row["role"],
        is_role_set=row["role_override"] is not None,
        faction=row["faction"],
        item_level=row["equipped_item_level"],
        average_item_level=row["average_item_level"],
        guild=_guild(row),
        freshness=_freshness(row),
        logs_due_at=row["logs_due_at"],
        is_logs_connected=current_settings().is_logs_connected,
        card=card,
        sections=sections,
        look=look,
        past=found.past,
        in_file=None if row.get("imported_at") is None else file_facts(db.session(), found.address),
    )


def _freshness(row: RowMapping) -> Facts:
    return Facts(
        attempted_at=row["attempted_at"],
        succeeded_at=row["last_synced_at"],
        changed_at=row["changed_at"],
        observed_at=row["last_login_at"],
        outcome=row["outcome"],
        failures=row["failures"],
        next_due_at=row["next_due_at"],
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
