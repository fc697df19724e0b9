"""What an answer of Warcraft Logs changes: a failure never overwrites good data."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from webapp.clients.upstream.errors import UpstreamError
from webapp.clients.warcraftlogs import SENTENCES, CharacterLogs, LogsState
from webapp.lib.errors import ErrorWord
from webapp.sync.logs.claim import LogsClaim, LogsFacts
from webapp.sync.logs.next_look import next_look

GOOD_FOR = timedelta(days=30)
"""Rankings of a character that is not known any more, as after a rename, are kept for so long."""
LONGEST_ERROR = 500
_WORDS = {
    LogsState.HIDDEN: ErrorWord.FORBIDDEN,
    LogsState.UNKNOWN: ErrorWord.NOT_FOUND,
    LogsState.ARCHIVED: ErrorWord.FORBIDDEN,
}
"""Which states are answers that only a player can change: they are looked at weekly."""
_KEEPS = frozenset({LogsState.UNKNOWN, LogsState.ARCHIVED})
"""States that take nothing away from what was ranked; who hides their logs takes it all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogsWrite:
    """What is written of one character: the document when it differs, the facts of this look, the next."""

    claim: LogsClaim
    document: Mapping[str, Any] | None
    section: Mapping[str, Any]
    due_at: datetime
    word: ErrorWord | None

    @property
    def is_changed(self) -> bool:
        """Whether a card would differ."""
        return self.document is not None or self.section["outcome"] != self.claim.facts.outcome


def judge(claim: LogsClaim, answer: CharacterLogs, *, zone: int, now: datetime, jitter: float) -> LogsWrite:
    """Compare an answer with what is stored."""
    if answer.state is None:
        word = ErrorWord.UPSTREAM if answer.error is None else answer.error.word
        return _failure(claim, word, _detail(answer.error), now=now, jitter=jitter)
    word_of_state = _WORDS.get(answer.state)
    if answer.state in _KEEPS and _is_still_good(claim.facts, now):
        return _kept(claim, word_of_state, now=now, jitter=jitter)
    document = _document(claim, answer, zone)
    digest = _digest(document)
    is_new = digest != claim.facts.content_hash
    section = {
        "attempted_at": now,
        "succeeded_at": now,
        "changed_at": now if is_new else claim.facts.changed_at,
        "outcome": "ok" if word_of_state is None else word_of_state.value,
        "error": None if word_of_state is None else SENTENCES[word_of_state],
        "failures": 0,
        "content_hash": digest,
    }
    return _write(
        claim, section, word_of_state, now=now, jitter=jitter, document=document if is_new else None
    )


def _failure(claim: LogsClaim, word: ErrorWord, detail: str, *, now: datetime, jitter: float) -> LogsWrite:
    section = {
        **_unchanged(claim.facts, now),
        "outcome": word.value,
        "error": f"{SENTENCES[word]} {detail}".strip()[:LONGEST_ERROR],
        "failures": claim.facts.failures + 1,
    }
    return _write(claim, section, word, now=now, jitter=jitter)


def _kept(claim: LogsClaim, word: ErrorWord | None, *, now: datetime, jitter: float) -> LogsWrite:
    """Keep rankings whose character is not found now, and say so."""
    outcome = word or ErrorWord.NOT_FOUND
    section = {
        **_unchanged(claim.facts, now),
        "outcome": outcome.value,
        "error": SENTENCES[outcome],
        "failures": 0,
    }
    return _write(claim, section, word, now=now, jitter=jitter)


def _unchanged(facts: LogsFacts, now: datetime) -> dict[str, Any]:
    return {
        "attempted_at": now,
        "succeeded_at": facts.succeeded_at,
        "changed_at": facts.changed_at,
        "content_hash": facts.content_hash,
    }


def _write(
    claim: LogsClaim,
    section: Mapping[str, Any],
    word: ErrorWord | None,
    *,
    now: datetime,
    jitter: float,
    document: Mapping[str, Any] | None = None,
) -> LogsWrite:
    failures = int(section["failures"])
    due_at = next_look(word, failures=failures, interest=claim.interest, now=now, jitter=jitter)
    return LogsWrite(claim=claim, document=document, section=section, due_at=due_at, word=word)


def _is_still_good(facts: LogsFacts, now: datetime) -> bool:
    return facts.succeeded_at is not None and now - facts.succeeded_at < GOOD_FOR


def _document(claim: LogsClaim, answer: CharacterLogs, zone: int) -> dict[str, Any]:
    told = {} if answer.rankings is None else answer.rankings.as_document()
    state = None if answer.state is None else answer.state.value
    own = {"state": state, "metric": claim.subject.metric.value, "zone": zone}
    return {**told, **{key: value for key, value in own.items() if told.get(key) is None}}


def _digest(document: Mapping[str, Any]) -> str:
    return hashlib.blake2b(orjson.dumps(document, option=orjson.OPT_SORT_KEYS), digest_size=16).hexdigest()


def _detail(error: UpstreamError | None) -> str:
    return "" if error is None else error.detail
