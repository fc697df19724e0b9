"""What becomes of a delivery after an attempt: sent, tried again, given up, or its channel is off. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""How long is waited after each attempt that failed; after the last one it is given up."""
LONGEST_WAIT = timedelta(hours=1)
UNSAID = 60.0
"""Seconds to wait where a server asks for it without saying how long."""
OK, REDIRECT, LIMITED, SERVER_TROUBLE = 200, 300, 429, 500
DEAD = frozenset({401, 403, 404})
"""Of a webhook that was deleted, or whose key is wrong: no attempt will ever go well."""
LOST = "The worker was lost while it sent this: whether it arrived is unknown, and it is not sent again."


class State(StrEnum):
    """How a delivery stands; stored."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """How an attempt went: the status, or whether it may have arrived although nothing was answered.

    ``said`` is what to say of it where that is not of Discord. With ``is_silent`` the server itself is away,
    or answers nothing.
    """

    status: int | None = None
    said: str | None = None
    retry_after: float | None = None
    may_have_arrived: bool = False
    is_silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is written down; with ``is_dead`` the channel is switched off, ``wait`` is for all it has.

    With ``is_silent`` nobody else has to wait for the same server in this turn.
    """

    state: State
    due_at: datetime | None = None
    trouble: str | None = None
    is_dead: bool = False
    wait: bool = False
    is_silent: bool = False


def judge(attempt: Attempt, attempts: int, now: datetime) -> Verdict:
    """Return what becomes of a delivery after so many attempts; what may have arrived is not sent again."""
    return replace(_judged(attempt, attempts, now), is_silent=attempt.is_silent)


def _judged(attempt: Attempt, attempts: int, now: datetime) -> Verdict:
    status = attempt.status
    if status is None and attempt.may_have_arrived:
        return Verdict(state=State.UNKNOWN, trouble="No answer in time: whether it arrived is unknown.")
    if status is not None and OK <= status < REDIRECT:
        return Verdict(state=State.SENT, trouble=attempt.said)
    if status in DEAD:
        trouble = f"Discord does not know this webhook any more ({status})."
        return Verdict(state=State.FAILED, trouble=trouble, is_dead=True)
    if status == LIMITED:
        seconds = UNSAID if attempt.retry_after is None else attempt.retry_after
        wait = timedelta(seconds=min(max(1.0, seconds), LONGEST_WAIT.total_seconds()))
        trouble = "Discord asked to wait (429)."
        return Verdict(state=State.WAITING, due_at=now + wait, trouble=trouble, wait=True)
    trouble = "Discord could not be reached." if status is None else f"Discord answered {status}."
    trouble = attempt.said or trouble
    is_passing = status is None or status >= SERVER_TROUBLE
    if is_passing and attempts <= len(PAUSES):
        return Verdict(state=State.WAITING, due_at=now + PAUSES[attempts - 1], trouble=trouble)
    return Verdict(state=State.FAILED, trouble=trouble)
