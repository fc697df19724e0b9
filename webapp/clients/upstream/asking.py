"""Ask until there is an answer: attempts, one deadline, back-off, a token renewed once."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from webapp.clients.upstream.errors import Unavailable, UpstreamError
from webapp.clients.upstream.retries import ATTEMPTS, RetryBudget, delay_before

R = TypeVar("R")
UNAUTHORISED = 401


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking(Generic[R]):
    """What a service's wire adds to one question; times are of ``time.monotonic``.

    ``token`` is told the deadline; ``attempt`` a token, the attempt's number and the deadline; ``react`` an
    error and whether nobody asks again.
    """

    token: Callable[[float], str]
    attempt: Callable[[str, int, float], R]
    react: Callable[[UpstreamError, bool], None]


class Retries:
    """Decides about asking again for one wire; threads share it. ``reject`` is told of refused tokens."""

    def __init__(
        self, reject: Callable[[str], None], *, total_seconds: float, attempts: int = ATTEMPTS
    ) -> None:
        self._reject = reject
        self._total_seconds = total_seconds
        self._attempts = attempts
        self._budget = RetryBudget()

    def ask(self, asking: Asking[R]) -> R:
        """Ask until there is an answer, attempts or time are used up, or asking again is no use."""
        until = time.monotonic() + self._total_seconds
        self._budget.deposit()
        rejected = ""
        for number in itertools.count(1):  # ended by _delay_before_next
            token = asking.token(until)
            try:
                return asking.attempt(token, number, until)
            except UpstreamError as error:
                delay = self._delay_before_next(error, number, until, had_new_token=bool(rejected))
                asking.react(error, delay is None)
                if delay is None:
                    raise
                if error.status == UNAUTHORISED:
                    rejected = token
                    self._reject(token)
            time.sleep(delay)
        raise AssertionError("unreachable: the loop returns or raises")

    def _delay_before_next(
        self, error: UpstreamError, number: int, until: float, *, had_new_token: bool
    ) -> float | None:
        """Return the seconds to wait before asking again; None when that is no use now."""
        if error.status == UNAUTHORISED:
            return None if had_new_token else 0.0
        if not isinstance(error, Unavailable) or number >= self._attempts:
            return None
        delay = delay_before(number + 1, error.retry_after)
        return delay if time.monotonic() + delay < until and self._budget.withdraw() else None
