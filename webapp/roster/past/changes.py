"""Make the page of what changed between two weekly resets, and its rows for a file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from webapp.lib.csv_text import Cell
from webapp.lib.forms import Choice
from webapp.permissions.audience_words import audience_of
from webapp.permissions.policy import Tool
from webapp.permissions.rank_words import RankNames
from webapp.permissions.viewer import Access
from webapp.roster.past.asking import BadAsking, read_resets
from webapp.roster.past.day import rank_then
from webapp.roster.past.differing import Differing, Gained, Member, differing, gained, sum_words
from webapp.roster.past.figures import NONE, Figures, grown, rounded, shown_to, signed
from webapp.roster.past.page import ChangeLine, ChangeList, ChangesPage, GainLine, SumLine
from webapp.roster.past.queries import (
    People,
    Person,
    figures_at,
    first_roster_at,
    people_at,
    rank_names,
    resets_since,
)
from webapp.web.classes import CLASS_NAMES
from webapp.web.guild_address import GuildAddress
from webapp.web.refusals import closed_sentences

MOST_LISTED = 100
DAY = timedelta(days=1)
TOO_SOON = "Two weekly resets have to pass after the first roster; then this page compares them."
FILE_HEAD = ("From", "To", "Name", "Realm", "Class", "What", "Before", "Then", "Gained", "As of")
UNNAMED = "of them nobody names any more"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Both rosters, what differs, and the figures at both resets where they may be told."""

    before: People
    after: People
    differing: Differing
    old: Mapping[int, Figures] = field(default_factory=dict)
    new: Mapping[int, Figures] = field(default_factory=dict)
    gained: Sequence[Gained] = ()


def changes_page(guild: GuildAddress, access: Access, query: Mapping[str, str], now: datetime) -> ChangesPage:
    """Return the page, in at most twelve statements; what is wrong with the query is said on it."""
    names = rank_names(guild.id)
    resets = resets_since(guild.region, first_roster_at(guild.id), now)
    audience = audience_of(Tool.INSIGHTS, access.rules, names)
    if len(resets) < 2:  # noqa: PLR2004 - a pair
        return ChangesPage(guild=guild, audience=audience, at=now, too_soon=TOO_SOON)
    problem = None
    try:
        chosen = read_resets(query, resets)
    except BadAsking as bad:
        chosen, problem = read_resets({}, resets), str(bad)
    page = ChangesPage(
        guild=guild,
        audience=audience,
        at=now,
        first_choices=_choices(resets, chosen[0]),
        last_choices=_choices(resets, chosen[1]),
        problem=problem,
    )
    return page if problem else _filled(page, access, chosen, names)


def _filled(
    page: ChangesPage, access: Access, resets: tuple[datetime, datetime], names: RankNames
) -> ChangesPage:
    found, shown = _found(page.guild, access, resets, page.at), shown_to(access.tools)
    heads = ("Item level", "M+ rating", *(("Problems",) if shown.audit else ()))
    lines = [_gain_line(one, found.new, len(heads)) for one in found.gained]
    first, last = resets
    return replace(
        page,
        first=first,
        last=last,
        sums=list(_sums(found, has_figures=shown.any)),
        lists=_lists(found.differing, names),
        gain_heads=heads if shown.any else (),
        gains=lines[:MOST_LISTED],
        gains_more=max(0, len(lines) - MOST_LISTED),
        unknown=len(found.differing.stayed) - len(lines),
        closed=closed_sentences([Tool.LAST_SEEN], access, page.at),
        export_query=f"from={_day(first)}&to={_day(last)}" if Tool.EXPORT in access.tools else None,
    )


def changes_file(
    guild: GuildAddress, access: Access, query: Mapping[str, str], now: datetime
) -> Sequence[Sequence[Cell]]:
    """Return a row of everything that differs, as the page has it and without an end. Raises BadAsking."""
    resets = resets_since(guild.region, first_roster_at(guild.id), now)
    if len(resets) < 2:  # noqa: PLR2004 - a pair
        return []
    first, last = read_resets(query, resets)
    found, shown, rows = _found(guild, access, (first, last), now), shown_to(access.tools), []
    names = rank_names(guild.id)

    def rank(one: Member) -> Cell:
        return None if one.rank is None else rank_then(one.rank, names)

    def add(one: Member, what: str, *cells: Cell) -> None:
        who = (one.name, one.realm, CLASS_NAMES.get(one.class_id))
        rows.append((_day(first), _day(last), *who, what, *cells, now))

    for one in found.differing.joined:
        add(one, "joined", None, rank(one), None)
    for one in found.differing.left:
        add(one, "left", rank(one), None, None)
    for pair in found.differing.ranked:
        add(pair.after, "rank", rank(pair.before), rank(pair.after), None)
    for line in found.gained:
        old, new = found.old[line.member.number], found.new[line.member.number]
        add(line.member, "Item level", old.item_level, new.item_level, line.item_level)
        add(line.member, "M+ rating", rounded(old.rating), rounded(new.rating), line.rating)
        if shown.audit:
            add(line.member, "Problems", old.problems, new.problems, line.problems)
    return rows


def _found(guild: GuildAddress, access: Access, resets: tuple[datetime, datetime], now: datetime) -> _Found:
    before, after = (people_at(guild.id, reset, now) for reset in resets)
    differs = differing(map(_member, before.members), map(_member, after.members))
    if not shown_to(access.tools).any:
        return _Found(before=before, after=after, differing=differs)
    last_days = [(reset - DAY).astimezone(UTC).date() for reset in resets]
    old, new = (figures_at(guild.id, day, now) for day in last_days)
    gains = gained(differs.stayed, old, new)
    return _Found(before=before, after=after, differing=differs, old=old, new=new, gained=gains)


def _member(one: Person) -> Member:
    return Member(
        number=one.character_id,
        name=one.name,
        realm=one.realm,
        is_name_shared=one.is_name_shared,
        path=one.path,
        class_id=one.class_id,
        rank=one.rank,
    )


def _day(reset: datetime) -> str:
    return reset.astimezone(UTC).date().isoformat()


def _choices(resets: Sequence[datetime], chosen: datetime) -> list[Choice]:
    return [
        Choice(_day(reset), f"{reset.astimezone(UTC):%-d %b %Y %H:%M} UTC", reset == chosen)
        for reset in resets
    ]


def _sums(found: _Found, *, has_figures: bool) -> Iterable[SumLine]:
    old, new = len(found.before.members), len(found.after.members)
    lost = found.before.unnamed, found.after.unnamed
    if any(lost):
        for title, here in (("Members", (old + lost[0], new + lost[1])), (UNNAMED, lost)):
            before, after = (f"≥ {number:,}" for number in here)
            yield SumLine(title=title, before=before, after=after, difference=NONE)
    else:
        yield SumLine(title="Members", before=f"{old:,}", after=f"{new:,}", difference=signed(new - old))
    if not has_figures:
        return
    both = ((found.before, found.old), (found.after, found.new))
    for title, figure in (("Item level, median", "item_level"), ("M+ rating, median", "rating")):
        values = [
            [getattr(then[one.character_id], figure) for one in people.members if one.character_id in then]
            for people, then in both
        ]
        before, after, difference = sum_words(values)
        yield SumLine(title=title, before=before, after=after, difference=difference)


def _lists(differs: Differing, names: RankNames) -> list[ChangeList]:
    def line(one: Member, before: str, after: str) -> ChangeLine:
        return ChangeLine(
            name=one.name,
            realm=one.shown_realm,
            path=one.path,
            class_id=one.class_id,
            before=before,
            after=after,
        )

    def rank(one: Member) -> str:
        return rank_then(one.rank, names)

    parts = (
        ("joined", "Joined", [line(one, NONE, rank(one)) for one in differs.joined]),
        ("left", "Left", [line(one, rank(one), NONE) for one in differs.left]),
        ("ranks", "Ranks", [line(one.after, rank(one.before), rank(one.after)) for one in differs.ranked]),
    )
    return [
        ChangeList(key=key, title=title, lines=lines[:MOST_LISTED], more=max(0, len(lines) - MOST_LISTED))
        for key, title, lines in parts
    ]


def _gain_line(one: Gained, new: Mapping[int, Figures], columns: int) -> GainLine:
    then, who = new[one.member.number], one.member
    cells = (
        grown(then.item_level, one.item_level),
        grown(then.rating, one.rating),
        grown(then.problems, one.problems),
    )
    return GainLine(
        name=who.name, realm=who.shown_realm, path=who.path, class_id=who.class_id, cells=cells[:columns]
    )
