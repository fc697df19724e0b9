"""Read what begins with a text: characters by a range of an index, guilds and pages in memory."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, literal, or_, select, true

from webapp.characters.address import CharacterAddress
from webapp.characters.statements import IN_GUILD
from webapp.characters.waiting import waiting_path
from webapp.extensions import db
from webapp.freshness.retention import profile_is_shown, shown_since
from webapp.guilds.queries import SeenGuild, seen_guilds
from webapp.lib.names import BadName, checked_name, name_key
from webapp.lib.spelling import Needle, plain
from webapp.models import AddedCharacter, Character, GuildMember, Realm
from webapp.models.legacy import is_somebody
from webapp.permissions.policy import Tool
from webapp.permissions.viewer import Access, Viewer
from webapp.roster.filters import read_filter
from webapp.roster.query.finding import Find, find_in
from webapp.web.guild_ways import FOUND

LEAST_LETTERS = 2
MOST_FOUND = 20
MOST_SUGGESTED = 6
MOST_GUILDS = 20
"""So many guilds have their pages found: whoever runs a server sees every guild's."""
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: its name, where it is, and what tells it from others of that name."""

    name: str
    path: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What was typed and what begins so."""

    typed: str
    characters: Sequence[Hit] = ()
    has_more: bool = False
    guilds: Sequence[Hit] = ()
    places: Sequence[Hit] = ()
    fault: str | None = None

    @property
    def first(self) -> Sequence[Hit]:
        """The first of each kind, which have room under the field of every page."""
        return (*self.characters[:MOST_SUGGESTED], *self.guilds[:3], *self.places[:3])


def search_page(
    typed: str, viewer: Viewer | None, *, access_in: Callable[[int, int], Access], now: datetime
) -> SearchPage:
    """Return what begins with a text and may be seen; ``access_in`` tells what is open in a guild."""
    if not typed.strip():
        return SearchPage(typed="")
    try:
        wanted = checked_name(typed, what="search")
    except BadName as error:
        return SearchPage(typed="", fault=f"Nothing can be found: {error}.")
    if len(plain(wanted)) < LEAST_LETTERS:
        return SearchPage(typed=wanted, fault=f"Type {LEAST_LETTERS} letters or more.")
    guilds = guilds_of(viewer, access_in=access_in, now=now)
    viewer_id = None if viewer is None or viewer.view_as is not None else viewer.user_id
    met = _characters(wanted, {one.id for one in guilds}, viewer_id, now)
    characters = sorted([*met, *_saved(wanted, viewer_id, {one.path for one in met})], key=_by_name)
    return SearchPage(
        typed=wanted,
        characters=characters[:MOST_FOUND],
        has_more=len(characters) > MOST_FOUND,
        guilds=_guilds(wanted, guilds)[:MOST_FOUND],
        places=[*_places(wanted, viewer), *_places_of(wanted, guilds, access_in)][:MOST_FOUND],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CharactersPage:
    """A question as rosters have them, and whether it is answered on this page."""

    find: Find
    guilds: int
    is_run: bool
    is_stopped: bool
    is_full: bool = False
    """Whether others hold every place: it is answered a little later."""

    @property
    def stop_url(self) -> str:
        """Where who wants no more rows goes."""
        return f"/search/characters/?{self.find.query}&stop=1"


def guilds_of(
    viewer: Viewer | None, *, access_in: Callable[[int, int], Access], now: datetime
) -> Sequence[SeenGuild]:
    """Return the guilds whose members somebody may see, who may look as a rank."""
    guilds = seen_guilds(viewer, now)
    if viewer is None or viewer.view_as is None:
        return guilds
    return [one for one in guilds if Tool.ROSTER in access_in(one.id, one.permission_version).tools]


def characters_page(typed: str, guilds: Sequence[SeenGuild], *, is_stopped: bool) -> CharactersPage:
    """Return the page of a question, which is answered unless it cannot be read or was stopped."""
    view, problems = read_filter({"q": [typed]})
    find = find_in(view, problems)
    return CharactersPage(
        find=find,
        guilds=len(guilds),
        is_run=bool(view.text) and find.fault is None and not is_stopped,
        is_stopped=is_stopped,
    )


def _characters(typed: str, seen: Collection[int], viewer_id: int | None, now: datetime) -> Sequence[Hit]:
    found = [
        CharacterAddress(region=region, realm=realm, realm_name=realm_name, name=name)
        for region, realm, realm_name, name in db.session.execute(
            characters_like(typed, seen, viewer_id, now)
        )
    ]
    return [Hit(one.name, one.path, f"{one.realm_name}, {one.region.upper()}") for one in found]


def characters_like(
    typed: str, seen: Collection[int], viewer_id: int | None, now: datetime
) -> Select[*tuple[str, str, str, str]]:
    """Return the statement over whose names begin so: of guilds that are seen, own ones, who has no guild.

    The index gives them in the order of their plain names: whoever has enough of them reads no further. Who
    is seen is a CASE: of a plain OR either database would rather collect whole guilds and sort them.
    """
    border = shown_since(now)
    is_free = and_(Character.guild_id.is_(None), is_somebody())
    own = or_(is_free, Character.user_id == viewer_id) if viewer_id is not None else false()
    listed = select(literal(1)).where(IN_GUILD, GuildMember.last_seen_at >= border)
    member = and_(Character.guild_id.in_(seen), _one(listed).is_not(None))
    is_here = and_(Realm.region == Character.region, Realm.slug == Character.realm)
    realm_name = func.coalesce(_one(select(Realm.name).where(is_here)), Character.realm)
    return (
        select(Character.region, Character.realm, realm_name, Character.name)
        .where(_begins(typed), profile_is_shown(border), case((or_(member, own), true()), else_=false()))
        .order_by(Character.name_plain, Character.region, Character.realm, Character.id)
        .limit(MOST_FOUND + 1)
    )


def _one(query: Select[Any]) -> ColumnElement[Any]:
    """Ask for one row per character; of a join or EXISTS a planner would read the whole range and sort it."""
    return query.correlate(Character).limit(1).scalar_subquery()


def _by_name(hit: Hit) -> str:
    return name_key(hit.name)


def _saved(typed: str, viewer_id: int | None, met: Collection[str]) -> Iterator[Hit]:
    """Return whom the viewer added and who is not shown yet: a handful, whoever bears the names."""
    added = AddedCharacter
    query = (
        select(added.region, added.realm, func.coalesce(Realm.name, added.realm), added.name, added.saved_at)
        .outerjoin(Realm, and_(Realm.region == added.region, Realm.slug == added.realm))
        .where(added.user_id == viewer_id, added.saved_at.is_not(None))
    )
    needle = Needle(typed)
    for region, realm, realm_name, name, saved_at in db.session.execute(query) if viewer_id else ():
        one = CharacterAddress(region=region, realm=realm, realm_name=realm_name, name=name)
        if saved_at and needle.begins(name) and one.path not in met:
            yield Hit(
                name,
                waiting_path(one.path, saved_at),
                f"{realm_name}, {region.upper()}, added by you and not read yet",
            )


def _begins(typed: str) -> ColumnElement[bool]:
    """Say whose names begin so, with whatever accents, by a range of the index."""
    first = plain(typed)
    return and_(Character.name_plain >= first, Character.name_plain < first + _LAST)


def _guilds(typed: str, guilds: Sequence[SeenGuild]) -> list[Hit]:
    needle = Needle(typed)
    alike = [one for one in guilds if needle.is_in(one.name)]
    alike.sort(key=lambda one: not needle.begins(one.name))
    return [Hit(one.name, one.path, f"{one.realm_name}, {one.region.upper()}") for one in alike]


def _places(typed: str, viewer: Viewer | None) -> list[Hit]:
    places = [
        Hit("Guilds", "/", "all that you may see"),
        Hit("Compare", "/compare/", "characters, or two guilds, side by side"),
    ]
    if viewer is not None:
        places += [
            Hit("My characters", "/me/characters", "your guilds, characters and news"),
            Hit("My data", "/me/data", "what is stored about you"),
            Hit("Add a character", "/characters/add/", "by region, realm and name"),
        ]
    needle = Needle(typed)
    return [one for one in places if needle.is_in(one.name)]


def _places_of(
    typed: str, guilds: Sequence[SeenGuild], access_in: Callable[[int, int], Access]
) -> Iterator[Hit]:
    """Yield the pages of guilds that are called so, as far as each is open."""
    needle = Needle(typed)
    alike = [page for page in FOUND if needle.is_in(page[0])]
    for guild in guilds[:MOST_GUILDS] if alike else ():
        tools = access_in(guild.id, guild.permission_version).tools
        for label, page, tool in alike:
            if tool in tools:
                where = f"{guild.name}, {guild.realm_name}, {guild.region.upper()}"
                yield Hit(label, guild.path + page, where)
