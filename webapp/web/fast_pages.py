"""What people who are signed in are answered again: parts of a guild's pages, from the very object kept.

An answer that went out is kept with the object of the cache that it was made of. It is sent again where that
is still the object that this process would take now, for somebody who is shown the same beside it.
"""

import operator
from collections.abc import Callable, Hashable, Mapping, Sequence
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
from webapp.web.wholes import AroundToken, Whole, around_token, next_token

LENGTH = "Content-Length"
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
class Taken:
    """What is kept under a question."""

    question: Question[Any]
    look: str | None = None
    """The word under which somebody's look is counted, where what is looked at may be kept warm."""


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What an answer is made of: what is kept, and what only some are shown beside it."""

    taken: Sequence[Taken]
    beside: Hashable = ()

    def place(self, address: Address, status: int) -> Hashable:
        """Return under what such an answer is kept."""
        return (address, *[one.question.name for one in self.taken], self.beside, status)


Made = Callable[[Asked], MadeOf | None]


@dataclass(frozen=True, slots=True)
class _Kept:
    """An answer that was sent, its version, and the objects of the cache that it was made of."""

    of: Sequence[object]
    etag: str
    answer: Answer
    around: AroundToken | None = None
    """What the answer has instead of a body, where each has a form's token of its own."""

    def is_for(self, asking: Asking, status: int) -> bool:
        """Say whether it is the answer to who has what they have."""
        return is_known(self.etag, asking.known) is (status != OK)

    @property
    def size(self) -> int:
        """The bytes of its body."""
        return len(self.answer.body) if self.around is None else self.around.size

    def to(self, asking: Asking) -> Answer | None:
        """Return the answer for who asks now; None where that needs a new session for forms."""
        if self.around is None:
            return self.answer
        token = next_token(asking.request)
        if token is None:
            return None
        body = self.around.body(token)
        length = (LENGTH, str(len(body)))
        return Answer(self.answer.status, [*self.answer.headers, length], body)


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
        if made is None or (of := _objects(made)) is None:
            return None
        for status in (NOT_MODIFIED, OK):
            found = self.answers.get(made.place(asking.address, status), caching.tiers().monotonic())
            kept: _Kept | None = None if found is None else found.value
            if kept is not None and _are_same(kept.of, of) and kept.is_for(asking, status):
                return self._counted(made, kept.to(asking), is_known=status != OK)
        return None

    @staticmethod
    def _counted(made: MadeOf, answer: Answer | None, *, is_known: bool) -> Answer | None:
        for one in made.taken if answer is not None else ():
            caching.count_kept_here(one.question, one.look, is_known=is_known)
        return answer


def answers_again(made: Made) -> None:
    """Say what the present request's answer is made of, in a view that a guild's tool opens."""
    begun_with = _made_here(made)
    can_be_answered_again(lambda response, address: _keep(made, begun_with, response, address))


def asked_here() -> Asked:
    """Return what is asked for in the present request, which the gate let through."""
    return Asked(g.loaded, g.access, request.query_string, clock.now())


def _objects(made: MadeOf) -> Sequence[object] | None:
    """Return the objects that this process has under the questions; None where one is not there."""
    found = [caching.kept_here(one.question) for one in made.taken]
    return None if None in found else found


def _are_same(some: Sequence[object], others: Sequence[object]) -> bool:
    return len(some) == len(others) and all(map(operator.is_, some, others))


def _made_here(made_by: Made) -> tuple[MadeOf, Sequence[object]] | None:
    """Return what the present answer is made of, to somebody whom we know, and the objects that are kept."""
    made = made_by(asked_here()) if counts_here() else None
    of = None if made is None else _objects(made)
    return None if made is None or of is None else (made, of)


def _keep(
    made_by: Made, begun_with: tuple[MadeOf, Sequence[object]] | None, response: Response, address: Address
) -> _Page | None:
    """Keep an answer with the objects that it was made of: those that were there all the while."""
    ended_with = _made_here(made_by)
    if begun_with is None or ended_with is None or not _are_same(begun_with[1], ended_with[1]):
        return None
    made, of = ended_with
    place = made.place(address, response.status_code)
    kept = _kept_of(response, of) if place == begun_with[0].place(address, response.status_code) else None
    if kept is None:
        return None
    answers: Memory[Hashable] = current_app.extensions.setdefault(_ANSWERS, Memory[Hashable](KEPT_BYTES))
    until = response.until if isinstance(response, Whole) else None
    put(answers, place, kept, kept.size + size_of(address) + WAYS_COST, until=until)
    return _Page(request.endpoint or "", g.need, request.view_args or {}, made_by, answers)


def _kept_of(response: Response, of: Sequence[object]) -> _Kept | None:
    """Return what is kept of an answer; None of one that is of this moment, without version or parts."""
    headers = headers_of(response)
    if (etag := response.headers.get("ETag")) is not None:
        body = response.get_data() if response.status_code == OK else b""
        return _Kept(of, etag, Answer(response.status, headers, body))
    around = around_token(response) if isinstance(response, Whole) else None
    if around is None:
        return None
    rest = [(name, value) for name, value in headers if name != LENGTH]
    return _Kept(of, "", Answer(response.status, rest), around)
