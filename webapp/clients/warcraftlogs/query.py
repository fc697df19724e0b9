"""The questions in GraphQL. Names go into variables, never into the text of a question. Pure."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from webapp.clients.warcraftlogs.attendance import GuildSubject
from webapp.clients.warcraftlogs.states import LogsSubject

RATE = "rateLimitData { limitPerHour pointsSpentThisHour pointsResetIn }"
"""Asked last, so that the figure knows of the question's own cost where it is told as it grows."""
ZONES = (
    "query Zones { worldData { expansions { id zones { id name frozen difficulties { id }"
    f" encounters {{ id }} }} }} }} {RATE} }}"
)
ATTENDANCE = (
    "query Attendance($name: String!, $server: String!, $region: String!, $limit: Int!, $page: Int!)"
    " { guildData { guild(name: $name, serverSlug: $server, serverRegion: $region) { id"
    " attendance(limit: $limit, page: $page) { has_more_pages"
    " data { code startTime zone { id name } players { name type presence } } } } }"
    f" {RATE} }}"
)
_DECLARED = "$n{i}: String!, $s{i}: String!, $r{i}: String!, $m{i}: CharacterRankingMetricType"
_ASKED = (
    "c{i}: character(name: $n{i}, serverSlug: $s{i}, serverRegion: $r{i})"
    " {{ id hidden zoneRankings(zoneID: $zone, metric: $m{i}) }}"
)


def attendance_variables(guild: GuildSubject, slug: str, *, limit: int, page: int) -> dict[str, Any]:
    """Return the values that go with the question for a page of a guild's reports."""
    name = _sendable(guild.name)
    return {"name": name, "server": slug, "region": guild.region, "limit": limit, "page": page}


def alias(place: int) -> str:
    """Return under which key the answer for the subject at a place comes."""
    return f"c{place}"


@cache
def characters_query(count: int) -> str:
    """Return the question for so many characters; without a difficulty each answers with its highest."""
    declared = ", ".join(_DECLARED.format(i=place) for place in range(count))
    asked = " ".join(_ASKED.format(i=place) for place in range(count))
    return f"query Characters($zone: Int!, {declared}) {{ characterData {{ {asked} }} {RATE} }}"


def characters_variables(subjects: Sequence[LogsSubject], slugs: Sequence[str], zone: int) -> dict[str, Any]:
    """Return the values that go with the question for these characters."""
    variables: dict[str, Any] = {"zone": zone}
    for place, (subject, slug) in enumerate(zip(subjects, slugs, strict=True)):
        variables |= {
            f"n{place}": _sendable(subject.name),
            f"s{place}": slug,
            f"r{place}": subject.region,
            f"m{place}": subject.metric.value,
        }
    return variables


def _sendable(name: str) -> str:
    """Return a name as JSON can have it: without lone surrogates."""
    return name.encode("utf-8", "replace").decode()
