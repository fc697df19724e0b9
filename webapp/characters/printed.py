"""The card as lines of text, for a terminal: the same page, the same words. Pure."""

import shlex
from collections.abc import Iterator

from webapp.characters.gear_page import GearView, Mark
from webapp.characters.page import Absence, CardPage, Parts
from webapp.characters.progress_page import LogsView, MythicView, RaidsView, VaultView
from webapp.freshness.remedy import BUTTON

SIGNS = {"missing": "!", "cheap": "~", "good": "+", "unrecognised": "?", "plain": ""}
INDENT = "  "
STALE = "Stale: at least one part needs a look."


def printed_card(page: CardPage) -> Iterator[str]:
    """Yield the card line by line."""
    person = page.person
    what = " ".join(part for part in (person.spec, person.class_name) if part)
    level = None if person.level is None else f"level {person.level}"
    guild = None if person.guild is None else f"{person.guild.rank} of {person.guild.name}"
    yield f"{page.address.name} · {page.address.realm_name} · {page.address.region.upper()}"
    yield " · ".join(part for part in (what, level, guild) if part)
    yield " · ".join(f"{stat.label} {stat.value}" for stat in person.stats)
    if page.origin:
        yield page.origin
    yield printed_why(page)
    if page.is_stale:
        yield STALE
    if page.trouble:
        yield f"! {page.trouble}"
    if page.parts is None:
        yield from printed_absence(page.absence)
        return
    if page.parts.are_logs_alone:
        yield from printed_absence(page.absence)
        yield from _logs(page.parts.logs)
    else:
        yield from (f"! {gap.title} {gap.word}. {gap.sentence}" for gap in page.gaps)
        yield from _parts(page.parts)
    yield from _ages(page)


def printed_why(page: CardPage) -> str:
    """Return the state of the whole card, why, and who can change it."""
    words = f"{page.why.state_word.capitalize()}. {page.why.sentence}"
    return f"{words} {_typed(page.why.remedy, page)}".rstrip()


def printed_absence(absence: Absence) -> Iterator[str]:
    """Yield why there is no card, with everything that may be behind it."""
    yield f"{absence.title}. {absence.sentence}"
    yield from (f"{INDENT}- {reason}" for reason in absence.reasons)


def _typed(remedy: str, page: CardPage) -> str:
    """Return a remedy for where there is no button: it names what to type instead."""
    place = shlex.quote(f"{page.address.region}/{page.address.realm}/{page.address.name}")
    return remedy.replace(BUTTON, f"“flask character refresh {place}”")


def _parts(parts: Parts) -> Iterator[str]:
    if parts.fixes is not None:
        yield from ("", ". ".join(part for part in (parts.fixes.title, parts.fixes.remark) if part))
        yield from (f"{INDENT}{_sign(mark)}" for mark in (*parts.fixes.first, *parts.fixes.rest))
    if parts.vault is not None:
        yield from _vault(parts.vault)
    if parts.gear is not None:
        yield from _gear(parts.gear)
    if parts.mythic is not None:
        yield from _mythic(parts.mythic)
    if parts.raids is not None:
        yield from _raids(parts.raids)
    yield from _logs(parts.logs)
    if parts.nothing:
        yield ""
        yield from (f"{one.title}: {one.sentence}" for one in parts.nothing)
    if parts.professions:
        yield from ("", "Professions")
        yield from (f"{INDENT}{one.name}: {one.skill} {one.tier}".rstrip() for one in parts.professions)
    if parts.talents is not None and parts.talents.code:
        yield from (
            "",
            f"Talents: {parts.talents.spec} {parts.talents.hero_tree}",
            INDENT + parts.talents.code,
        )


def _sign(mark: Mark) -> str:
    return f"{SIGNS[mark.state]} {mark.word}: {mark.says}" if mark.word else mark.says


def _vault(vault: VaultView) -> Iterator[str]:
    yield from ("", f"Great Vault: {vault.summary}")
    if vault.is_closed:
        return
    for line in vault.lines:
        cells = " | ".join(f"{cell.head} {cell.detail}" for cell in line.cells)
        yield f"{INDENT}{line.title:<8} {line.done:<12} {cells}"
        if line.note:
            yield f"{INDENT * 2}{line.note}"


def _gear(gear: GearView) -> Iterator[str]:
    yield from ("", "Gear")
    for slot in (*gear.left, *gear.right, *gear.weapons):
        said = "; ".join([*slot.tags, *(_sign(mark) for mark in slot.marks)])
        told = "  ".join(part for part in (slot.item or "empty", slot.track, said) if part)
        yield f"{INDENT}{slot.place:<10} {slot.level:>4}  {told}"


def _mythic(mythic: MythicView) -> Iterator[str]:
    yield from ("", f"Mythic+: {mythic.summary}")
    for run in mythic.best:
        yield f"{INDENT}{run.dungeon:<24} {run.key:<4} {run.timed:<12} {run.time} {run.against_par}".rstrip()
    yield from (f"{INDENT}next: {one.dungeon} {one.step} {one.gain}".rstrip() for one in mythic.next_points)
    if mythic.next_note:
        yield INDENT * 2 + mythic.next_note


def _raids(raids: RaidsView) -> Iterator[str]:
    yield from ("", f"Raids: {raids.summary}")
    for raid in raids.raids:
        yield f"{INDENT}{raid.name} {', '.join(raid.progress)}".rstrip()
        for boss in raid.bosses:
            kills = "  ".join(f"{cell.difficulty} {cell.kills or '-'}" for cell in boss.cells)
            log = f"  best log {boss.best.number}" if boss.best else ""
            yield f"{INDENT * 2}{boss.name:<26} {kills}{log}"


def _logs(logs: LogsView | None) -> Iterator[str]:
    if logs is None:
        return
    best = f"best log average {logs.best.number} ({logs.context})" if logs.best else ""
    yield from ("", " ".join(part for part in ("Warcraft Logs:", logs.sentence, best) if part))


def _ages(page: CardPage) -> Iterator[str]:
    yield from ("", "How old is what, and why")
    for part in page.freshness:
        why = f"{part.sentence} {_typed(part.remedy, page)}"
        yield f"{INDENT}{part.title:<12} {part.state_word:<10} {why}".rstrip()
