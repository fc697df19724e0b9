"""Read what the roster page shows: two statements over its members, a third for a search, none per row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, case, func, select

from webapp.extensions import db
from webapp.freshness.weeks import reset_of
from webapp.members.mains import families as mains_of
from webapp.members.note_store import noted_members
from webapp.models import Character, Guild, GuildMember, Rank, Realm
from webapp.permissions.policy import Tool
from webapp.roster.audience import Shown, refuse, shown_to
from webapp.roster.census import Census, CensusLine, census_of
from webapp.roster.census import columns as census_columns
from webapp.roster.choices import Sort
from webapp.roster.columns import stored_columns
from webapp.roster.conditions import matching, order
from webapp.roster.filters import FieldProblem, RosterFilter
from webapp.roster.heads import column_heads, menus, rank_words
from webapp.roster.keeping import fresh_for
from webapp.roster.member_facts import IS_MEMBER
from webapp.roster.moment import FRESH_SINCE, LATE_SINCE, Moment, state_code
from webapp.roster.nesting import Family, Nesting, arrange
from webapp.roster.page import AnyViewStrip, Pages, RosterPage, StripPage, pages_of
from webapp.roster.query.finding import examples, explained, find_in
from webapp.roster.query.lookups import Noted, query_parameters
from webapp.roster.query.parser import parsed
from webapp.roster.rows import RowPrinter
from webapp.roster.scale import scale_of
from webapp.roster.strip import strip_view
from webapp.roster.summary import summary_of
from webapp.sync.queries import guild_strip
from webapp.web.guild_address import GuildAddress, guild_at

CENSUS_FIELDS = len(CensusLine._fields)
_OLDEST = select(
    func.min(case((Character.last_synced_at >= FRESH_SINCE, Character.last_synced_at))),
    func.min(
        case((Character.last_synced_at.between(LATE_SINCE, FRESH_SINCE), Character.last_synced_at)),
    ),
).where(IS_MEMBER)


def roster_page(  # noqa: PLR0913 - what is asked for, by whom, and when
    guild: GuildAddress,
    asked: RosterFilter,
    problems: Sequence[FieldProblem],
    *,
    tools: frozenset[Tool],
    is_member: bool = False,
    viewer_id: int | None = None,
    in_notes: Mapping[str, frozenset[int]] | None = None,
    now: datetime,
) -> RosterPage:
    """Return one page of a guild's roster, as much of it as the viewer's tools show.

    ``in_notes`` says whose notes have the words of the query, where a press has looked.
    """
    shown = shown_to(tools, is_member=is_member)
    view, refused = refuse(asked, shown, is_press=in_notes is not None)
    moment = Moment(now, reset_of(db.session(), guild.region, now), tells_seen=shown.tells_seen)
    names, noted = _rank_names(guild.id), _noted(guild.id, tools, viewer_id)
    found = _found(guild, view, moment, shown, noted=Noted(noted, in_notes or {}))
    members = found.census.roles.total()
    return RosterPage(
        guild=guild,
        view=view.on_page(found.pages.number),
        problems=(*problems, *refused),
        find=find_in(view, (*problems, *refused)),
        examples=examples(shown),
        explained=explained(shown.fields),
        shown=shown,
        heads=column_heads(view, shown),
        rows=_printer(guild, found.census, moment, names=names, noted=noted).lines(found.rows, found.nesting),
        pages=found.pages,
        summary=summary_of(found.kept, members=members),
        can_export=Tool.EXPORT in tools,
        reading=None if members else strip_view(guild_strip(guild.id, now), guild, shown, now=now),
        menus=menus(view, found.census, names, shown=shown),
    )


def _printer(
    guild: GuildAddress,
    census: Census,
    moment: Moment,
    *,
    names: Mapping[int, str | None],
    noted: frozenset[int],
) -> RowPrinter:
    """Return what prints members: ranks by their ``names``, item levels against the guild's own."""
    return RowPrinter(
        cards=f"/characters/{guild.region}",
        ranks={rank: rank_words(rank, names) for rank in census.ranks},
        scale=scale_of(census.item_levels),
        moment=moment,
        noted=noted,
    )


def stays_true_for(guild: GuildAddress, now: datetime) -> timedelta | None:
    """Return how long a guild's roster stays true by itself: until the first member's state turns."""
    reset_at = reset_of(db.session(), guild.region, now)
    parameters = Moment(now, reset_at).parameters(guild.id)
    oldest = db.session.connection().execute(_OLDEST, parameters).one()
    return fresh_for(now, checked=[at for at in oldest if at is not None], reset_at=reset_at)


@dataclass(frozen=True, slots=True)
class Found:
    """The rows behind one page, in the order of ``StoredMember``, with counts over the guild and the view."""

    rows: Sequence[Row[*tuple[Any, ...]]]
    nesting: Nesting
    pages: Pages
    census: Census
    kept: Census


def _found(guild: GuildAddress, view: RosterFilter, moment: Moment, shown: Shown, *, noted: Noted) -> Found:
    """Read the rows; when they are the whole guild, count them here instead of reading them twice."""
    parameters = _parameters(guild.id, moment, view, noted)
    if view.page_size is None and not view.narrows:
        rows = _run(_all_rows(view.unpaged(), guild.realm, shown.columns), parameters)
        census = census_of([row[:CENSUS_FIELDS] for row in rows])
        families = arrange([row.id for row in rows], mains := _mains(census, shown), view.alts)
        return Found(rows, Nesting(families, mains), pages_of(view, len(families)), census, census)
    lines = _run(_census_statement(view.unpaged()), parameters)
    census = census_of([line[:-1] for line in lines])
    mains = _mains(census, shown)
    families = arrange([line.id for line in lines if line[-1]], mains, view.alts)
    pages = pages_of(view, len(families))
    nesting = Nesting(families[max(0, pages.first - 1) : pages.last], mains)
    wanted = {**parameters, "row_ids": sorted(nesting.named)}
    rows = _run(_some_rows(guild.realm, shown.columns), wanted)
    return Found(rows, nesting, pages, census, _kept(view, census, lines, families))


def _mains(census: Census, shown: Shown) -> Mapping[int, int]:
    return mains_of(census.kin) if shown.tells_kin else {}


def _kept(view: RosterFilter, census: Census, lines: Sequence[Any], families: Sequence[Family]) -> Census:
    """Count those whom a view keeps."""
    if not view.narrows:
        return census
    kept = {one for family in families for one in family}
    return census_of([line[:-1] for line in lines if line.id in kept])


def strip_page(
    guild: GuildAddress, view: RosterFilter, *, tools: frozenset[Tool], is_member: bool = False, now: datetime
) -> StripPage:
    """Return only the sync strip, as much of it as the viewer's tools show."""
    shown = shown_to(tools, is_member=is_member)
    strip = strip_view(guild_strip(guild.id, now), guild, shown, now=now)
    return StripPage(guild=guild, view=refuse(view, shown)[0], strip=strip)


def any_view_strip(
    guild: GuildAddress, *, tools: frozenset[Tool], is_member: bool, now: datetime
) -> AnyViewStrip:
    """Return the strip for whoever looks at whatever view of a roster."""
    page = strip_page(guild, RosterFilter(), tools=tools, is_member=is_member, now=now)
    return AnyViewStrip(guild=page.guild, view=page.view, strip=page.strip)


def guild_of(guild_id: int) -> GuildAddress | None:
    """Return a guild by its id, with the versions of this moment."""
    place = select(Guild.region, Guild.realm, Guild.name).where(Guild.id == guild_id)
    row = db.session.execute(place).one_or_none()
    found = None if row is None else guild_at(*row)
    return found if found is not None and found.id == guild_id else None


@lru_cache(maxsize=64)
def _census_statement(view: RosterFilter) -> Select[*tuple[Any, ...]]:
    return select(*census_columns(), matching(view)).where(IS_MEMBER).order_by(*order(view))


def _noted(guild_id: int, tools: frozenset[Tool], viewer_id: int | None) -> frozenset[int]:
    """Return whom officers wrote about, for those who may read it."""
    if viewer_id is None or Tool.OFFICER_NOTES not in tools:
        return frozenset()
    return noted_members(db.session(), guild_id, viewer_id)


def _parameters(guild_id: int, moment: Moment, view: RosterFilter, noted: Noted) -> dict[str, object]:
    plain = moment.parameters(guild_id, seen_days=view.seen.days if view.seen else 0)
    tree = parsed(view.text)
    return plain if tree is None else query_parameters(db.session(), tree, plain, noted=noted, now=moment.now)


def _rank_names(guild_id: int) -> dict[int, str | None]:
    query = select(Rank.rank_id, Rank.rank_name).where(Rank.guild_id == guild_id)
    rows = db.session.connection().execute(query)
    return {row.rank_id: row.rank_name for row in rows}


def _run(statement: Select[Any], parameters: dict[str, object]) -> Sequence[Row[*tuple[Any, ...]]]:
    return db.session.connection().execute(statement, parameters).all()


@lru_cache(maxsize=64)
def _all_rows(view: RosterFilter, home_realm: str, shown: frozenset[Sort]) -> Select[*tuple[Any, ...]]:
    """Build the statement over the rows of everybody whom a view keeps, in its order."""
    return _rows(home_realm, shown).where(matching(view)).order_by(*order(view))


@lru_cache(maxsize=64)
def _some_rows(home_realm: str, shown: frozenset[Sort]) -> Select[*tuple[Any, ...]]:
    """Build the statement over the rows of those who stand on a page; whoever reads it knows their order."""
    return _rows(home_realm, shown).where(Character.id.in_(bindparam("row_ids", expanding=True)))


def _rows(home_realm: str, shown: frozenset[Sort]) -> Select[*tuple[Any, ...]]:
    """Build the one statement over rows: columns only, no entity, no document."""
    is_abroad = Character.realm != home_realm
    of_member = and_(is_abroad, Realm.region == Character.region, Realm.slug == Character.realm)
    realm_name = case((is_abroad, func.coalesce(Realm.name, Character.realm)))
    return (
        select(
            *census_columns(),
            *(state_code(), Character.realm, Character.name, realm_name),
            *stored_columns(shown),
        )
        .select_from(GuildMember)
        .join(Character, Character.id == GuildMember.character_id)
        .outerjoin(Realm, of_member)
        .where(IS_MEMBER)
    )
