"""Put Warcraft Logs of a card into words: what is there, and why there is nothing. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from webapp.cards.card import BossLog, Logs
from webapp.cards.card_progress import Boss, Raids
from webapp.characters.figures import band_of
from webapp.characters.progress_page import BossLine, LogsView, Parse
from webapp.clients.warcraftlogs.sentences import SENTENCES
from webapp.freshness.cadences import CADENCES
from webapp.freshness.remedy import remedy_of
from webapp.freshness.states import Facts, FreshnessState
from webapp.freshness.telling import Telling
from webapp.freshness.why import Why, explain
from webapp.lib.errors import ErrorWord, Who
from webapp.lib.names import name_key
from webapp.words import Section

NOT_ASKED = "Warcraft Logs was not asked yet; that happens by itself."
METRICS = {"dps": "damage", "hps": "healing"}
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
NO_ANSWER = "No answer yet"
NOT_OF_AGE = LogsView(
    "not_asked",
    "Not asked",
    "Warcraft Logs is asked only about characters of the highest level.",
    None,
    None,
    "",
    (),
)
CLOSED = {
    "hidden": "Only the player can change it, on Warcraft Logs.",
    "unknown": "It changes by itself as soon as a log names this character.",
    "archived": "",
}
"""States in which there is nothing to see, and who can change that."""


class BossLogs:
    """The logs of a card by boss: by Battle.net's number where the season's file knows it, else by name."""

    def __init__(self, logs: Logs | None) -> None:
        self.all = [] if logs is None else logs["bosses"]
        self._by_id = {number: log for log in self.all if (number := log.get("bossId")) is not None}
        self._by_name = {name_key(log["name"]): log for log in self.all if log["name"]}

    def of(self, boss: Boss) -> BossLog | None:
        """Return the log of a boss."""
        return self._by_id.get(boss["id"]) or self._by_name.get(name_key(boss["name"] or ""))


def logs_view(
    logs: Logs | None, raids: Raids | None, *, is_connected: bool, is_wanted: bool = True, why: str = ""
) -> LogsView:
    """Return the state of the logs in words, with the bosses that no raid of the card has.

    ``why`` is the answer to why there are none although somebody asked.
    """
    if logs is None:
        return _nothing(is_connected=is_connected, is_wanted=is_wanted, why=why)
    head, sentence = STATES.get(logs["state"], ("Not understood", "Warcraft Logs said something new."))
    where = (
        logs["zone"],
        logs["difficulty"],
        METRICS.get(logs["metric"] or "", logs["metric"]),
    )
    return LogsView(
        logs["state"],
        head,
        sentence,
        parse_of(logs["best"]),
        parse_of(logs["median"]),
        " · ".join(part for part in where if part),
        [
            BossLine(log["name"] or f"Boss {log['id']}", (), parse_of(log["best"]), parse_of(log["median"]))
            for log in _beside(logs, raids)
        ],
    )


def _nothing(*, is_connected: bool, is_wanted: bool, why: str) -> LogsView:
    """Say why a card has no logs at all."""
    if why:
        return replace(NOT_FETCHED, state="no_answer", head=NO_ANSWER, sentence=why)
    if not is_connected:
        return NOT_CONNECTED
    return NOT_FETCHED if is_wanted else NOT_OF_AGE


def _beside(logs: Logs, raids: Raids | None) -> Sequence[BossLog]:
    """Return the bosses that no raid of the card has."""
    found = BossLogs(logs)
    bosses = (boss for raid in (raids["raids"] if raids else ()) for boss in raid["bosses"])
    shown = [log for boss in bosses if (log := found.of(boss)) is not None]
    return [log for log in found.all if log not in shown]


def parse_of(percentile: float | None) -> Parse | None:
    """Return a percentile as Warcraft Logs writes it: rounded down."""
    return None if percentile is None else Parse(str(int(percentile)), band_of(percentile))


def logs_why(known: Facts, state: str | None, now: datetime, telling: Telling | None = None) -> Why:
    """Say why the logs are as old as they are; ``state`` is the card's word for how they stand."""
    if known.attempted_at is None:
        return Why(FreshnessState.NEVER, NOT_ASKED, Who.TIME)
    causes = SENTENCES
    if state in CLOSED:
        causes = SENTENCES | dict.fromkeys((ErrorWord.FORBIDDEN, ErrorWord.NOT_FOUND), STATES[state][1])
    return explain(known, now, cadence=CADENCES[Section.LOGS], causes=causes, telling=telling)


def logs_remedy(why: Why, state: str | None, outcome: str | None) -> str:
    """Say who can change it and what to press."""
    if why.state is FreshnessState.NEVER:
        return ""
    if why.state is FreshnessState.PARKED:
        return CLOSED.get(state or "", CLOSED["unknown"])
    return remedy_of(why, outcome)
