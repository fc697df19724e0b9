"""How a guild's members divide by role, tokens and class, and which buffs its raid lacks. Pure."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from webapp.insights.page import Balance, Crew, Part
from webapp.insights.raid_needs import BUFF_SOURCE, OFFICERS_TARGET, RAID_BUFFS, ROLE_TARGETS, TARGET_SOURCE
from webapp.insights.target import BUFF, CLASS, ROLE, TOKENS, Target, key_of, token_share
from webapp.seasons.facts import Token, TokenFacts
from webapp.web.classes import CLASS_NAMES, ROLE_NAMES, class_name, spec_name

Kind = TypeVar("Kind", bound=Hashable)
RULE_OF_THUMB = Target()


def balance(
    crews: Sequence[Crew], tokens: TokenFacts, level: int | None, target: Target = RULE_OF_THUMB
) -> Balance | None:
    """Return how members divide who have reached a level, beside a target; None where nobody has."""
    counted = sum(one.number for one in crews)
    if not counted:
        return None
    classes = _sums((one.class_id, one.number) for one in crews)
    roles = _sums((one.role, one.number) for one in crews)
    buffs = [_buff(one.name, one.effect, one.class_ids, classes) for one in RAID_BUFFS]
    kinds = tokens.kinds
    share = token_share(tokens)
    return Balance(
        counted=counted,
        unknown=sum(one.number for one in crews if one.role is None),
        level=level,
        roles=[
            _part(
                (key_of(ROLE, role), ROLE_NAMES[role]), "", roles[role], target.of(key_of(ROLE, role), usual)
            )
            for role, usual in ROLE_TARGETS.items()
        ],
        tokens=[_token(one, classes, target.of(key_of(TOKENS, one.name), share)) for one in kinds],
        classes=[_class(class_id, classes[class_id], crews, target) for class_id in _by_name(classes)],
        buffs=buffs,
        missing=[one.name for one in buffs if one.is_short],
        target_source=OFFICERS_TARGET if target.numbers else TARGET_SOURCE,
        token_source=f"Tokens are {tokens.origin.confidence}: {tokens.origin.source}." if kinds else "",
        buff_source=BUFF_SOURCE,
    )


def _sums(pairs: Iterable[tuple[Kind, int]]) -> Counter[Kind]:
    sums = Counter[Kind]()
    for kind, number in pairs:
        sums[kind] += number
    return sums


def _part(named: tuple[str, str], note: str, number: int, target: int | None) -> Part:
    key, name = named
    if target is None:
        return Part(key=key, name=name, note=note, number=number)
    short = target - number
    verdict = f"{short} short" if short > 0 else "enough"
    return Part(
        key=key, name=name, note=note, number=number, target=target, verdict=verdict, is_short=short > 0
    )


def _token(one: Token, classes: Counter[int | None], target: int | None) -> Part:
    named = (key_of(TOKENS, one.name), one.name)
    return _part(named, _names(one.class_ids), _of(one.class_ids, classes), target)


def _buff(name: str, effect: str, class_ids: Sequence[int], classes: Counter[int | None]) -> Part:
    number = _of(class_ids, classes)
    verdict = "there" if number else "missing"
    note = f"{effect}; {_names(class_ids)}"
    key = key_of(BUFF, name)
    return Part(key=key, name=name, note=note, number=number, verdict=verdict, is_short=not number)


def _class(class_id: int | None, number: int, crews: Sequence[Crew], target: Target) -> Part:
    specs = _sums((one.spec_id, one.number) for one in crews if one.class_id == class_id)
    known = sorted(((spec_name(one), count) for one, count in specs.items() if one is not None))
    told = [f"{name} {count}" for name, count in known]
    if specs[None]:
        told.append(f"spec not known {specs[None]}")
    name = "Class not known" if class_id is None else class_name(class_id)
    key = key_of(CLASS, "unknown" if class_id is None else class_id)
    return _part((key, name), ", ".join(told), number, target.of(key))


def _by_name(classes: Counter[int | None]) -> list[int | None]:
    """Return all classes in the order of their names, those that nobody plays too; unknown ones last."""
    known: set[int | None] = {*CLASS_NAMES, *classes} - {None}
    return [*sorted(known, key=class_name), *([None] if classes[None] else [])]


def _of(class_ids: Sequence[int], classes: Counter[int | None]) -> int:
    return sum(classes[one] for one in class_ids)


def _names(class_ids: Sequence[int]) -> str:
    return ", ".join(class_name(one) for one in class_ids)
