"""Read who fits a query in each guild that somebody may see: bounded batches in the order of names."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Row, Select, and_, bindparam, or_, select

from webapp.characters.address import CharacterAddress
from webapp.characters.waiting import waiting_path
from webapp.extensions import db
from webapp.freshness.state_column import WORST_LAST
from webapp.freshness.weeks import resets_of
from webapp.guilds.queries import SeenGuild
from webapp.members.note_store import noted_members
from webapp.models import Character, GuildMember
from webapp.permissions.policy import Tool
from webapp.permissions.viewer import Access
from webapp.roster.audience import closed_term, shown_to
from webapp.roster.member_facts import IS_MEMBER, ROLE
from webapp.roster.moment import Moment, state_code
from webapp.roster.query.conditions import condition_of
from webapp.roster.query.faults import Fault
from webapp.roster.query.lookups import Noted, query_parameters
from webapp.roster.query.parser import parsed
from webapp.roster.query.tree import Node
from webapp.search.everybody import added, unguilded
from webapp.web.classes import ROLE_NAMES, UNKNOWN, class_name, spec_name
from webapp.web.freshness_words import STATE_WORDS
from webapp.words import REGIONS, Role

BATCH = 100
"""Rows of one statement; each has a connection for itself and no longer."""
_ROLES: Mapping[str | None, str] = {role.value: ROLE_NAMES[role] for role in Role}


class Line(NamedTuple):
    """A character who fits, ready to print."""

    path: str
    name: str
    guild_path: str
    guild: str
    class_id: int
    class_name: str
    spec_name: str
    role: str
    role_name: str
    level: int | str
    item_level: int | str
    rating: str
    state: str
    state_word: str
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Some who fit in one guild, perhaps nobody; ``closed`` says what of the query is not open there."""

    lines: Sequence[Line] = ()
    closed: Fault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks: what they may use of each guild, and whose notes they read."""

    access_in: Callable[[SeenGuild], Access]
    user_id: int | None
    sees_own_as: int | None = None
    """Who sees characters without a guild: nobody while looking as a rank."""


def batches(
    text: str, guilds: Sequence[SeenGuild], asker: Asker, *, now: datetime, size: int = BATCH
) -> Generator[Batch, None, None]:
    """Go through the guilds; what is not open in one of them leaves that one out.

    Whoever closes this, or an error, gives the connection back.
    """
    try:
        yield from _batches(text, guilds, asker, now=now, size=size)
    finally:
        db.session.remove()


def _batches(
    text: str, guilds: Sequence[SeenGuild], asker: Asker, *, now: datetime, size: int
) -> Iterator[Batch]:
    tree = parsed(text)
    if tree is None:
        return
    resets = resets_of(db.session(), now)
    seen = list[int]()
    for guild in guilds:
        allowed = asker.access_in(guild)
        if Tool.ROSTER not in allowed.tools:
            continue
        seen.append(guild.id)
        shown = shown_to(allowed.tools, is_member=allowed.standing.rank is not None)
        if (closed := closed_term(tree, shown)) is not None:
            yield Batch(closed=closed)
            continue
        moment = Moment(now, resets.get(guild.region), tells_seen=shown.tells_seen)
        noted = _noted(guild.id, allowed.tools, asker.user_id)
        yield from _of_guild(text, guild, {**_parameters(tree, guild.id, moment, noted), "most": size}, size)
    if asker.sees_own_as is not None:
        yield from _without_guild(text, tree, asker.sees_own_as, (now, size))
        yield from _added(text, tree, asker.sees_own_as, (now, seen))


def _without_guild(text: str, tree: Node, viewer_id: int, when: tuple[datetime, int]) -> Iterator[Batch]:
    now, size = when
    if (closed := unguilded.closed_part(tree)) is not None:
        yield Batch(closed=closed)
        return
    resets = resets_of(db.session(), now)
    for region in REGIONS:
        moment = unguilded.moment_of(now, resets.get(region))
        for rows in unguilded.rows_of(
            db.session(), text, tree, viewer_id=viewer_id, moment=moment, place=(region, size)
        ):
            yield Batch([_line(row, None) for row in rows])


def _added(text: str, tree: Node, viewer_id: int, when: tuple[datetime, Sequence[int]]) -> Iterator[Batch]:
    now, seen = when
    if unguilded.closed_part(tree) is None:
        rows = added.rows_of(db.session(), text, tree, viewer_id=viewer_id, guilds=seen, now=now)
        lines = [(_line(row, None), row.saved_at) for row in rows]
        yield Batch([line._replace(path=waiting_path(line.path, saved_at)) for line, saved_at in lines])


def _of_guild(text: str, guild: SeenGuild, parameters: Mapping[str, object], size: int) -> Iterator[Batch]:
    after: tuple[Any, ...] = ("", 0)
    is_over = False
    while not is_over:
        here = {**parameters, "after_key": after[0], "after_id": after[1]}
        rows = db.session.connection().execute(_statement(text), here).all()
        db.session.rollback()  # gives the connection back: nobody knows how slowly the rows are read
        yield Batch([_line(row, guild) for row in rows])
        is_over = len(rows) < size
        after = (rows[-1].name_key, rows[-1].id) if rows else after


def _noted(guild_id: int, tools: frozenset[Tool], viewer_id: int | None) -> frozenset[int]:
    if viewer_id is None or Tool.OFFICER_NOTES not in tools:
        return frozenset()
    return noted_members(db.session(), guild_id, viewer_id)


def _parameters(tree: Node, guild_id: int, moment: Moment, noted: frozenset[int]) -> Mapping[str, object]:
    plain = moment.parameters(guild_id)
    return query_parameters(db.session(), tree, plain, noted=Noted(noted), now=moment.now)


@lru_cache(maxsize=64)
def _statement(text: str) -> Select[*tuple[Any, ...]]:
    """Build the statement over one batch: who fits and comes behind the last one of the batch before."""
    tree = parsed(text)
    if tree is None:
        raise AssertionError("unreachable: whoever asks for nobody in particular is not asked for")
    key = Character.name_key
    after: BindParameter[str] = bindparam("after_key")
    is_behind = or_(key > after, and_(key == after, Character.id > bindparam("after_id")))
    columns = (Character.id, key, Character.region, Character.realm, Character.name, Character.class_id)
    figures = (Character.spec_id, Character.level, Character.equipped_item_level, Character.mythic_rating)
    return (
        select(*columns, *figures, ROLE.label("role"), state_code().label("state"), Character.last_synced_at)
        .select_from(GuildMember)
        .join(Character, Character.id == GuildMember.character_id)
        .where(IS_MEMBER, condition_of(tree), is_behind)
        .order_by(key, Character.id)
        .limit(bindparam("most"))
    )


def _line(row: Row[*tuple[Any, ...]], guild: SeenGuild | None) -> Line:
    place = CharacterAddress(region=row.region, realm=row.realm, realm_name=row.realm, name=row.name)
    state = WORST_LAST[row.state]
    return Line(
        path=place.path,
        name=row.name,
        guild_path="" if guild is None else guild.path,
        guild="" if guild is None else guild.name,
        class_id=row.class_id or 0,
        class_name=class_name(row.class_id),
        spec_name=spec_name(row.spec_id),
        role=row.role or "none",
        role_name=_ROLES.get(row.role, UNKNOWN),
        level=UNKNOWN if row.level is None else row.level,
        item_level=UNKNOWN if row.equipped_item_level is None else row.equipped_item_level,
        rating=UNKNOWN if row.mythic_rating is None else f"{row.mythic_rating:,.0f}",
        state=state.value,
        state_word=STATE_WORDS[state],
        checked_at=row.last_synced_at,
    )
