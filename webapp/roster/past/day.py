"""Make the page of a roster as it was on a day, and its rows for a file."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from webapp.lib.csv_text import Cell
from webapp.lib.forms import Choice
from webapp.permissions.audience_words import audience_of
from webapp.permissions.policy import Tool
from webapp.permissions.rank_words import RankNames, rank_words
from webapp.permissions.viewer import Access
from webapp.roster.past.asking import RANKS, BadAsking, Narrowed, read_day
from webapp.roster.past.figures import NONE, UNKNOWN, Figures, is_old, rounded, shown_to, vault_words, whole
from webapp.roster.past.page import PastLine, PastPage
from webapp.roster.past.queries import People, Person, figures_at, first_roster_at, people_at, rank_names
from webapp.web.classes import CLASS_NAMES
from webapp.web.guild_address import GuildAddress
from webapp.web.refusals import closed_sentences

PAGE_SIZE = 100
FIGURE_HEADS = ("Item level", "M+ rating")
AUDIT_HEADS = ("Tier", "Problems", "Vault")
"""As the roster of today has them, as far as past days know them."""


def past_page(guild: GuildAddress, access: Access, query: Mapping[str, str], now: datetime) -> PastPage:
    """Return the page of a day, in at most nine statements; what is wrong with the query is said on it."""
    first = first_roster_at(guild.id)
    try:
        asked = read_day(query, first=first, now=now)
    except BadAsking as bad:
        return _page(guild, access, first, now, problem=str(bad))
    people = people_at(guild.id, asked.moment, now)
    wanted = _wanted(people, asked.narrowed)
    pages = max(1, -(-len(wanted) // PAGE_SIZE))
    number = min(asked.page, pages)
    here = wanted[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    figures = _figures(guild, access, asked.day, now=now, only=[one.character_id for one in here])
    names = rank_names(guild.id)
    return _page(
        guild,
        access,
        first,
        now,
        day=asked.day,
        is_day_over=asked.moment < now,
        members=len(people.members),
        matched=len(wanted),
        narrowed=asked.narrowed,
        ranks=[Choice(str(one), rank_then(one, names), one == asked.narrowed.rank) for one in RANKS],
        unnamed=people.unnamed,
        lines=[_line(one, figures.get(one.character_id), asked.day, names) for one in here],
        page=number,
        pages=pages,
    )


def _wanted(people: People, narrowed: Narrowed) -> Sequence[Person]:
    return [
        one
        for one in people.members
        if narrowed.fits(one.name if one.is_named else None, one.class_id, one.rank)
    ]


def rank_then(rank: int | None, names: RankNames) -> str:
    """Return a rank with what officers call it today."""
    if rank is None:
        return UNKNOWN
    return rank_words(rank, names)


def day_file(
    guild: GuildAddress, access: Access, query: Mapping[str, str], now: datetime
) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
    """Return the head and the rows of those members of a day whom the page lists. Raises BadAsking."""
    asked = read_day(query, first=first_roster_at(guild.id), now=now)
    shown, people = shown_to(access.tools), people_at(guild.id, asked.moment, now)
    figures = _figures(guild, access, asked.day, now=now)
    names = rank_names(guild.id)
    head = ["Day", "Name", "Realm", "Class", "Rank", *(FIGURE_HEADS if shown.any else ())]
    head += [*(AUDIT_HEADS if shown.audit else ()), *(["Figures of"] if shown.any else ()), "Since", "As of"]
    rows: list[Sequence[Cell]] = []
    for one in _wanted(people, asked.narrowed):
        rank = None if one.rank is None else rank_then(one.rank, names)
        who = (one.name, one.realm, CLASS_NAMES.get(one.class_id), rank)
        cells = _cells(figures.get(one.character_id), asked.day, access)
        rows.append([asked.day.isoformat(), *who, *cells, _since(one, names), now])
    return head, rows


def _cells(then: Figures | None, day: date, access: Access) -> list[Cell]:
    shown = shown_to(access.tools)
    if not shown.any:
        return []
    if then is None:
        return [None] * (len(FIGURE_HEADS) + (len(AUDIT_HEADS) if shown.audit else 0) + 1)
    vault = vault_words(then, day)
    audit: list[Cell] = [then.tier, then.problems, None if vault == UNKNOWN else vault]
    return [
        then.item_level,
        rounded(then.rating),
        *(audit if shown.audit else ()),
        then.taken_on.isoformat(),
    ]


def _figures(
    guild: GuildAddress, access: Access, day: date, *, now: datetime, only: Sequence[int] | None = None
) -> dict[int, Figures]:
    return figures_at(guild.id, day, now, only=only) if shown_to(access.tools).any else {}


def _page(
    guild: GuildAddress, access: Access, first: datetime | None, now: datetime, **found: object
) -> PastPage:
    return PastPage(
        guild=guild,
        audience=audience_of(Tool.INSIGHTS, access.rules, rank_names(guild.id)),
        at=now,
        first_on=None if first is None else first.astimezone(UTC).date(),
        figures=shown_to(access.tools),
        closed=closed_sentences([Tool.LAST_SEEN], access, now),
        can_export=Tool.EXPORT in access.tools,
        **found,  # type: ignore[arg-type]
    )


def _line(one: Person, then: Figures | None, day: date, names: RankNames) -> PastLine:
    return PastLine(
        name=one.name,
        realm=one.realm if one.is_name_shared else "",
        path=one.path,
        class_id=one.class_id,
        rank=rank_then(one.rank, names),
        item_level=UNKNOWN if then is None else whole(then.item_level),
        rating=UNKNOWN if then is None else whole(then.rating),
        tier=UNKNOWN if then is None else whole(then.tier),
        problems=UNKNOWN if then is None else whole(then.problems),
        vault=UNKNOWN if then is None else vault_words(then, day),
        known_on=None if then is None else then.taken_on,
        is_old=then is not None and is_old(then, day),
        since=_since(one, names) or NONE,
    )


def _since(one: Person, names: RankNames) -> str:
    """Return what became of a member since, as far as it differs."""
    if one.left_at is not None:
        return f"left, noticed {one.left_at.astimezone(UTC):%-d %b %Y}"
    renamed = f"now called {one.name_now}" if one.is_named and one.name_now != one.name else ""
    moved = f"now {rank_then(one.rank_now, names)}" if one.rank_now != one.rank else ""
    return ", ".join(part for part in (moved, renamed) if part)
