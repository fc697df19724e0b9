"""What one thread asks about one character: the cheap call first, the rest only when it can differ."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import orjson
import structlog

from webapp.clients.battlenet import Answer, BattleNet, BattleNetError
from webapp.clients.battlenet.payloads.character import CharacterSummary
from webapp.clients.battlenet.regions import Region
from webapp.freshness.sections import ABSENT, sections_to_fetch
from webapp.lib.errors import ErrorWord
from webapp.sync.next_due import SUSPICION_PERIOD
from webapp.sync.results import CharacterFetch, SectionResult, Validity
from webapp.sync.subjects import Subject
from webapp.words import Section

HALTING = frozenset({ErrorWord.RATE_LIMITED, ErrorWord.AUTH})
ORDER = (
    Section.STATUS,
    Section.EQUIPMENT,
    Section.MYTHIC,
    Section.MYTHIC_SEASON,
    Section.RAIDS,
    Section.SPECIALIZATIONS,
    Section.PROFESSIONS,
    Section.MEDIA,
)
NEW_HANDS = "the name belongs to another character now"
NOT_PLAYED = "the season was not played"
log = structlog.get_logger()


class _Look:
    """One look at one character; collects results until something halts the work."""

    def __init__(
        self, client: BattleNet, subject: Subject, now: datetime, is_stopping: Callable[[], bool]
    ) -> None:
        self.client, self.subject, self.now, self.is_stopping = client, subject, now, is_stopping
        self.bnet_id = subject.bnet_id
        self.is_cut_short = False
        self.results: dict[Section, SectionResult] = {}
        self.calls = 0
        self.halt: SectionResult | None = None
        self.validity: Validity | None = None
        self.address = (Region(subject.region), subject.realm, subject.name)

    def ask(self, section: Section, call: Callable[[], Answer[Any]]) -> SectionResult:
        """Make one call and keep its result; a halting one is kept apart: it says nothing of the section."""
        self.calls += 1
        try:
            answer = call()
        except BattleNetError as error:
            result = failed(error)
        else:
            result = belonging(
                self.bnet_id,
                SectionResult(
                    value=answer.value,
                    document=answer.document,
                    content_hash=answer.content_hash,
                    last_modified=answer.last_modified,
                    not_modified=answer.not_modified,
                ),
            )
            if result.document is not None and answer.text is not None:
                result = replace(result, document=orjson.Fragment(answer.text))
        if result.word in HALTING:
            self.halt = result
        else:
            self.results[section] = result
        return result

    def done(self) -> CharacterFetch:
        """Return what was found."""
        return CharacterFetch(
            subject=self.subject,
            fetched_at=self.now,
            results=self.results,
            validity=self.validity,
            calls=self.calls,
            halt=self.halt,
            is_whole=self.halt is None and not self.is_cut_short,
        )

    def must_end(self) -> bool:
        """Say whether the look ends here: something halts the work, or the worker is told to stop."""
        self.is_cut_short = self.is_cut_short or self.is_stopping()
        return self.is_cut_short or self.halt is not None


def fetch_character(
    client: BattleNet, subject: Subject, now: datetime, *, is_stopping: Callable[[], bool] = lambda: False
) -> CharacterFetch:
    """Look at one character; a bug in here costs this character only."""
    look = _Look(client, subject, now, is_stopping)
    try:
        _look(look)
    except Exception as error:  # one character's surprise must not end the work on the others
        log.exception("character_fetch_failed", character_id=subject.character_id)
        bug = SectionResult(word=ErrorWord.BUG, error=type(error).__name__)
        look.results = {Section.SUMMARY: bug}
    return look.done()


def belonging(bnet_id: int | None, result: SectionResult) -> SectionResult:
    """Return the result, unless its document is about somebody else or about nobody at all.

    Between two calls a name may pass into new hands; and a notice of maintenance sent as 200 parses as the
    equipment of somebody naked.
    """
    if result.document is None:
        return result
    if "_links" not in result.document and "character" not in result.document:
        return SectionResult(word=ErrorWord.SCHEMA, error="an answer that is about nobody")
    about = result.document.get("character")
    if isinstance(about, dict) and about.get("id", bnet_id) != bnet_id:
        return SectionResult(word=ErrorWord.NOT_FOUND, error=NEW_HANDS)
    return result


def failed(error: BattleNetError) -> SectionResult:
    """Return an error as a result."""
    wait = None if error.retry_after is None else timedelta(seconds=error.retry_after)
    return SectionResult(word=error.word, error=str(error), retry_after=wait)


def _look(look: _Look) -> None:
    subject = look.subject
    known = subject.sections.get(Section.SUMMARY)
    since = known.last_modified if known else None
    summary = look.ask(
        Section.SUMMARY,
        lambda: look.client.character_summary(*look.address, if_modified_since=since),
    )
    if look.halt:
        return
    if summary.word is None and subject.suspected_at is not None:
        _check_suspicion(look, has_answered=summary.value is not None)
    if summary.value is not None and look.bnet_id is None:
        look.bnet_id = summary.value.id  # a name that was asked for: who answers to it first is meant
    if summary.value is not None and summary.value.id != look.bnet_id:
        summary = look.results[Section.SUMMARY] = SectionResult(word=ErrorWord.NOT_FOUND, error=NEW_HANDS)
    if summary.word is not None:
        if summary.word is ErrorWord.NOT_FOUND and may_judge(subject, look.now):
            _check_status(look)
        return
    _ask_sections(look, played=has_played(subject, summary.value))


def _ask_sections(look: _Look, *, played: bool) -> None:
    wanted = sections_to_fetch(
        look.subject.sections,
        has_played=played,
        verified_at=_verified_at(look),
        now=look.now,
        season_id=look.subject.season_id,
    )
    calls: dict[Section, Callable[..., Answer[Any]]] = {
        Section.EQUIPMENT: look.client.equipment,
        Section.MYTHIC: look.client.mythic_profile,
        Section.RAIDS: look.client.raids,
        Section.PROFESSIONS: look.client.professions,
        Section.SPECIALIZATIONS: look.client.specializations,
        Section.MEDIA: look.client.media,
    }
    for section in ORDER:
        if section not in wanted or section in look.results:
            continue
        if look.must_end():
            return
        if section is Section.STATUS:
            _check_status(look)
        elif section is Section.MYTHIC_SEASON:
            _ask_season(look)
        else:
            call = calls[section]
            look.ask(section, lambda call=call: call(*look.address))  # type: ignore[misc]


def _ask_season(look: _Look) -> None:
    """Ask for the running season, unless the profile says that it was not played or nobody knows."""
    profile, season_id = look.results[Section.MYTHIC], look.subject.season_id
    if season_id is None:
        return
    if profile.value is not None and season_id in profile.value.season_ids:
        look.ask(Section.MYTHIC_SEASON, lambda: look.client.mythic_season(*look.address, season_id=season_id))
    elif profile.value is not None or (profile.word is not None and profile.word.value in ABSENT):
        look.results[Section.MYTHIC_SEASON] = SectionResult(word=ErrorWord.NOT_FOUND, error=NOT_PLAYED)
    else:
        look.results[Section.MYTHIC_SEASON] = SectionResult(word=profile.word, error=profile.error)


def _verified_at(look: _Look) -> datetime | None:
    """Return when the id was last seen; a 304 may be about another character of that name."""
    summary = look.results[Section.SUMMARY]
    return look.subject.verified_at if summary.not_modified else look.now


def has_played(subject: Subject, summary: CharacterSummary | None) -> bool:
    """Say whether the last log-in moved; a 304 says that nothing did."""
    if summary is None:
        return False
    return summary.last_login_at is None or summary.last_login_at != subject.last_login_at


def may_judge(subject: Subject, now: datetime) -> bool:
    """Say whether a missing profile may be judged: suspected for a while, and listed by a roster since.

    The roster tells of renames, so that nobody is deleted for having a new name. Of a character without a
    guild nobody tells that: what is known of it goes, and who wants it adds it under its new name.
    """
    if subject.suspected_at is None or now - subject.suspected_at < SUSPICION_PERIOD:
        return False
    if subject.guild_id is None:
        return True
    return subject.roster_succeeded_at is not None and subject.roster_succeeded_at > subject.suspected_at


def _check_suspicion(look: _Look, *, has_answered: bool) -> None:
    """Ask about somebody suspected: no answer of the profile itself outweighs that it may not be kept."""
    _check_status(look)
    if has_answered and look.validity in {Validity.GONE, Validity.ANOTHER}:
        look.validity = None  # the profile under this name and id is there


def _check_status(look: _Look) -> None:
    """Ask the one endpoint whose answer may delete; see Battle.net's terms on keeping profiles."""
    result = look.ask(Section.STATUS, lambda: look.client.character_status(*look.address))
    if result.word is ErrorWord.NOT_FOUND:
        look.validity = Validity.GONE
    elif result.value is not None:
        if not result.value.is_valid:
            look.validity = Validity.INVALID
        else:
            look.validity = Validity.VALID if result.value.id == look.bnet_id else Validity.ANOTHER
