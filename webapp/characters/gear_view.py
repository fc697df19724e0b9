"""Put gear and its audit into words, in the order of the game's own character pane. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from webapp.cards.card_gear import Audit, Gear, GearSlot, Gem, Problem
from webapp.cards.gear_audit import SLOT_NAMES, ProblemKind, better_rank, number_of
from webapp.characters.gear_page import FixList, GearView, Mark, SlotLine
from webapp.characters.links import item_link
from webapp.seasons.facts import Grade

LEFT = ("HEAD", "NECK", "SHOULDER", "BACK", "CHEST", "WRIST")
RIGHT = ("HANDS", "WAIST", "LEGS", "FEET", "FINGER_1", "FINGER_2", "TRINKET_1", "TRINKET_2")
WEAPONS = ("MAIN_HAND", "OFF_HAND")
QUALITIES = frozenset({"poor", "common", "uncommon", "rare", "epic", "legendary", "artifact", "heirloom"})
WORDS = {"missing": "missing", "cheap": "cheap", "good": "good", "unrecognised": "not recognised"}
PLAIN = "plain"
"""The state of a mark that judges nothing."""
KIND_WORDS: dict[str, str] = {ProblemKind.ODD_ITEM: "odd", ProblemKind.LOW_ITEM: "low"}
"""What is said of a kind in the place of its state's word."""
WORST_FIRST = ("missing", "cheap", "unrecognised", "good")
SHOWN_FIRST = 6
GROUPS: dict[str, str] = {
    ProblemKind.NO_ENCHANT: "enchantments",
    ProblemKind.CHEAP_ENCHANT: "enchantments",
    ProblemKind.EMPTY_SOCKET: "gems",
    ProblemKind.CHEAP_GEM: "gems",
    ProblemKind.EMPTY_SLOT: "items",
    ProblemKind.LOW_ITEM: "items of low level",
    ProblemKind.ODD_ITEM: "items that are out of place",
}
"""What several problems of a kind are about."""
NO_ENCHANT, EMPTY_SOCKET = "No enchantment", "Empty socket"
SEEN_ON_THE_ITEM = frozenset({ProblemKind.CHEAP_ENCHANT, ProblemKind.CHEAP_GEM, ProblemKind.EMPTY_SOCKET})
"""Problems that the line of an item shows as they are: a cheap enchantment by its name, a socket as empty."""


def fix_list(gear: Gear) -> FixList:
    """Return what to mend, missing things before cheap ones; if it is much, each kind with its slots."""
    audit = gear["audit"]
    remark = audit["note"] or _remark(audit)
    if not audit["isApplied"]:
        return FixList("Gear is not judged", "unrecognised", "", (), (), remark)
    problems = sorted(audit["problems"], key=lambda problem: _badness(problem["state"]))
    marks = [_of_kind(problem["kind"], problem["state"], problem["says"]) for problem in problems]
    if not marks:
        return FixList("Nothing to fix", "good", "", (), (), remark)
    numbers = [number_of(problem, gear["slots"]) for problem in problems]
    things = sum(numbers)
    title = "1 thing to fix" if things == 1 else f"{things} things to fix"
    is_short = things == len(marks) <= SHOWN_FIRST
    lines = marks if is_short else list(_grouped(problems, gear["slots"]))
    first, rest = lines[:SHOWN_FIRST], lines[SHOWN_FIRST:]
    return FixList(title, marks[0].state, _counts(marks, numbers), first, rest, remark)


def _grouped(problems: Sequence[Problem], slots: Sequence[GearSlot]) -> Iterator[Mark]:
    """Yield one mark for all problems of a kind: "3 enchantments (head, ring 1, main hand)"."""
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem["state"], problem["kind"]), []).append(problem)
    for (state, kind), group in groups.items():
        numbers = [number_of(one, slots) for one in group]
        places = ", ".join(_place(one, number) for one, number in zip(group, numbers, strict=True))
        things = GROUPS.get(kind, "things")
        says = group[0]["says"] if sum(numbers) == 1 else f"{sum(numbers)} {things} ({places})"
        yield _of_kind(kind, state, says)


def _place(problem: Problem, number: int) -> str:
    place = SLOT_NAMES.get(problem["slot"], problem["slot"]).lower()
    return place if number == 1 else f"{number} in {place}"


def _counts(marks: Sequence[Mark], numbers: Sequence[int]) -> str:
    sums: Counter[str] = Counter()
    for mark, number in zip(marks, numbers, strict=True):
        sums[mark.word] += number
    return ", ".join(f"{number} {word}" for word, number in sums.items()) if sum(numbers) > 1 else ""


def _remark(audit: Audit) -> str:
    number = audit["unrecognised"]
    if not number:
        return ""
    what = "1 enchantment or gem is" if number == 1 else f"{number} enchantments or gems are"
    return f"{what} not recognised: season data is out of date. They do not count as missing."


def gear_view(gear: Gear) -> GearView:
    """Return every slot of the pane; a slot that is empty is named as such."""
    worn = {slot["slot"]: slot for slot in gear["slots"]}
    problems = gear["audit"]["problems"]
    said: dict[str, list[Mark]] = {place: [] for place in SLOT_NAMES}
    for problem in problems:
        if problem["kind"] not in SEEN_ON_THE_ITEM:
            said.setdefault(problem["slot"], []).append(_short(problem))
    empty = frozenset(gear["emptySlots"])

    is_judged = gear["audit"]["isApplied"]

    def lines(places: Sequence[str]) -> list[SlotLine]:
        return [
            _worn(worn[place], said[place], is_judged=is_judged)
            if place in worn
            else _empty(place, said[place], is_judged=is_judged)
            for place in places
            if place in worn or place in empty
        ]

    return GearView(left=lines(LEFT), right=lines(RIGHT), weapons=lines(WEAPONS), sums=list(_sums(gear)))


def _worn(slot: GearSlot, problems: Sequence[Mark], *, is_judged: bool) -> SlotLine:
    quality = (slot["quality"] or "").lower()
    attached = list(_attachments(slot))
    marks = [*problems, *(attached if is_judged else map(_plain, attached))]
    return SlotLine(
        place=SLOT_NAMES[slot["slot"]],
        item=slot["name"] or f"Item {slot['itemId']}",
        href=item_link(slot["itemId"], slot["bonusIds"], slot["level"]),
        quality=quality if quality in QUALITIES else "common",
        quality_word=quality.capitalize(),
        level=_text(slot["level"]),
        track=_track(slot),
        tags=list(_tags(slot)),
        marks=marks,
        worst=min((mark.state for mark in marks), key=_badness, default="good"),
    )


def _empty(place: str, problems: Sequence[Mark], *, is_judged: bool) -> SlotLine:
    marks = problems or ([_mark("missing", "Nothing is worn")] if is_judged else [])
    return SlotLine(
        place=SLOT_NAMES[place],
        item=None,
        href=None,
        quality="poor",
        quality_word="",
        level="",
        track="",
        tags=(),
        marks=marks,
        worst="missing" if is_judged else "good",
    )


def _short(problem: Problem) -> Mark:
    """Return a problem as it is said beside its slot's name."""
    says = NO_ENCHANT if problem["kind"] == ProblemKind.NO_ENCHANT else _without_slot(problem)
    return _of_kind(problem["kind"], problem["state"], says)


def _without_slot(problem: Problem) -> str:
    """Return a sentence without the slot's name at its beginning and the full stop at its end."""
    place = SLOT_NAMES.get(problem["slot"], problem["slot"])
    says = problem["says"].removeprefix(f"{place}: ").removesuffix(".")
    return says[:1].upper() + says[1:]


def _attachments(slot: GearSlot) -> Iterator[Mark]:
    """Yield what is on the item: its enchantment, then each kind of gem once."""
    enchant = slot["enchant"]
    if enchant is not None:
        better = better_rank(enchant) if enchant["grade"] == Grade.CHEAP else ""
        yield _mark(enchant["grade"], (enchant["name"] or f"Enchantment {enchant['id']}") + better)
    for (grade, name), number in Counter((gem["grade"], _gem_name(gem)) for gem in slot["gems"]).items():
        yield _mark(grade, _many(number, name))


def _gem_name(gem: Gem) -> str:
    return gem["name"] or (f"Gem {gem['id']}" if gem["id"] else EMPTY_SOCKET)


def _many(number: int, name: str) -> str:
    if number == 1:
        return name
    return f"{number} {EMPTY_SOCKET.lower()}s" if name == EMPTY_SOCKET else f"{name} ({number})"


def _tags(slot: GearSlot) -> Iterator[str]:
    if slot["isTier"]:
        yield "Set"
    if slot["isEmbellished"]:
        yield "Embellished"
    if slot["isCrafted"]:
        yield "Crafted"


def _track(slot: GearSlot) -> str:
    if slot["track"] is None:
        return ""
    return slot["track"] if slot["step"] is None else f"{slot['track']} {slot['step']}/{slot['steps'] or '?'}"


def _sums(gear: Gear) -> Iterator[tuple[str, str]]:
    tier, audit = gear["tier"], gear["audit"]
    if tier is not None:
        active = " and ".join(str(number) for number in tier["activeBonuses"])
        bonus = f", bonus for {active} active" if active else ", no bonus active"
        season = "" if tier["isOfSeason"] else ", of an older season"
        yield tier["name"] or "Set", f"{tier['pieces']} of {tier['of']} pieces{bonus}{season}"
    if audit["isApplied"]:
        yield "Embellishments", f"{audit['embellishments']} of 2"
    if audit["crafted"]:
        yield "Crafted", str(audit["crafted"])
    if audit["upgradesLeft"] is not None:
        yield "Upgrades left", f"{audit['upgradesLeft']} steps"


def _mark(state: str, says: str) -> Mark:
    known = state if state in WORDS else "unrecognised"
    return Mark(known, WORDS[known], says)


def _of_kind(kind: str, state: str, says: str) -> Mark:
    mark = _mark(state, says)
    return replace(mark, word=KIND_WORDS.get(kind, mark.word))


def _plain(mark: Mark) -> Mark:
    """Return what is there without a judgement; an empty socket stays named as such."""
    return Mark(PLAIN, "", mark.says)


def _badness(state: str) -> int:
    return WORST_FIRST.index(state) if state in WORST_FIRST else len(WORST_FIRST)


def _text(value: object) -> str:
    return "—" if value is None else str(value)
