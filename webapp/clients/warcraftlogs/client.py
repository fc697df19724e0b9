"""Warcraft Logs' questions as methods; all threads of a process share one instance."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.clients.upstream.door import Json
from webapp.clients.upstream.errors import BadPayload, Forbidden, RateLimited, Unauthorised, UpstreamError
from webapp.clients.upstream.tokens import TokenSource
from webapp.clients.warcraftlogs import query
from webapp.clients.warcraftlogs.attendance import AttendancePage, GuildSubject, read_attendance
from webapp.clients.warcraftlogs.points import Points
from webapp.clients.warcraftlogs.points_governor import PointsGovernor
from webapp.clients.warcraftlogs.rankings import Rankings, read_rankings, refusal_of
from webapp.clients.warcraftlogs.refusals import PATH, error_of, errors_by_alias, errors_of
from webapp.clients.warcraftlogs.slugs import server_slugs
from webapp.clients.warcraftlogs.states import LogsState, LogsSubject, Zone
from webapp.clients.warcraftlogs.wire import QueryHook, Question, Wire
from webapp.clients.warcraftlogs.zones import newest_raid
from webapp.lib.http import Http

MOST_CHARACTERS = 50
"""Characters in one question: 1,000 take 20 of them."""
MOST_REPORTS = 25
"""Reports in one question, which is the most that Warcraft Logs tells at once."""
PRICE_OF_REPORTS = 2
"""What such a question is taken to cost before an answer tells: so much as one about so many characters."""


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

    def guild_attendance(self, guild: GuildSubject, page: int) -> AttendancePage | None:
        """Return who was in a guild's raids, a page of reports; None where no guild of that name is known.

        Where its realm may have another slug there, a guild that is not known is asked for once more.
        """
        for slug in server_slugs(guild.realm):
            variables = query.attendance_variables(guild, slug, limit=MOST_REPORTS, page=page)
            found = self._attendance_of(Question("attendance", query.ATTENDANCE, variables, PRICE_OF_REPORTS))
            if found is not None:
                return found
        return None

    def _attendance_of(self, question: Question) -> AttendancePage | None:
        document = self._wire.ask(question)
        told = Json(document["data"], locale="en_GB").child_or_none("guildData")
        guild = None if told is None else told.child_or_none("guild")
        if guild is not None and guild.child_or_none("attendance") is not None:
            return read_attendance(guild.child("attendance"))
        if errors := errors_of(document):
            raise self._told_to_all(_error_of_guild(errors[0].get("message")))
        if told is None or guild is not None:
            raise _odd("$.data.guildData.guild.attendance", "is missing")
        return None

    def _told_to_all(self, error: UpstreamError) -> UpstreamError:
        """Tell the governor what concerns all questions of this key, and return it."""
        if isinstance(error, RateLimited):
            self._points.pause(None)
        elif isinstance(error, Unauthorised):
            self._points.refuse(error.detail)
        return error

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
        except (RateLimited, Unauthorised) as error:
            self._told_to_all(error)
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


def _error_of_guild(message: object) -> UpstreamError:
    """Return what a guild's refusal is: hidden there by its people, or trouble."""
    if refusal_of(message) is not None:
        return Forbidden(str(message), path=PATH)
    return error_of(message)


def _odd(field: str, problem: str = "is not what it should be") -> BadPayload:
    return BadPayload(problem, field=field, path=PATH)
