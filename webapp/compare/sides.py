"""Put what cards say of several characters side by side, slot by slot. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from webapp.cards.gear_audit import SLOT_NAMES
from webapp.characters.gear_page import SlotLine
from webapp.characters.gear_view import LEFT, RIGHT, WEAPONS
from webapp.characters.page import CardPage, Parts
from webapp.characters.progress_page import RunLine
from webapp.compare.page import Cell, Column, Group, Row, Table
from webapp.permissions.policy import Tool

NOT_YOURS, UNKNOWN, NONE = "not open to you", "not known", "—"
Part = Callable[[Parts], object | None]


@dataclass(frozen=True, slots=True)
class Side:
    """A character's card, cut for the viewer, and the viewer's tools there."""

    page: CardPage
    tools: frozenset[Tool]


def character_table(sides: Sequence[Side]) -> Table:
    """Return the characters as a table: figures, gear, the vault, dungeons, raids, and how old it is."""
    groups = [
        Group("Figures", list(_figures(sides))),
        Group("Gear", list(_gear(sides))),
        Group("Great Vault", list(_vault(sides))),
        Group("Mythic+, best run of each dungeon", list(_dungeons(sides))),
        Group("Raids", list(_raids(sides))),
        Group("Checked", list(_ages(sides))),
    ]
    columns = [_column(side.page) for side in sides]
    return Table("characters", "Characters", columns, [group for group in groups if group.rows])


def ranked(cells: Sequence[Cell], numbers: Sequence[float | None]) -> list[Cell]:
    """Mark who has the most, and tell the others how much less they have, where anything differs."""
    known = [number for number in numbers if number is not None]
    if len(known) < 2 or min(known) == (most := max(known)):  # noqa: PLR2004 - one has nobody to differ from
        return list(cells)
    return [
        Cell(
            text=cell.text,
            quality=cell.quality,
            note=cell.note,
            marks=cell.marks,
            is_most=number == most,
            less=f"\N{MINUS SIGN}{most - number:,.0f}" if number is not None and number < most else "",
        )
        for cell, number in zip(cells, numbers, strict=True)
    ]


def number_in(text: str) -> float | None:
    """Return the number that a card prints, None of none."""
    digits = text.replace(",", "").removeprefix("+")
    return float(digits) if digits.isascii() and digits.replace(".", "", 1).isdigit() else None


def _column(page: CardPage) -> Column:
    person = page.person
    kind = " ".join(part for part in (person.spec, person.class_name) if part) or UNKNOWN
    realm = f"{page.address.realm_name} · {page.address.region.upper()}"
    return Column(
        name=page.address.name, path=page.address.path, line=f"{kind} · {realm}", class_id=person.class_id
    )


def _absent(side: Side, tool: Tool = Tool.ROSTER) -> Cell:
    return Cell(text=UNKNOWN if tool in side.tools else NOT_YOURS)


def _figures(sides: Sequence[Side]) -> Iterable[Row]:
    stats = [{stat.label: stat for stat in side.page.person.stats} for side in sides]
    for label in dict.fromkeys(label for found in stats for label in found):
        tool = Tool.LOGS if "log" in label else Tool.ROSTER
        here = [found.get(label) for found in stats]
        cells = [
            _absent(side, tool) if stat is None else Cell(text=stat.value, note=stat.note)
            for side, stat in zip(sides, here, strict=True)
        ]
        yield Row(label, ranked(cells, [None if stat is None else number_in(stat.value) for stat in here]))


def _gear(sides: Sequence[Side]) -> Iterable[Row]:
    worn = [_slots(side.page.parts) for side in sides]
    if not any(worn) and all(Tool.GEAR_AUDIT in side.tools for side in sides):
        return
    for place in (SLOT_NAMES[one] for one in (*LEFT, *RIGHT, *WEAPONS)):
        slots = [found.get(place) for found in worn]
        if any(slots) or not any(worn):
            cells = [
                _slot(side, slot, has_gear=bool(found))
                for side, slot, found in zip(sides, slots, worn, strict=True)
            ]
            levels = [None if slot is None else number_in(slot.level) for slot in slots]
            yield Row(place, ranked(cells, levels))
        if not any(worn):
            return


def _slots(parts: Parts | None) -> dict[str, SlotLine]:
    gear = None if parts is None else parts.gear
    return {} if gear is None else {one.place: one for one in (*gear.left, *gear.right, *gear.weapons)}


def _slot(side: Side, slot: SlotLine | None, *, has_gear: bool) -> Cell:
    if slot is None:
        return Cell(text=NONE) if has_gear else _absent(side, Tool.GEAR_AUDIT)
    if slot.item is None:
        return Cell(text="empty", marks=slot.marks)
    note = " · ".join(part for part in (slot.quality_word, slot.track, *slot.tags) if part)
    return Cell(text=f"{slot.level} {slot.item}", quality=slot.quality, note=note, marks=slot.marks)


def _vault(sides: Sequence[Side]) -> Iterable[Row]:
    vaults = [None if side.page.parts is None else side.page.parts.vault for side in sides]
    heads = dict.fromkeys(line.title for vault in vaults if vault for line in vault.lines)
    if any(vaults) or any(Tool.GEAR_AUDIT not in side.tools for side in sides):
        cells = [
            _absent(side, Tool.GEAR_AUDIT) if vault is None else Cell(text=vault.summary)
            for side, vault in zip(sides, vaults, strict=True)
        ]
        yield Row("Slots", cells)
    for head in heads:
        lines = [
            next((one for one in vault.lines if one.title == head), None) if vault else None
            for vault in vaults
        ]
        yield Row(head, [Cell(text=NONE if line is None else line.done) for line in lines])


def _dungeons(sides: Sequence[Side]) -> Iterable[Row]:
    best = [_runs(side.page.parts) for side in sides]
    for dungeon in sorted({name for found in best if found for name in found}):
        runs = [None if found is None else found.get(dungeon) for found in best]
        keys = [None if run is None or not run.is_played else number_in(run.key) for run in runs]
        yield Row(dungeon, ranked([_run(side, run) for side, run in zip(sides, runs, strict=True)], keys))


def _runs(parts: Parts | None) -> dict[str, RunLine] | None:
    mythic = None if parts is None else parts.mythic
    return None if mythic is None else {run.dungeon: run for run in mythic.best}


def _run(side: Side, run: RunLine | None) -> Cell:
    if run is None:
        return _absent(side)
    if not run.is_played:
        return Cell(text="not played")
    return Cell(text=f"{run.key} {run.timed}", note=f"{run.rating} points")


def _raids(sides: Sequence[Side]) -> Iterable[Row]:
    found = [None if side.page.parts is None else side.page.parts.raids for side in sides]
    for name in dict.fromkeys(raid.name for raids in found if raids for raid in raids.raids):
        cells = []
        for side, raids in zip(sides, found, strict=True):
            raid = None if raids is None else next((one for one in raids.raids if one.name == name), None)
            words = "no kills" if raid is None else " · ".join(raid.progress) or "no kills"
            cells.append(_absent(side) if raids is None else Cell(text=words))
        yield Row(name, cells)


def _ages(sides: Sequence[Side]) -> Iterable[Row]:
    parts = [{part.key: part for part in side.page.freshness} for side in sides]
    for key in dict.fromkeys(key for found in parts for key in found):
        title = next(found[key].title for found in parts if key in found)
        yield Row(title, [_age(found.get(key) and found[key].checked_at) for found in parts])


def _age(at: object) -> Cell:
    from_card: Cell = Cell(text=UNKNOWN)
    return from_card if at is None else Cell(text="", at=at)  # type: ignore[arg-type]
