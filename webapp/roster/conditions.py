"""Turn a checked filter into SQL: which members, in which order."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, String, and_, case, cast, func, or_, select, true

from webapp.freshness.state_column import CODES
from webapp.freshness.states import FreshnessState
from webapp.models import Character, GuildMember
from webapp.roster.choices import TROUBLED, UNKNOWN_ROLE, Direction, Seen, Sort
from webapp.roster.filters import RosterFilter
from webapp.roster.member_facts import FILLED_SLOTS, IS_MEMBER, ROLE
from webapp.roster.moment import SEEN_BORDER, state_code
from webapp.roster.query.conditions import condition_of
from webapp.roster.query.parser import parsed
from webapp.web.classes import CLASS_NAMES, SPEC_NAMES
from webapp.words import Role

_LETTERS = String().with_variant(String(collation="C"), "postgresql")
_DIFFICULTY = case(
    *((Character.raid_progress.endswith(letter), place) for place, letter in ((4, "M"), (3, "H"), (2, "N"))),
    (Character.raid_progress.is_not(None), 1),
)

_STORED: dict[Sort, SQLColumnExpression[Any]] = {
    Sort.NAME: cast(Character.name_key, _LETTERS),
    Sort.RANK: GuildMember.rank,
    Sort.LEVEL: Character.level,
    Sort.ITEM_LEVEL: Character.equipped_item_level,
    Sort.RATING: Character.mythic_rating,
    Sort.TIER: Character.tier_pieces,
    Sort.LOG: Character.best_log,
    Sort.SEEN: Character.last_login_at,
}


def matching(view: RosterFilter) -> ColumnElement[bool]:
    """Say which of the guild's members a filter keeps."""
    return and_(true(), *_conditions(view))


def _conditions(view: RosterFilter) -> Iterator[ColumnElement[bool]]:
    if (tree := parsed(view.text)) is not None:
        yield condition_of(tree)
    if view.roles:
        known = [role for role in view.roles if role != UNKNOWN_ROLE]
        unknown = ROLE.is_(None) if UNKNOWN_ROLE in view.roles else None
        yield or_(ROLE.in_(known), *([] if unknown is None else [unknown]))
    if view.class_ids:
        yield Character.class_id.in_(view.class_ids)
    if view.rank_ids:
        yield GuildMember.rank.in_(view.rank_ids)
    if view.is_max_level:
        yield Character.level == _highest_level()
    if view.has_problems:
        yield Character.problem_count > 0
    if view.seen:
        yield _seen(view.seen)
    if view.state:
        yield _in_state(view.state)


def _highest_level() -> ColumnElement[int | None]:
    """Return the highest level that anybody in the guild has: the cap moves with each expansion."""
    return select(func.max(Character.level)).where(IS_MEMBER).correlate(None).scalar_subquery()


def _seen(seen: Seen) -> ColumnElement[bool]:
    if seen is Seen.UNKNOWN:
        return Character.last_login_at.is_(None)
    return Character.last_login_at >= SEEN_BORDER if seen.is_within else Character.last_login_at < SEEN_BORDER


def _in_state(state: str) -> ColumnElement[bool]:
    fresh = {CODES[FreshnessState.FRESH], CODES[FreshnessState.NOT_SEEN_THIS_WEEK]}
    if state == TROUBLED:
        return state_code().not_in(fresh)
    return state_code() == CODES[FreshnessState(state)]


def order(view: RosterFilter) -> list[SQLColumnExpression[Any]]:
    """Return the sort: the column with nothing-known last in both directions, then name, then id."""
    keys = _sort_keys(view.sort)
    turned = [key.desc() if view.direction is Direction.DOWN else key.asc() for key in keys]
    return [*(key.nulls_last() for key in turned), by_letters(Character.name_key).asc(), Character.id.asc()]


def by_letters(column: SQLColumnExpression[Any]) -> SQLColumnExpression[Any]:
    """Compare letter by letter, whatever the database's locale, so that every host sorts the same."""
    return cast(column, _LETTERS)


def _sort_keys(column: Sort) -> tuple[SQLColumnExpression[Any], ...]:
    if column is Sort.RAID:  # "10/12 M" before "9/12 M" before "12/12 H"
        progress = Character.raid_progress
        return (_DIFFICULTY, func.length(progress), by_letters(progress))
    if column is Sort.AUDIT:  # a lot that is cheap is no worse than a little that is missing
        problems = Character.problem_count
        return (func.coalesce(Character.missing_count, problems), problems)
    return (_sort_key(column),)


def _sort_key(column: Sort) -> SQLColumnExpression[Any]:
    match column:
        case Sort.VAULT:
            return FILLED_SLOTS
        case Sort.CLASS:
            return _alphabetical(CLASS_NAMES, Character.class_id)
        case Sort.SPEC:
            return _alphabetical(SPEC_NAMES, Character.spec_id)
        case Sort.ROLE:
            return case({role.value: place for place, role in enumerate(Role)}, value=ROLE)
        case Sort.FRESHNESS:
            return state_code()
        case _:
            return _STORED[column]


def _alphabetical(
    names: Mapping[int, str], column: SQLColumnExpression[int | None]
) -> SQLColumnExpression[Any]:
    """Return the place of an id among the names in alphabetical order; an unknown id has none."""
    places = {name: place for place, name in enumerate(sorted(set(names.values())))}
    return case({number: places[name] for number, name in names.items()}, value=column)
