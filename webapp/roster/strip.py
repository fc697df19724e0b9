"""The sync strip in words: how old things are, what is running, what a person may press."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from webapp.freshness.states import FreshnessState
from webapp.freshness.telling import duration
from webapp.freshness.why import error_word
from webapp.roster.audience import Shown, StripPart, folded
from webapp.roster.choices import STATES
from webapp.roster.filters import RosterFilter
from webapp.sync.facts import RunFacts, Strip
from webapp.sync.roster import ANOTHER_GUILD
from webapp.web.asking_again import trigger_of, whole_second
from webapp.web.freshness_words import STATE_WORDS, place_words
from webapp.web.guild_address import GuildAddress
from webapp.web.run_words import TITLES, figures, remarks, run_sentence
from webapp.words import RunKind, RunOutcome

ROSTER_READ = "Roster read"
ROSTER_TITLES: dict[RunOutcome | None, str] = {
    RunOutcome.FAILED: "Roster not read",
    RunOutcome.SUSPICIOUS: "Roster held back",
    RunOutcome.CANCELLED: "Roster run cancelled",
}


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many characters are in one state, and the filter that lists them."""

    state: FreshnessState
    word: str
    number: int
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProgress:
    """A run that is under way; ``planned`` is 0 until it is known."""

    title: str
    done: int
    planned: int
    figures: Sequence[str]
    remarks: Sequence[str]
    cancel_path: str | None


@dataclass(frozen=True, slots=True)
class RefreshOffer:
    """Whether "refresh now" can be pressed; else why not, and from when on it can."""

    is_open: bool
    words: str = ""
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EndedRun:
    """What was read when, and what came of it; ``words`` follow the time in the same sentence."""

    title: str
    at: datetime | None
    words: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that is out of order; ``commands`` are what an operator types, after the word flask."""

    sentence: str
    advice: str = ""
    commands: Sequence[str] = ()
    path: str | None = None
    """The page where it is decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StripView:
    """Everything that the strip prints."""

    is_active: bool
    trigger: str
    """When the strip asks for itself, in htmx's words."""
    back_at: datetime | None
    """When "refresh now" is back, to the microsecond; it is told to the second."""
    announcement: str
    roster_at: datetime | None
    members: int
    arrivals: str
    """What the present roster changed, where that was the last thing to be read."""
    counts: Sequence[StateCount]
    next_roster_at: datetime | None
    refresh: RefreshOffer | None
    """None where the viewer may not ask."""
    has_commands: bool
    """Whether the page may name what an operator types."""
    runs: Sequence[RunProgress]
    next_characters_at: datetime | None
    ended: Sequence[EndedRun]
    notices: Sequence[Notice]


def strip_view(strip: Strip, guild: GuildAddress, shown: Shown, *, now: datetime) -> StripView:
    """Put the facts of a guild's sync into words, as many as the audience may read."""
    never_read = strip.roster_attempted_at is None and strip.archived_at is None
    is_active, may_refresh = strip.is_active or never_read, _may_refresh(strip, shown)
    refresh = refresh_offer(strip) if may_refresh else None
    back_at = strip.refresh_again_at if refresh and refresh.again_at else None
    return StripView(
        is_active=is_active,
        trigger=trigger_of(is_active=is_active, again_at=back_at, now=now),
        back_at=back_at,
        announcement=announcement(strip),
        roster_at=strip.roster_succeeded_at,
        members=strip.members,
        arrivals="" if strip.active else _roster_words(strip),
        counts=list(_counts(folded(strip.states, shown))),
        next_roster_at=_ahead(strip.next_roster_at, now),
        next_characters_at=None if strip.active else _ahead(strip.next_character_at, now),
        refresh=refresh,
        has_commands=StripPart.COMMANDS in shown.strip,
        runs=[_progress(run, guild.path, shown) for run in strip.active],
        ended=[] if strip.active else [run for run in ended_runs(strip) if run.title != ROSTER_READ],
        notices=[_cut(notice, shown) for notice in _notices(strip, guild, now)],
    )


def announcement(strip: Strip) -> str:
    """Return what a screen reader says: how far it is, or how it ended."""
    if strip.active:
        run = strip.active[-1]
        return f"{TITLES[run.kind]}: {run.done} of {run.planned}" if run.planned else TITLES[run.kind]
    if strip.place is not None:
        return place_words(strip.place)
    ended = next(ended_runs(strip), None)
    return "" if ended is None else f"Sync finished: {ended.title.lower()}{ended.words}"


def ended_runs(strip: Strip) -> Iterator[EndedRun]:
    """Yield the last reading of the roster while it is the newest, then the last run over characters."""
    last, characters = strip.last, strip.last_characters
    if last is not None and last.kind is RunKind.ROSTER:
        yield EndedRun(ROSTER_TITLES.get(last.outcome, ROSTER_READ), last.finished_at, _roster_words(strip))
    if characters is not None:
        yield EndedRun("Characters read", characters.finished_at, f": {run_sentence(characters)}")


def _roster_words(strip: Strip) -> str:
    if strip.last is None or strip.last.outcome is not RunOutcome.OK or strip.arrivals is None:
        return ""
    came, went = strip.arrivals.came, strip.arrivals.went
    words = f", {came:,} new" if came else ", nobody new"
    return f"{words}, {went:,} left" if went else words


def refresh_offer(strip: Strip) -> RefreshOffer:
    """Say whether a person may ask for a refresh now; the server holds the same rule when it is pressed."""
    if strip.place is not None:
        return RefreshOffer(is_open=False, words=place_words(strip.place))
    if strip.refresh_again_at is not None:
        words = "Refreshing; again from" if strip.active else "Refreshed; again from"
        return RefreshOffer(is_open=False, words=words, again_at=whole_second(strip.refresh_again_at))
    return RefreshOffer(is_open=True)


def _may_refresh(strip: Strip, shown: Shown) -> bool:
    """Say whether there is anything to press: who may ask, of a guild that goes on being read."""
    return StripPart.REFRESH in shown.strip and strip.archived_at is None


def _ahead(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment is not None and moment > now else None


def _counts(states: Mapping[FreshnessState, int]) -> Iterator[StateCount]:
    for state in STATES:
        if number := states.get(state, 0):
            yield StateCount(state, STATE_WORDS[state], number, RosterFilter(state=state).query())


def _progress(run: RunFacts, path: str, shown: Shown) -> RunProgress:
    has_pace, may_cancel = StripPart.PACE in shown.strip, StripPart.CANCEL in shown.strip
    return RunProgress(
        title=f"{TITLES[run.kind]}: stopping" if run.is_cancelling else TITLES[run.kind],
        done=run.done,
        planned=run.planned,
        figures=list(figures(run)) if has_pace else [],
        remarks=list(remarks(run)) if has_pace else [],
        cancel_path=f"{path}sync/runs/{run.id}/cancel" if may_cancel and not run.is_cancelling else None,
    )


def _notices(strip: Strip, guild: GuildAddress, now: datetime) -> Iterator[Notice]:
    if strip.held is not None:
        yield held_notice(strip.held.reason, guild)
    if strip.alert:
        yield Notice(strip.alert)
    if strip.archived_at is not None:
        yield Notice(
            f"Archived on {strip.archived_at:%-d %b %Y}, because Blizzard has had no guild of this name since"
            " the day before. Nothing here can be changed any more, and what Blizzard no longer confirms goes"
            " within 30 days.",
            "If it has another name now, an operator adds it under that:",
            ("guild add REGION/REALM/NAME",),
        )
    elif guild.missing_since is not None:
        yield Notice(f"Blizzard has had no guild of this name for {duration(now - guild.missing_since)}.")
    word = error_word(strip.roster_outcome)
    if strip.roster_state is FreshnessState.FAILING and (word or strip.held is None):  # what is held was read
        said = word.sentence if word else "the last attempts failed."
        yield Notice(f"The roster cannot be read just now: {said}")


def _cut(notice: Notice, shown: Shown) -> Notice:
    """Leave what an operator would do to those who can have it done; commands, where no page does it."""
    if StripPart.COMMANDS not in shown.strip:
        return Notice(notice.sentence)
    if StripPart.ACTIVITY not in shown.strip:
        return replace(notice, path=None)
    return replace(notice, advice="", commands=()) if notice.path else notice


def held_notice(reason: str, guild: GuildAddress) -> Notice:
    """Say why a roster is held back, and what an operator does about it."""
    place = shlex.quote(f"{guild.region}/{guild.realm}/{guild.name}")
    told = f"The newest roster is held back: {reason}. What you see is the one before it."
    advice, drop = "An operator drops it:", f"guild discard {place}"
    commands: tuple[str, ...] = (drop,)
    if reason != ANOTHER_GUILD:
        advice = "An operator looks at the guild in the game, then accepts the roster or drops it:"
        commands = (f"guild accept {place}", drop)
    return Notice(told, advice, commands, f"{guild.path}activity/")
