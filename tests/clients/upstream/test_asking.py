"""Asking again: how often, how long, and with which token."""

import time
from dataclasses import dataclass, field

import pytest

from webapp.clients.upstream.asking import Asking, Retries
from webapp.clients.upstream.errors import NotFound, Unauthorised, Unavailable, UpstreamError


@dataclass(slots=True)
class Tokens:
    """Gives numbered tokens, and a new number after each one that was rejected."""

    rejected: list[str] = field(default_factory=list)

    def reject(self, token: str) -> None:
        self.rejected.append(token)

    def current(self, _until: float) -> str:
        return f"token-{len(self.rejected)}"


@dataclass(slots=True)
class Service:
    """Fails as told, one attempt after another, then answers with the token it got."""

    failures: list[UpstreamError]
    tokens: Tokens = field(default_factory=Tokens)
    attempts: list[int] = field(default_factory=list)
    reactions: list[bool] = field(default_factory=list)

    def attempt(self, token: str, number: int, _until: float) -> str:
        self.attempts.append(number)
        if len(self.attempts) <= len(self.failures):
            raise self.failures[len(self.attempts) - 1]
        return token

    def react(self, _error: UpstreamError, has_no_hope: bool) -> None:  # noqa: FBT001 - a hook's signature
        self.reactions.append(has_no_hope)

    def ask(self, *, total_seconds: float = 20.0, attempts: int = 3) -> str:
        retries = Retries(self.tokens.reject, total_seconds=total_seconds, attempts=attempts)
        return retries.ask(Asking(token=self.tokens.current, attempt=self.attempt, react=self.react))


class TestRetries:
    def test_what_passes_is_asked_again(self) -> None:
        service = Service([Unavailable(), Unavailable()])

        assert service.ask() == "token-0"
        assert (service.attempts, service.reactions) == ([1, 2, 3], [False, False])

    @pytest.mark.parametrize("attempts", [1, 2, 3])
    def test_attempts_are_counted(self, attempts: int) -> None:
        service = Service([Unavailable()] * 9)

        with pytest.raises(Unavailable):
            service.ask(attempts=attempts)

        assert len(service.attempts) == attempts
        assert service.reactions[-1] is True

    def test_what_stays_is_not_asked_again(self) -> None:
        service = Service([NotFound(status=404)])

        with pytest.raises(NotFound):
            service.ask()

        assert service.attempts == [1]

    def test_a_refused_token_is_renewed_once(self) -> None:
        service = Service([Unauthorised(status=401)])

        assert service.ask() == "token-1"
        assert service.tokens.rejected == ["token-0"]

    def test_a_fresh_token_that_is_refused_ends_it(self) -> None:
        service = Service([Unauthorised(status=401)] * 9)

        with pytest.raises(Unauthorised):
            service.ask()

        assert (len(service.attempts), service.reactions) == (2, [False, True])

    def test_a_wait_past_the_deadline_is_not_begun(self) -> None:
        service = Service([Unavailable(retry_after=5.0)])
        started = time.monotonic()

        with pytest.raises(Unavailable):
            service.ask(total_seconds=1.0)

        assert time.monotonic() - started < 3
