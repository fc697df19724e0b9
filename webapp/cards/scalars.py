"""Take from a card what lists of characters show. Pure."""

from collections import Counter
from collections.abc import Sequence

from webapp.cards.card import CardContents
from webapp.cards.card_gear import GearSlot, Problem
from webapp.cards.context import CardContext
from webapp.cards.gear_audit import ProblemKind, number_of
from webapp.cards.gear_slots import MISSING
from webapp.cards.source import CardScalars
from webapp.cards.vault import filled_slots

_NAMES = {
    "missing": {
        ProblemKind.NO_ENCHANT: ("enchantment", "enchantments"),
        ProblemKind.EMPTY_SOCKET: ("gem", "gems"),
        ProblemKind.EMPTY_SLOT: ("item", "items"),
    },
    "cheap": {
        ProblemKind.CHEAP_ENCHANT: ("enchantment", "enchantments"),
        ProblemKind.CHEAP_GEM: ("gem", "gems"),
    },
    "odd": {
        ProblemKind.LOW_ITEM: ("low item", "low items"),
        ProblemKind.ODD_ITEM: ("item", "items"),
    },
}
"""What each kind of problem is about, the worst group first."""


def problem_summary(problems: Sequence[Problem], slots: Sequence[GearSlot]) -> str:
    """Return problems in short: "missing: 3 enchantments, 2 gems; cheap: 4 gems"; nothing for none."""
    counts: Counter[str] = Counter()
    for one in problems:
        counts[one["kind"]] += number_of(one, slots)
    groups = []
    for group, names in _NAMES.items():
        said = [f"{counts[kind]} {words[counts[kind] > 1]}" for kind, words in names.items() if counts[kind]]
        if said:
            groups.append(f"{group}: {', '.join(said)}")
    return "; ".join(groups)


def _things(problems: Sequence[Problem], slots: Sequence[GearSlot]) -> int:
    return sum(number_of(one, slots) for one in problems)


def scalars_of(card: CardContents, context: CardContext) -> CardScalars:
    """Return the columns; what is not known is None, and an audit that does not apply found nothing."""
    gear, raids, vault, logs = card["gear"], card["raids"], card["vault"], card["logs"]
    is_judged = gear is not None and gear["audit"]["isApplied"]
    tier = None if gear is None else gear["tier"]
    slots = {
        kind: None if vault is None else filled_slots(vault, kind) for kind in ("raid", "mythic", "world")
    }
    is_known = any(filled is not None for filled in slots.values())
    problems = gear["audit"]["problems"] if gear is not None and is_judged else None
    worn = () if gear is None else gear["slots"]
    missing = [one for one in problems or () if one["state"] == MISSING]
    return CardScalars(
        problem_count=None if problems is None else _things(problems, worn),
        missing_count=None if problems is None else _things(missing, worn),
        problem_summary=None if problems is None else problem_summary(problems, worn),
        tier_pieces=None if gear is None else tier["pieces"] if tier and tier["isOfSeason"] else 0,
        vault_week_at=context.source.week.start if is_known else None,
        vault_raid=slots["raid"],
        vault_mythic=slots["mythic"],
        vault_world=slots["world"],
        raid_progress=None if raids is None else raids["summary"],
        best_log=None if logs is None else logs["best"],
    )
