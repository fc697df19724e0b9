"""Warcraft Logs as a library: rankings of many characters in one question; start reading at client.py."""

from webapp.clients.warcraftlogs.attendance import AttendancePage, GuildSubject, RaidReport, SeenPlayer
from webapp.clients.warcraftlogs.build import WarcraftLogsAccess, warcraftlogs_from
from webapp.clients.warcraftlogs.client import MOST_CHARACTERS, CharacterLogs, WarcraftLogs
from webapp.clients.warcraftlogs.points import Points
from webapp.clients.warcraftlogs.rankings import BossRank, Rankings
from webapp.clients.warcraftlogs.sentences import SENTENCES
from webapp.clients.warcraftlogs.states import LogsState, LogsSubject, Metric, Zone, metric_of
from webapp.clients.warcraftlogs.wire import QueryRecord

__all__ = [
    "MOST_CHARACTERS",
    "SENTENCES",
    "AttendancePage",
    "BossRank",
    "CharacterLogs",
    "GuildSubject",
    "LogsState",
    "LogsSubject",
    "Metric",
    "Points",
    "QueryRecord",
    "RaidReport",
    "Rankings",
    "SeenPlayer",
    "WarcraftLogs",
    "WarcraftLogsAccess",
    "Zone",
    "metric_of",
    "warcraftlogs_from",
]
