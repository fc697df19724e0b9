"""Warcraft Logs' questions as methods; all threads of a process share one instance."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.clients.upstream.errors import BadPayload, RateLimited, Unauthorised, UpstreamError
from webapp.clients.upstream.tokens import TokenSource
from webapp.clients.warcraftlogs import query
from webapp.clients.warcraftlogs.points import Points
from webapp.clients.warcraftlogs.points_governor import PointsGovernor
from webapp.clients.warcraftlogs.rankings import Rankings, read_rankings, refusal_of
from webapp.clients.warcraftlogs.refusals import PATH, error_of, errors_by_alias
from webapp.clients.warcraftlogs.slugs import server_slugs
from webapp.clients.warcraftlogs.states import LogsState, LogsSubject, Zone
from webapp.clients.warcraftlogs.wire import QueryHook, Question, Wire
from webapp.clients.warcraftlogs.zones import newest_raid
from webapp.lib.http import Http

MOST_CHARACTERS = 50
"""Characters in one question: 1,000 take 20 of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterLogs:
    """The answer about one character: a state, or the error that came in its place."""

    subject: LogsSubject
    state: LogsState | None = None
    rankings: Rankings | None = None
    error: UpstreamError | None = None


class WarcraftLogs:
    """Each question takes at most two attempts in 20 s, and raises UpstreamError when it fails as a whole."""

    def __init__(
        self,
        http: Http,
        tokens: TokenSource,
        points: PointsGovernor,
        base: str,
        *,
        on_query: QueryHook | None = None,
    ) -> None:
        self._http = http
        self._points = points
        self._wire = Wire(http, tokens, points, f"{base}/{PATH}", on_query=on_query)

    def close(self) -> None:
        """End what runs in the background: the watchdog of the connections."""
        self._http.close()

    def points(self) -> Points:
        """Return how the hour's points stand."""
        return self._points.state()

    def newest_raid_zone(self) -> Zone | None:
        """Return the newest raid, for when no season file names one."""
        document = self._wire.ask(Question("zones", query.ZONES, {}, 1))
        return newest_raid(document["data"])

    def character_rankings(self, subjects: Sequence[LogsSubject], zone: int) -> list[CharacterLogs]:
        """Return what is known of each character, in their order, asked in one question.

        Where a realm may have another slug there, characters that are not known are asked for once more.
        """
        found = self._asked(subjects, [server_slugs(one.realm)[0] for one in subjects], zone)
        again = [
            place
            for place, one in enumerate(found)
            if one.state is LogsState.UNKNOWN and len(server_slugs(one.subject.realm)) > 1
        ]
        if again:
            others = [subjects[place] for place in again]
            slugs = [server_slugs(one.realm)[1] for one in others]
            for place, one in zip(again, self._asked(others, slugs, zone), strict=True):
                found[place] = one
        return found

    def _asked(self, subjects: Sequence[LogsSubject], slugs: Sequence[str], zone: int) -> list[CharacterLogs]:
        if not subjects:
            return []
        if len(subjects) > MOST_CHARACTERS:
            raise ValueError(f"at most {MOST_CHARACTERS} characters in a question")
        document = self._wire.ask(
            Question(
                "characters",
                query.characters_query(len(subjects)),
                query.characters_variables(subjects, slugs, zone),
                len(subjects),
            )
        )
        try:
            return list(_answers(subjects, document))
        except RateLimited:
            self._points.pause(None)
            raise
        except Unauthorised as error:
            self._points.refuse(error.detail)
            raise


def _answers(subjects: Iterable[LogsSubject], document: Mapping[str, Any]) -> Iterator[CharacterLogs]:
    """Read each alias for itself, so that one that failed leaves the others whole."""
    messages = errors_by_alias(document)
    told = document["data"].get("characterData")
    answers = told if isinstance(told, dict) else {}
    for place, subject in enumerate(subjects):
        key = query.alias(place)
        if key in messages:
            yield _failed(subject, messages[key])
        elif key not in answers:
            yield CharacterLogs(subject=subject, error=_odd(f"$.data.characterData.{key}", "is missing"))
        else:
            yield _answer(subject, answers[key], key)


def _answer(subject: LogsSubject, told: object, key: str) -> CharacterLogs:
    if told is None:
        return CharacterLogs(subject=subject, state=LogsState.UNKNOWN)
    where = f"$.data.characterData.{key}"
    if not isinstance(told, dict):
        return CharacterLogs(subject=subject, error=_odd(where))
    if told.get("hidden") is True:
        return CharacterLogs(subject=subject, state=LogsState.HIDDEN)
    ranked = told.get("zoneRankings")
    if isinstance(ranked, dict) and "error" in ranked:
        return _failed(subject, ranked["error"])
    rankings = read_rankings(ranked)
    if rankings is None:
        return CharacterLogs(subject=subject, error=_odd(f"{where}.zoneRankings"))
    return CharacterLogs(subject=subject, state=rankings.state, rankings=rankings)


def _failed(subject: LogsSubject, message: object) -> CharacterLogs:
    """Return the state that a refusal tells of, else the error; a refused key concerns all characters."""
    if (state := refusal_of(message)) is not None:
        return CharacterLogs(subject=subject, state=state)
    error = error_of(message)
    if isinstance(error, RateLimited | Unauthorised):
        raise error
    return CharacterLogs(subject=subject, error=error)


def _odd(field: str, problem: str = "is not what it should be") -> BadPayload:
    return BadPayload(problem, field=field, path=PATH)
