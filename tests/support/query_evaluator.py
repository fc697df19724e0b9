"""What a query means, said a second time over plain rows: databases must find the same members."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from webapp.cards.scalars import problem_summary
from webapp.freshness.states import Facts, FreshnessState, state_of
from webapp.roster.query.tree import Age, All, Either, Node, Not, Op, Term, Text, Unknown, Words
from webapp.roster.query.vocabulary import CLASS_IDS, RAID_LETTERS, ROLE_WORDS, SPEC_IDS, STATE_WORDS, Field

ABOUT: dict[Field, str] = {
    Field.RANK: "rank",
    Field.LEVEL: "level",
    Field.ITEM_LEVEL: "equipped_item_level",
    Field.RATING: "mythic_rating",
    Field.PROBLEMS: "problem_count",
    Field.MISSING: "missing_count",
    Field.TIER: "tier_pieces",
    Field.LOG: "best_log",
    Field.SEEN: "last_login_at",
    Field.JOINED: "joined_at",
}
ORDER: dict[Op, Callable[[Any, Any], bool]] = {
    Op.IS: lambda one, other: one == other,
    Op.BELOW: lambda one, other: one < other,
    Op.AT_MOST: lambda one, other: one <= other,
    Op.ABOVE: lambda one, other: one > other,
    Op.AT_LEAST: lambda one, other: one >= other,
}

GEAR: dict[tuple[Field, str], str] = {
    (Field.ENCHANTS, "missing"): "no_enchant",
    (Field.ENCHANTS, "cheap"): "cheap_enchant",
    (Field.GEMS, "missing"): "empty_socket",
    (Field.GEMS, "cheap"): "cheap_gem",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, and when the week began."""

    now: datetime
    reset_at: datetime


def means(node: Node, row: Mapping[str, Any], moment: Moment) -> bool:  # noqa: C901, PLR0911 - a kind each
    """Say whether a query means a member."""
    match node:
        case Not(part):
            return not means(part, row, moment)
        case All(parts):
            return all(means(part, row, moment) for part in parts)
        case Either(parts):
            return any(means(part, row, moment) for part in parts)
        case Term(field, _, Words(words)):
            return any(_has_word(field, word, row, moment) for word in words)
        case Term(Field.NOTE, _, Text(words)):
            return words in row["note"]
        case Term(field, op, Text() as text):
            names = [row["name"]] if field is Field.NAME else [row["realm"], row["realm_name"]]
            return any(_has_text(text, op, name) for name in names)
        case Term(field, _, bool() as is_so):
            return _is_so(field, row, moment) is is_so
        case Term(field, _, Unknown()):
            return _value(field, row, moment) is None
        case Term(field, op, Age(hours)):
            at = row[ABOUT[field]]
            return at is not None and ORDER[op](moment.now - at, timedelta(hours=hours))
        case Term(field, op, number):
            value = _value(field, row, moment)
            return value is not None and ORDER[op](value, number)
    raise AssertionError(node)


def _value(field: Field, row: Mapping[str, Any], moment: Moment) -> Any:
    if field is not Field.VAULT:
        return row[ABOUT[field]]
    slots = [row[name] or 0 for name in ("vault_raid", "vault_mythic", "vault_world")]
    return sum(slots) if row["vault_week_at"] == moment.reset_at else None


def _state(row: Mapping[str, Any], moment: Moment) -> FreshnessState:
    facts = Facts(
        attempted_at=row["attempted_at"],
        succeeded_at=row["last_synced_at"],
        observed_at=row["last_login_at"],
        outcome=row["outcome"],
        failures=row["failures"],
    )
    return state_of(facts, moment.now, reset_at=moment.reset_at)


def _is_so(field: Field, row: Mapping[str, Any], moment: Moment) -> bool:
    match field:
        case Field.CLAIMED:
            return row["user_id"] is not None
        case Field.ALT:
            return bool(row["is_alt"])
        case Field.NOTE:
            return bool(row["is_noted"])
    return _state(row, moment) not in {FreshnessState.FRESH, FreshnessState.NOT_SEEN_THIS_WEEK}


def _has_word(  # noqa: PLR0911 - a field each
    field: Field, word: str, row: Mapping[str, Any], moment: Moment
) -> bool:
    known = {
        Field.CLASS: row["class_id"],
        Field.SPEC: row["spec_id"],
        Field.ROLE: row["role"],
        Field.RAID: row["raid_progress"],
        Field.ENCHANTS: row["problem_count"],
        Field.GEMS: row["problem_count"],
        Field.STATE: "",
    }[field]
    if word == "unknown" or known is None:
        return word == "unknown" and known is None
    match field:
        case Field.CLASS:
            return bool(known == CLASS_IDS[word])
        case Field.SPEC:
            return known in SPEC_IDS[word]
        case Field.ROLE:
            return known in ROLE_WORDS[word]
        case Field.RAID:
            return str(known).endswith(RAID_LETTERS[word])
        case Field.STATE:
            return _state(row, moment) == STATE_WORDS[word]
    found = {group for group in ("missing", "cheap") if GEAR[field, group] in row["problem_kinds"]}
    return not found if word == "fine" else word in found


def summary_of(kinds: list[str]) -> str:
    """Return the summary that a card's build writes of these problems."""
    return problem_summary([{"kind": kind, "slot": "HEAD"} for kind in kinds], [])  # type: ignore[typeddict-item]


def _has_text(text: Text, op: Op, name: str) -> bool:
    name, typed = _folded(name, text.text), _folded(text.text, text.text)
    if text.is_beginning:
        return name.startswith(typed)
    return name == typed if op is Op.IS else typed in name


def _folded(text: str, typed: str) -> str:
    """Return a text without case, and without accents where none was typed."""
    apart = unicodedata.normalize("NFD", text.casefold())
    is_plain = typed.isascii()
    return "".join(one for one in apart if not (is_plain and unicodedata.combining(one)))
