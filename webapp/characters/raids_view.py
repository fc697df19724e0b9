"""Put raid kills of a card into words, boss by boss, with the logs beside them. Pure."""

from collections.abc import Sequence

from webapp.cards.card import BossLog, Logs
from webapp.cards.card_progress import Boss, Raid, Raids
from webapp.characters.figures import moment_of
from webapp.characters.logs_view import BossLogs, parse_of
from webapp.characters.progress_page import BossLine, KillCell, RaidsView, RaidView

DIFFICULTIES = {"LFR": "LFR", "NORMAL": "Normal", "HEROIC": "Heroic", "MYTHIC": "Mythic"}


def raids_view(raids: Raids, logs: Logs | None) -> RaidsView:
    """Return the raids with the logs of each boss beside its kills."""
    found = BossLogs(logs)
    return RaidsView(raids["summary"] or "no kills", [_raid(raid, found) for raid in raids["raids"]])


def _raid(raid: Raid, logs: BossLogs) -> RaidView:
    shown = _difficulties(raid)
    bosses = [_boss(boss, shown, logs.of(boss)) for boss in raid["bosses"]]
    progress = [
        f"{DIFFICULTIES.get(one['difficulty'], one['difficulty'])} {one['killed']}/{one['of'] or '?'}"
        for one in raid["progress"]
    ]
    has_logs = any(boss.best is not None for boss in bosses)
    return RaidView(raid["name"] or f"Raid {raid['id']}", progress, bosses, has_logs)


def _difficulties(raid: Raid) -> list[str]:
    """Return the difficulties that were tried and those above them."""
    order = list(DIFFICULTIES)
    tried = [order.index(name) for boss in raid["bosses"] for name in boss["byDifficulty"] if name in order]
    return order[min(tried, default=1) :]


def _boss(boss: Boss, difficulties: Sequence[str], log: BossLog | None) -> BossLine:
    return BossLine(
        boss["name"] or f"Boss {boss['id']}",
        [_cell(boss, difficulty) for difficulty in difficulties],
        None if log is None else parse_of(log["best"]),
        None if log is None else parse_of(log["median"]),
    )


def _cell(boss: Boss, difficulty: str) -> KillCell:
    kills, word = boss["byDifficulty"].get(difficulty), DIFFICULTIES[difficulty]
    if kills is None or not kills["kills"]:
        return KillCell(word, "", is_this_week=False, last_at=None)
    return KillCell(
        word, str(kills["kills"]), is_this_week=kills["isThisWeek"], last_at=moment_of(kills["lastKillAt"])
    )
