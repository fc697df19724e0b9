"""The heads of the columns and the choices of the filter bar."""

from collections.abc import Iterable, Mapping

from webapp.lib.forms import Choice
from webapp.roster.audience import Narrowing, Shown
from webapp.roster.census import Census
from webapp.roster.choices import (
    ALL_ROWS,
    PAGE_SIZES,
    ROLES,
    TROUBLED,
    Direction,
    Seen,
    Sort,
)
from webapp.roster.filters import RosterFilter
from webapp.roster.labels import ALTS_LABELS, LABELS, role_label, seen_label
from webapp.roster.page import ColumnHead, Menus
from webapp.web.classes import class_name
from webapp.web.freshness_words import STATE_WORDS

HINTS = {
    Sort.AUDIT: "Problems that the gear audit found",
    Sort.TIER: "Pieces of the season's set that are worn",
    Sort.VAULT: "Filled slots of the Great Vault this week: raid · Mythic+ · world",
    Sort.RAID: "Bosses killed in the highest difficulty",
    Sort.LOG: "Mean of the best percentiles of all bosses at Warcraft Logs, rounded down",
}
"""What a short head stands for."""
ARIA = {Direction.UP: "ascending", Direction.DOWN: "descending"}
UNNAMED_RANK = "Rank"
"""Stands before the number of a rank that officers have not named yet."""


def column_heads(view: RosterFilter, shown: Shown) -> list[ColumnHead]:
    """Return the head of each column that is shown; the sorted one says so."""
    return [
        ColumnHead(
            column,
            LABELS[column],
            view.sorted_by(column).query(),
            ARIA[view.direction] if column is view.sort else None,
            HINTS.get(column),
        )
        for column in Sort
        if column in shown.columns
    ]


def menus(view: RosterFilter, census: Census, rank_names: Mapping[int, str | None], *, shown: Shown) -> Menus:
    """Return the choices with how many members each has; what nobody is stays out unless it is chosen."""
    return Menus(
        classes=[
            Choice(str(class_id), class_name(class_id), class_id in view.class_ids, census.classes[class_id])
            for class_id in sorted({*census.classes, *view.class_ids}, key=class_name)
        ],
        roles=[Choice(role, role_label(role), role in view.roles, census.roles[role]) for role in ROLES],
        ranks=[
            Choice(str(rank), rank_label(rank, rank_names), rank in view.rank_ids, census.ranks[rank])
            for rank in sorted({*census.ranks, *view.rank_ids})
        ],
        seen=list(_seen_choices(view, shown)),
        states=list(_state_choices(view, shown)),
        alts=list(_alts_choices(view, shown)),
        page_sizes=list(_page_sizes(view)),
    )


def rank_label(rank: int, names: Mapping[int, str | None]) -> str:
    """Return a rank as people know it: the officers' name, or its number; rank 0 leads the guild."""
    return names.get(rank) or ("Guild master" if rank == 0 else f"{UNNAMED_RANK} {rank}")


def rank_words(rank: int, names: Mapping[int, str | None]) -> tuple[str, str]:
    """Return a rank as people know it, and its number where that does not say it yet."""
    is_told = rank > 0 and not names.get(rank)
    return rank_label(rank, names), "" if is_told else str(rank)


def _seen_choices(view: RosterFilter, shown: Shown) -> Iterable[Choice]:
    if Narrowing.SEEN in shown.narrowings:
        for seen in Seen:
            yield Choice(seen, seen_label(seen), seen is view.seen)


def _state_choices(view: RosterFilter, shown: Shown) -> Iterable[Choice]:
    yield Choice(TROUBLED, "Anything out of date", view.state == TROUBLED)
    for state in shown.states:
        yield Choice(state, STATE_WORDS[state].capitalize(), view.state == state)


def _alts_choices(view: RosterFilter, shown: Shown) -> Iterable[Choice]:
    if shown.tells_kin:
        for alts, label in ALTS_LABELS.items():
            yield Choice(alts, label, alts is view.alts)


def _page_sizes(view: RosterFilter) -> Iterable[Choice]:
    for size in PAGE_SIZES:
        yield Choice(str(size), f"{size} rows", view.page_size == size)
    yield Choice(ALL_ROWS, "All rows", view.page_size is None)
