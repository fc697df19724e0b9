"""Read whom the viewer added and who is not shown yet: what they typed, with what a preview told them of it.

It is answered from the viewer's own rows alone, whoever bears the names, so that nothing tells whether a
character is kept here that they may not see.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnClause,
    ColumnElement,
    Select,
    and_,
    bindparam,
    cast,
    null,
    or_,
    select,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.visitors import replacement_traverse

from webapp.freshness.retention import profile_is_shown
from webapp.models import AddedCharacter, Character, GuildMember, Realm
from webapp.roster.member_facts import ROLE
from webapp.roster.moment import SHOWN_SINCE, Moment, state_code
from webapp.roster.query.conditions import condition_of
from webapp.roster.query.lookups import Noted, query_parameters
from webapp.roster.query.parser import parsed
from webapp.roster.query.tree import Node
from webapp.roster.query.vocabulary import Field
from webapp.search.everybody.unguilded import IN_ANY, NO_GUILD, VIEWER, is_without_guild

GUILDS: BindParameter[int] = bindparam("guilds", expanding=True)
_TYPED = AddedCharacter
_TOLD: Mapping[str, ColumnElement[Any]] = {
    "id": _TYPED.id.expression,
    "name": _TYPED.name.expression,
    "class_id": _TYPED.class_id.expression,
    "level": _TYPED.level.expression,
    "equipped_item_level": _TYPED.item_level.expression,
}
"""What is known of somebody who was only typed, in the place of columns of ``characters``."""
_TABLES = frozenset({Character.__tablename__, GuildMember.__tablename__})


def rows_of(
    session: Session, text: str, tree: Node, *, viewer_id: int, guilds: Collection[int], now: datetime
) -> list[Any]:
    """Return those in the order of names, a handful; ``guilds`` are those whose members the viewer sees."""
    here = {"viewer_id": viewer_id, "guilds": list(guilds)}
    plain = {**Moment(now).parameters(NO_GUILD), **here}
    found = query_parameters(session, tree, plain, noted=Noted(), now=now, of=_typed)
    rows = list(session.connection().execute(_statement(text), found))
    session.rollback()  # gives the connection back: nobody knows how slowly the rows are read
    return rows


def _is_typed() -> ColumnElement[bool]:
    """Say which names the viewer saved, without those under which they are shown somebody anyway."""
    there = (Character.region == _TYPED.region, Character.realm == _TYPED.realm)
    member = and_(GuildMember.guild_id.in_(GUILDS), GuildMember.last_seen_at >= SHOWN_SINCE)
    shown = (
        select(Character.id)
        .outerjoin(GuildMember, IN_ANY)
        .where(*there, Character.name_key == _TYPED.name_key, profile_is_shown(SHOWN_SINCE))
        .where(or_(member, is_without_guild()))
    )
    return and_(_TYPED.user_id == VIEWER, _TYPED.saved_at.is_not(None), ~shown.correlate(_TYPED).exists())


def _as_typed(element: Any, **_: Any) -> ColumnElement[Any] | None:
    """Put what was typed in place of a column about characters or members; of the others nothing is known."""
    table = getattr(element.table, "name", "") if isinstance(element, ColumnClause) else ""
    if table not in _TABLES:
        return None
    told = _TOLD.get(element.key) if table == Character.__tablename__ else None
    return cast(null(), element.type) if told is None else told


def _of_typed(expression: ColumnElement[Any]) -> ColumnElement[Any]:
    found = replacement_traverse(expression, {}, _as_typed)
    return found if found is not None else expression


@lru_cache(maxsize=64)
def _statement(text: str) -> Select[*tuple[Any, ...]]:
    tree = parsed(text)
    if tree is None:
        raise AssertionError("unreachable: whoever asks for nobody in particular is not asked for")
    facts = (Character.class_id, Character.spec_id, Character.level, Character.equipped_item_level)
    unread = (Character.mythic_rating, Character.last_synced_at)
    columns = [_of_typed(one.expression).label(one.key) for one in (*facts, *unread)]
    labels = (_of_typed(ROLE).label("role"), _of_typed(state_code()).label("state"))
    return (
        select(_TYPED.id, _TYPED.region, _TYPED.realm, _TYPED.name, _TYPED.saved_at, *columns, *labels)
        .where(_is_typed(), _of_typed(condition_of(tree)))
        .order_by(_TYPED.name_key, _TYPED.id)
    )


@lru_cache(maxsize=8)
def _typed(fields: frozenset[Field]) -> Select[*tuple[Any, ...]]:
    """Build the statement over what these fields need of each of them."""
    query = select(_TYPED.id, _TYPED.name)
    if Field.ALT in fields:
        query = query.add_columns(*(null().label(name) for name in ("user_id", "main_id", "main_set_by")))
    if Field.REALM in fields:
        its_realm = and_(Realm.region == _TYPED.region, Realm.slug == _TYPED.realm)
        query = query.add_columns(_TYPED.realm, Realm.name.label("realm_name")).outerjoin(Realm, its_realm)
    return query.where(_is_typed())
