"""A Redis that hangs is waited for once, not once for each thing that a request wants of it."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import TimeoutError as NoAnswer
from redis.retry import Retry

from webapp.jobs.patience import TooSlow

LEFT_ALONE_FOR = 2.0
"""Seconds in which nobody in this process asks a Redis that let somebody wait in vain."""
T = TypeVar("T")


class DidNotAnswer(NoConnection):
    """Redis is not asked, because it let somebody wait in vain just now."""


class WasTooSlow(DidNotAnswer):
    """Redis is not asked, because somebody waited for it for longer than a page may."""


class LeftAlone(Retry):
    """Tries once, and after an answer that did not come refuses at once for a while.

    Every command and every connection of a client goes through its ``Retry``. A refused connection costs
    nothing, so that it is tried again each time.
    """

    def __init__(self) -> None:
        super().__init__(NoBackoff(), 0)
        self._until = 0.0
        self._why: type[DidNotAnswer] = DidNotAnswer

    def __deepcopy__(self, _memo: dict[int, Any]) -> "LeftAlone":
        """Stay the same for all connections of a client, which copy what they are given."""
        return self

    def call_with_retry(
        self,
        do: Callable[[], T],
        fail: Callable[..., Any],
        is_retryable: Callable[[Exception], bool] | None = None,
        with_failure_count: bool = False,  # noqa: FBT001, FBT002 - redis-py's signature
    ) -> T:
        """Do it unless Redis is left alone; raises redis-py's errors."""
        if time.monotonic() < self._until:
            raise self._why("Redis did not answer just now and is left alone for a moment")
        try:
            return super().call_with_retry(do, fail, is_retryable, with_failure_count)
        except (NoAnswer, TimeoutError) as error:
            self._why = WasTooSlow if isinstance(error, TooSlow) else DidNotAnswer
            self._until = time.monotonic() + LEFT_ALONE_FOR
            raise
