"""Put raid kills and Warcraft Logs of a card into words, boss by boss. Pure."""

from collections.abc import Mapping, Sequence

from webapp.cards.card import BossLog, Logs
from webapp.cards.card_progress import Boss, Raid, Raids
from webapp.characters.figures import band_of, moment_of
from webapp.characters.progress_page import BossLine, KillCell, LogsView, Parse, RaidsView, RaidView
from webapp.lib.names import name_key

DIFFICULTIES = {"LFR": "LFR", "NORMAL": "Normal", "HEROIC": "Heroic", "MYTHIC": "Mythic"}
STATES = {
    "ranked": ("", ""),
    "no_logs": ("No logs", "Warcraft Logs has no parses of this character in this raid."),
    "hidden": ("Hidden", "The player has hidden this character on Warcraft Logs."),
    "anonymous": ("Anonymous", "Warcraft Logs shows this character only in anonymous reports."),
    "unknown": ("Unknown there", "Warcraft Logs has never seen a character of this name on this realm."),
    "archived": ("Archived", "These logs are archived: only subscribers of Warcraft Logs see them."),
}
NOT_CONNECTED = LogsView(
    "not_connected",
    "Not connected",
    "Warcraft Logs is not connected. Whoever runs this Muster can add its client id and secret.",
    None,
    None,
    "",
    (),
)
NOT_FETCHED = LogsView(
    "not_fetched",
    "Not yet fetched",
    "Nobody has asked Warcraft Logs about this character yet.",
    None,
    None,
    "",
    (),
)


def raids_view(raids: Raids, logs: Logs | None) -> RaidsView:
    """Return the raids with the logs of each boss beside its kills."""
    by_name = _logs_by_boss(logs)
    return RaidsView(raids["summary"] or "no kills", [_raid(raid, by_name) for raid in raids["raids"]])


def logs_view(logs: Logs | None, raids: Raids | None, *, is_connected: bool) -> LogsView:
    """Return the state of the logs in words, with the bosses that no raid of the card has."""
    if logs is None:
        return NOT_FETCHED if is_connected else NOT_CONNECTED
    head, sentence = STATES.get(logs["state"], ("Not understood", "Warcraft Logs said something new."))
    shown = {
        name_key(boss["name"])
        for raid in (raids or {"raids": []})["raids"]
        for boss in raid["bosses"]
        if boss["name"]
    }
    rest = [log for log in logs["bosses"] if name_key(log["name"] or "") not in shown]
    where = (
        logs["zone"],
        logs["difficulty"],
        {"dps": "damage", "hps": "healing"}.get(logs["metric"] or "", logs["metric"]),
    )
    return LogsView(
        logs["state"],
        head,
        sentence,
        _parse(logs["best"]),
        _parse(logs["median"]),
        " · ".join(part for part in where if part),
        [
            BossLine(log["name"] or f"Boss {log['id']}", (), _parse(log["best"]), _parse(log["median"]))
            for log in rest
        ],
    )


def _logs_by_boss(logs: Logs | None) -> Mapping[str, BossLog]:
    found: Sequence[BossLog] = () if logs is None else logs["bosses"]
    return {name_key(log["name"]): log for log in found if log["name"]}


def _raid(raid: Raid, logs: Mapping[str, BossLog]) -> RaidView:
    shown = _difficulties(raid)
    bosses = [_boss(boss, shown, logs.get(name_key(boss["name"] or ""))) for boss in raid["bosses"]]
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
        None if log is None else _parse(log["best"]),
        None if log is None else _parse(log["median"]),
    )


def _cell(boss: Boss, difficulty: str) -> KillCell:
    kills, word = boss["byDifficulty"].get(difficulty), DIFFICULTIES[difficulty]
    if kills is None or not kills["kills"]:
        return KillCell(word, "", is_this_week=False, last_at=None)
    return KillCell(
        word, str(kills["kills"]), is_this_week=kills["isThisWeek"], last_at=moment_of(kills["lastKillAt"])
    )


def _parse(percentile: float | None) -> Parse | None:
    return None if percentile is None else Parse(str(int(percentile)), band_of(percentile))
