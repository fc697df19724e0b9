"""Put the vault and Mythic+ of a card into words. Pure."""

from collections.abc import Sequence

from webapp.cards.card_part import Part
from webapp.cards.card_progress import Mythic, NextPoints, Run, Vault, VaultRow, VaultSlot
from webapp.characters.figures import UNKNOWN, minutes, moment_of, whole
from webapp.characters.links import safe_color
from webapp.characters.progress_page import MythicView, NextLine, RunLine, VaultCell, VaultLine, VaultView
from webapp.words import Certainty

ROWS = {
    "raid": ("Raid", "boss", "bosses"),
    "mythic": ("Mythic+", "run", "runs"),
    "world": ("World", "activity", "activities"),
}
SLOTS = 9


def vault_view(vault: Vault) -> VaultView:
    """Return the nine slots; what is filled is filled for sure, the rest is what is known at least."""
    notes = {row["note"] for row in vault["rows"]}
    lines = [_vault_line(row) for row in vault["rows"]]
    if len(notes) == 1 and vault.get("note") in notes:
        return VaultView(
            vault["note"], moment_of(vault["weekEnd"]), lines, is_unconfirmed=False, is_closed=True
        )
    cells = [cell for line in lines for cell in line.cells]
    filled = sum(cell.state == "filled" for cell in cells)
    unknown = sum(cell.state == "unknown" for cell in cells)
    is_bound = vault["certainty"] != Certainty.EXACT
    sign = "at least " if is_bound and filled < SLOTS else ""
    summary = f"{sign}{filled} of {len(cells)} slots filled" + (f", {unknown} unknown" if unknown else "")
    unsure = any(
        slot["state"] == "filled" and not slot["isConfirmed"]
        for row in vault["rows"]
        for slot in row["slots"]
    )
    return VaultView(summary[0].upper() + summary[1:], moment_of(vault["weekEnd"]), lines, unsure)


def _vault_line(row: VaultRow) -> VaultLine:
    title, one, many = ROWS.get(row["kind"], (row["kind"].capitalize(), "thing", "things"))
    done = row["done"]
    sign = "≥ " if row["certainty"] == Certainty.AT_LEAST else ""
    words = "not known" if done is None else f"{sign}{done} {one if done == 1 else many}"
    return VaultLine(title, words, row["note"] or "", [_cell(slot, one, many) for slot in row["slots"]])


def _cell(slot: VaultSlot, one: str, many: str) -> VaultCell:
    if slot["state"] == "filled":
        level = UNKNOWN if slot["level"] is None else f"{slot['level']}{'' if slot['isConfirmed'] else '?'}"
        return VaultCell("filled", level, slot["track"] or slot["by"] or "filled")
    if slot["state"] == "open":
        more = slot["more"]
        return VaultCell("open", "open" if more is None else f"{more} more", one if more == 1 else many)
    return VaultCell("unknown", "unknown", f"needs {slot['needs']}")


def mythic_view(mythic: Mythic) -> MythicView:
    """Return the dungeons, best first and never played last, this week's runs, and the next points."""
    best = sorted(mythic["best"], key=lambda run: (-run["level"], -(run["rating"] or 0)))
    unplayed = [_unplayed(name) for name in mythic["unplayed"]]
    timed = sum(run["isTimed"] for run in best)
    if best:
        dungeons = "1 dungeon" if len(best) + len(unplayed) == 1 else f"{len(best) + len(unplayed)} dungeons"
        summary = f"{timed} of {dungeons} in time"
    else:
        summary = "Not played this season"
    return MythicView(
        summary,
        [*map(_run, best), *unplayed],
        [_run(run) for run in sorted(mythic["week"], key=lambda run: -run["level"])],
        _next_lines(mythic["nextPoints"]),
        _note(mythic["nextPointsFrom"]),
    )


def _run(run: Run) -> RunLine:
    return RunLine(
        dungeon=run["dungeon"] or f"Dungeon {run['dungeonId']}",
        key=f"+{run['level']}",
        upgrades="★" * (run["upgrades"] or 0) if run["isTimed"] else "",
        timed=_timed(run),
        time=minutes(run["durationMs"]),
        against_par=_against_par(run),
        rating=whole(run["rating"]),
        color=safe_color(run["ratingColor"]),
        done_at=moment_of(run["completedAt"]),
    )


def _timed(run: Run) -> str:
    if not run["isTimed"]:
        return "over time"
    return f"{'+' * run['upgrades']} in time" if run["upgrades"] else "in time"


def _against_par(run: Run) -> str:
    if run["parMs"] is None or run["durationMs"] is None:
        return ""
    left = run["parMs"] - run["durationMs"]
    return f"{minutes(left)} left" if left >= 0 else f"{minutes(left)} over"


def _unplayed(name: str) -> RunLine:
    return RunLine(
        dungeon=name,
        key=UNKNOWN,
        upgrades="",
        timed="not played",
        time="",
        against_par="",
        rating=UNKNOWN,
        color=None,
        done_at=None,
        is_played=False,
    )


def _note(part: Part | None) -> str:
    return "" if part is None else part.get("note", "")


def _next_lines(points: Sequence[NextPoints]) -> list[NextLine]:
    return [
        NextLine(
            point["dungeon"],
            f"+{point['toLevel']} in time"
            if point["fromLevel"] is None
            else f"+{point['fromLevel']} → +{point['toLevel']}",
            "" if point["gain"] is None else f"about {point['gain']:,.0f} points",
        )
        for point in points
    ]
