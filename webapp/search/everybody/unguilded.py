"""Read who fits a query and is in no guild that is tracked: looked up by somebody, or told of by a file."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from webapp.freshness.retention import profile_is_shown
from webapp.members.reading import KIN
from webapp.models import Character, GuildMember, Realm
from webapp.models.legacy import is_somebody
from webapp.roster.audience import closed_term, shown_to
from webapp.roster.member_facts import ROLE
from webapp.roster.moment import SHOWN_SINCE, Moment, state_code
from webapp.roster.query.conditions import condition_of
from webapp.roster.query.faults import Fault
from webapp.roster.query.lookups import Noted, query_parameters
from webapp.roster.query.parser import parsed
from webapp.roster.query.tree import Node
from webapp.roster.query.vocabulary import Field
from webapp.web.subjects import OWN_TOOLS

NO_GUILD = 0
"""In the place of a guild's id: no row has it."""
REGION: BindParameter[str] = bindparam("region")
VIEWER: BindParameter[int] = bindparam("viewer_id")
IN_ANY = and_(GuildMember.character_id == Character.id, GuildMember.left_at.is_(None))


def closed_part(tree: Node) -> Fault | None:
    """Return what of a query is not open about characters without a guild."""
    return closed_term(tree, shown_to(OWN_TOOLS, is_member=False))


def rows_of(
    session: Session, text: str, tree: Node, *, viewer_id: int, moment: Moment, place: tuple[str, int]
) -> Iterator[list[Any]]:
    """Yield those of a region batch by batch, in the order of names; ``place`` is region and batch's size."""
    region, size = place
    here = {"region": region, "viewer_id": viewer_id}
    plain = {**moment.parameters(NO_GUILD), **here}
    found = query_parameters(session, tree, plain, noted=Noted(), now=moment.now, of=_everybody)
    after: tuple[Any, ...] = ("", 0)
    rows: list[Any] = []
    while not rows or len(rows) == size:
        behind: Mapping[str, object] = {"after_key": after[0], "after_id": after[1], "most": size}
        rows = list(session.connection().execute(_statement(text), {**found, **here, **behind}))
        session.rollback()  # gives the connection back: nobody knows how slowly the rows are read
        yield rows
        if not rows:
            return
        after = (rows[-1].name_key, rows[-1].id)


def moment_of(now: datetime, reset_at: datetime | None) -> Moment:
    """Return the moment of a region, for whom nothing hides when somebody was seen."""
    return Moment(now, reset_at, tells_seen=True)


def is_without_guild() -> ColumnElement[bool]:
    """Say whom a signed-in person sees of those without a guild: as their cards and the search do."""
    return and_(GuildMember.id.is_(None), or_(is_somebody(), Character.user_id == VIEWER))


def _is_seen() -> ColumnElement[bool]:
    return and_(Character.region == REGION, is_without_guild(), profile_is_shown(SHOWN_SINCE))


@lru_cache(maxsize=64)
def _statement(text: str) -> Select[*tuple[Any, ...]]:
    tree = parsed(text)
    if tree is None:
        raise AssertionError("unreachable: whoever asks for nobody in particular is not asked for")
    key = Character.name_key
    is_behind = or_(
        key > bindparam("after_key"),
        and_(key == bindparam("after_key"), Character.id > bindparam("after_id")),
    )
    columns = (Character.id, key, Character.region, Character.realm, Character.name, Character.class_id)
    figures = (Character.spec_id, Character.level, Character.equipped_item_level, Character.mythic_rating)
    return (
        select(*columns, *figures, ROLE.label("role"), state_code().label("state"), Character.last_synced_at)
        .select_from(Character)
        .outerjoin(GuildMember, IN_ANY)
        .where(_is_seen(), condition_of(tree), is_behind)
        .order_by(key, Character.id)
        .limit(bindparam("most"))
    )


@lru_cache(maxsize=8)
def _everybody(fields: frozenset[Field]) -> Select[*tuple[Any, ...]]:
    """Build the statement over what these fields need of each of them."""
    query = select(Character.id, Character.name).select_from(Character).outerjoin(GuildMember, IN_ANY)
    if Field.ALT in fields:
        query = query.add_columns(*KIN[1:])
    if Field.REALM in fields:
        its_realm = and_(Realm.region == Character.region, Realm.slug == Character.realm)
        query = query.add_columns(Character.realm, Realm.name.label("realm_name")).outerjoin(Realm, its_realm)
    return query.where(_is_seen())
