"""What people who are signed in are answered again: parts of a guild's pages, from the very object kept.

An answer that went out is kept with the object of the cache that it was made of. It is sent again where that
is still the object that this process would take now, for somebody who is shown the same beside it.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Response, current_app, g, request

from webapp.caching import api as caching
from webapp.caching.memory import Memory
from webapp.caching.questions import Question
from webapp.lib import clock
from webapp.permissions.policy import Tool
from webapp.permissions.uses import Used, note_use
from webapp.permissions.viewer import Access
from webapp.web.etags import is_known
from webapp.web.fast_path import (
    OK,
    WAYS_COST,
    Address,
    Answer,
    Asking,
    can_be_answered_again,
    headers_of,
    put,
    size_of,
)
from webapp.web.gate import NeededTool, access_to
from webapp.web.headers import NOT_MODIFIED
from webapp.web.limits import counts_here, may_go_on
from webapp.web.session_cookie import read_session_id
from webapp.web.subjects import Loaded

KEPT_BYTES = 8 * 1024 * 1024
_ANSWERS = "muster_fast_pages"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for whom the gate lets in."""

    loaded: Loaded
    access: Access
    query: bytes
    now: datetime


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What an answer is made of: what is kept under a question, and what only some are shown beside it."""

    question: Question[Any]
    beside: Hashable = ()
    look: str | None = None
    """The word under which somebody's look is counted, where what is looked at may be kept warm."""


Made = Callable[[Asked], MadeOf | None]


@dataclass(frozen=True, slots=True)
class _Kept:
    """An answer that was sent, its version, and the object of the cache that it was made of."""

    of: object
    etag: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class _Page:
    """The way of a page: what it needs and is about, and what its answers are made of."""

    endpoint: str
    need: NeededTool
    arguments: Mapping[str, Any]
    made: Made
    answers: Memory[Hashable] = field(repr=False)

    def again(self, asking: Asking) -> Answer | None:
        """Return the answer that was made of just what it would be made of now; it counts as a page."""
        loaded = self.need.subject.load(self.arguments, read_session_id(asking.request), asking.now)
        access, viewer = access_to(loaded, asking.now), loaded.viewer
        asked = Asked(loaded, access, asking.request.query_string, asking.now)
        if viewer is None or not self._is_open(asked):
            return None
        answer = self._kept(asked, asking)
        if answer is None or not may_go_on(viewer.user_id, asking.now):
            return None
        note_use(Used.SESSION, viewer.session_id, asking.now)
        return answer

    def _is_open(self, asked: Asked) -> bool:
        """Say whether the page is there for who asks, at this very address, without another word."""
        is_there = asked.loaded.subject is not None and asked.loaded.right_path is None
        return is_there and {Tool.ROSTER, self.need.tool} <= asked.access.tools

    def _kept(self, asked: Asked, asking: Asking) -> Answer | None:
        made = self.made(asked)
        if made is None or (of := caching.kept_here(made.question)) is None:
            return None
        for status in (NOT_MODIFIED, OK):
            place = (asking.address, made.question.name, made.beside, status)
            found = self.answers.get(place, caching.tiers().monotonic())
            kept: _Kept | None = None if found is None else found.value
            if kept is not None and kept.of is of and is_known(kept.etag, asking.known) is (status != OK):
                caching.count_kept_here(made.question, made.look, is_known=status != OK)
                return kept.answer
        return None


def answers_again(made: Made) -> None:
    """Say what the present request's answer is made of, in a view that a guild's tool opens."""
    begun_with = _made_here(made)
    can_be_answered_again(lambda response, address: _keep(made, begun_with, response, address))


def asked_here() -> Asked:
    """Return what is asked for in the present request, which the gate let through."""
    return Asked(g.loaded, g.access, request.query_string, clock.now())


def _made_here(made_by: Made) -> tuple[MadeOf, object] | None:
    """Return what the present answer is made of, to somebody whom we know, and the object that is kept."""
    made = made_by(asked_here()) if counts_here() else None
    of = None if made is None else caching.kept_here(made.question)
    return None if made is None or of is None else (made, of)


def _keep(
    made_by: Made, begun_with: tuple[MadeOf, object] | None, response: Response, address: Address
) -> _Page | None:
    """Keep an answer with the object that it was made of: the one that was there all the while."""
    ended_with = _made_here(made_by)
    if begun_with is None or ended_with is None or begun_with[1] is not ended_with[1]:
        return None
    made, of = ended_with
    if (made.question.name, made.beside) != (begun_with[0].question.name, begun_with[0].beside):
        return None
    body = response.get_data() if response.status_code == OK else b""
    kept = _Kept(of, response.headers["ETag"], Answer(response.status, headers_of(response), body))
    answers: Memory[Hashable] = current_app.extensions.setdefault(_ANSWERS, Memory[Hashable](KEPT_BYTES))
    place = (address, made.question.name, made.beside, response.status_code)
    put(answers, place, kept, len(body) + size_of(address) + WAYS_COST)
    return _Page(request.endpoint or "", g.need, request.view_args or {}, made_by, answers)
