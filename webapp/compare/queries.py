"""Load what is compared, as much of each as the viewer may see at its own page."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from statistics import median
from typing import cast

from sqlalchemy import func, select

from webapp.characters.queries import FoundCharacter, page_of
from webapp.characters.subject import CHARACTER
from webapp.compare.asking import MOST_CHARACTERS, MOST_GUILDS, Place, read_places
from webapp.compare.names import Find, placed
from webapp.compare.page import Cell, Column, ComparePage, Group, Row, Table
from webapp.compare.sides import UNKNOWN, Side, character_table, ranked
from webapp.extensions import db
from webapp.freshness.retention import member_is_shown, shown_since
from webapp.models import Character, GuildMember
from webapp.permissions.policy import Tool
from webapp.web.classes import ROLE_NAMES
from webapp.web.gate import access_to
from webapp.web.guild_address import GuildAddress
from webapp.web.subjects import GUILD, Subject
from webapp.words import Role

Figures = dict[str, tuple[float | None, int]]
"""By row: a number, and of how many members it is known."""


def compare_page(
    characters: Sequence[str], guilds: Sequence[str], *, session_id: str | None, find: Find, now: datetime
) -> ComparePage:
    """Return the page; whom the viewer may not see is as absent as who is not kept."""
    named, unclear = placed(characters, find)
    asked = read_places(named, what="character", most=MOST_CHARACTERS)
    asked_guilds = read_places(guilds, what="guild", most=MOST_GUILDS)
    problems, tables = [*asked.problems, *asked_guilds.problems, *unclear], []
    sides = [(place, _side(place, session_id, now)) for place in asked.places]
    homes = [(place, _guild(place, session_id, now)) for place in asked_guilds.places]
    problems += [
        f"Nobody called {place.text} is kept here for you to see." for place, side in sides if not side
    ]
    problems += [f"No guild at {place.text} is open to you here." for place, home in homes if not home]
    if found := [side for _, side in sides if side is not None]:
        tables.append(character_table(found))
    if open_guilds := [home for _, home in homes if home is not None]:
        tables.append(_guild_table(open_guilds, now))
    return ComparePage(
        at=now,
        tables=tables,
        character_fields=_fields(asked.places, MOST_CHARACTERS),
        guild_fields=_fields(asked_guilds.places, MOST_GUILDS),
        problems=problems,
    )


def _fields(places: Sequence[Place], most: int) -> list[str]:
    return [*(place.text for place in places), *[""] * (most - len(places))]


def _seen(
    subject: Subject, place: Place, session_id: str | None, now: datetime
) -> tuple[object, frozenset[Tool]] | None:
    loaded = subject.load(place.arguments, session_id, now)
    tools = access_to(loaded, now).tools
    return (loaded.subject, tools) if loaded.subject is not None and Tool.ROSTER in tools else None


def _side(place: Place, session_id: str | None, now: datetime) -> Side | None:
    seen = _seen(CHARACTER, place, session_id, now)
    if seen is None:
        return None
    found, tools = cast("FoundCharacter", seen[0]), seen[1]
    return None if found.is_hidden else Side(page_of(found, tools=tools, now=now), tools)


def _guild(place: Place, session_id: str | None, now: datetime) -> GuildAddress | None:
    seen = _seen(GUILD, place, session_id, now)
    return None if seen is None else cast("GuildAddress", seen[0])


def _guild_table(guilds: Sequence[GuildAddress], now: datetime) -> Table:
    figures = [_figures(guild.id, now) for guild in guilds]
    rows = []
    for head in figures[0]:
        here = [found[head] for found in figures]
        cells = [
            Cell(text=UNKNOWN if value is None else f"{value:,.0f}", note="" if of < 0 else f"of {of:,}")
            for value, of in here
        ]
        rows.append(Row(head, ranked(cells, [value for value, _ in here])))
    read = [guild.roster_succeeded_at for guild in guilds]
    ages = Row("Roster read", [Cell(text="" if at else UNKNOWN, at=at) for at in read])
    columns = [
        Column(name=one.name, path=one.path, line=f"{one.realm_name} · {one.region.upper()}")
        for one in guilds
    ]
    return Table("guilds", "Guilds", columns, [Group("Members", [*rows, ages])])


def _figures(guild_id: int, now: datetime) -> Figures:
    """Return what a guild is in numbers, with one statement."""
    role = func.coalesce(GuildMember.role_override, Character.role)
    query = (
        select(Character.equipped_item_level, Character.mythic_rating, role)
        .join_from(GuildMember, Character, Character.id == GuildMember.character_id)
        .where(GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None))
        .where(member_is_shown(shown_since(now)))
    )
    rows = db.session.execute(query).all()
    levels = [row[0] for row in rows if row[0] is not None]
    ratings = [row[1] for row in rows if row[1]]
    roles = Counter(None if row[2] is None else Role(row[2]) for row in rows)
    return {
        "Members": (len(rows), -1),
        "Item level, median": (median(levels) if levels else None, len(levels)),
        "M+ rating, median of those who play it": (median(ratings) if ratings else None, len(ratings)),
        **{ROLE_NAMES[one]: (roles[one], -1) for one in Role},
    }
