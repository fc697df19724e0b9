"""One token for all threads and processes, renewed before it ends."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.fernet import Fernet
from redis import Redis

from tests.support.redis_server import RedisServer
from tests.support.scripted_server import reply
from tests.support.upstream import SECRET, Upstream
from webapp.clients.battlenet import Unauthorised, Unavailable
from webapp.clients.upstream.token_store import Token, TokenStore
from webapp.clients.upstream.tokens import ClientCredentials, TokenSource
from webapp.lib.http import Http


class Clock:
    """Wall time that a test moves."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def source_of(
    upstream: Upstream, *, clock: Clock | None = None, store: TokenStore | None = None
) -> TokenSource:
    credentials = ClientCredentials("test-client", SECRET, f"{upstream.url}/token")
    http = Http([upstream.url], user_agent="test")
    store = store or TokenStore(None, None, name="test")
    return TokenSource(credentials, http, store, wall=clock or time.time)


class TestSingleFlight:
    def test_eight_threads_make_one_call(self) -> None:
        with Upstream(token_delay=0.2) as upstream, ThreadPoolExecutor(8) as pool:
            source = source_of(upstream)

            tokens = {future.result() for future in [pool.submit(source.current) for _ in range(8)]}

            assert tokens == {"EUtoken1"}
            assert len(upstream.token_calls) == 1

    def test_two_processes_of_eight_threads_make_one_call(self, redis_url: str) -> None:
        with Redis.from_url(redis_url) as redis, Upstream(token_delay=0.3) as upstream:
            redis.delete("token:test")
            command = [sys.executable, "-m", "tests.support.token_worker", upstream.url, redis_url]
            key = Fernet.generate_key().decode()
            processes = [
                subprocess.Popen([*command, key], stdout=subprocess.PIPE, text=True) for _ in range(2)
            ]

            tokens = {process.communicate(timeout=20)[0] for process in processes}

            assert tokens == {"EUtoken1"}
            assert len(upstream.token_calls) == 1

    def test_the_shared_token_is_unreadable_without_the_key(self, redis_url: str) -> None:
        with Redis.from_url(redis_url) as redis, Upstream() as upstream:
            token = source_of(
                upstream, store=TokenStore(redis, Fernet(Fernet.generate_key()), name="sealed")
            ).current()

            sealed = redis.get("token:sealed")
            other = TokenStore(redis, Fernet(Fernet.generate_key()), name="sealed")

            assert isinstance(sealed, bytes)
            assert token.encode() not in sealed
            assert other.load() is None

    def test_without_redis_there_is_still_a_token(self) -> None:
        store = TokenStore(RedisServer().client(), Fernet(Fernet.generate_key()), name="test")

        with Upstream() as upstream:
            assert source_of(upstream, store=store).current() == "EUtoken1"


class TestRenewal:
    def test_a_token_is_renewed_at_80_percent_of_its_life(self) -> None:
        clock = Clock()
        with Upstream(token_life=1000) as upstream:
            source = source_of(upstream, clock=clock)
            tokens = []
            for moment in (0, 799, 801, 1590):
                clock.now = 1_800_000_000.0 + moment
                tokens.append(source.current())

        assert tokens == ["EUtoken1", "EUtoken1", "EUtoken2", "EUtoken2"]

    def test_a_token_goes_on_while_its_endpoint_is_down(self) -> None:
        clock = Clock()
        with Upstream(token_life=1000) as upstream:
            source = source_of(upstream, clock=clock)
            source.current()
            upstream.token_answer = reply(500, b"<html>")

            clock.now += 900
            assert source.current() == "EUtoken1"
            clock.now += 45
            with pytest.raises(Unavailable):
                source.current()

    def test_an_endpoint_that_is_down_is_not_asked_all_the_time(self) -> None:
        with Upstream() as upstream:
            upstream.token_answer = reply(500)
            source = source_of(upstream, clock=Clock())

            for _ in range(50):
                with pytest.raises(Unavailable):
                    source.current()

            assert len(upstream.token_calls) == 1

    def test_a_token_of_three_seconds_costs_a_call_in_two_and_a_half(self) -> None:
        clock = Clock()
        with Upstream(token_life=3) as upstream:
            source = source_of(upstream, clock=clock)
            for _ in range(240):
                clock.now += 0.1
                source.current()

            assert len(upstream.token_calls) <= 24 / 2.4 + 1

    def test_a_token_that_was_rejected_is_not_given_out_again(self) -> None:
        with Upstream() as upstream:
            source = source_of(upstream)
            first = source.current()

            source.reject(first)
            source.reject(first)

            assert (first, source.current(), source.current()) == ("EUtoken1", "EUtoken2", "EUtoken2")

    def test_a_rejected_token_is_not_taken_back_from_redis(self, redis_url: str) -> None:
        cipher = Fernet(Fernet.generate_key())
        with Redis.from_url(redis_url) as redis, Upstream() as upstream:
            mine, other = (
                source_of(upstream, store=TokenStore(redis, cipher, name="taken")) for _ in range(2)
            )
            first = mine.current()
            assert other.current() == first

            mine.reject(first)
            other.reject(first)

            assert {mine.current(), other.current()} == {"EUtoken2"}


class TestTokenEndpoint:
    @pytest.mark.parametrize("status", [400, 401, 403])
    def test_a_refused_client_is_unauthorised_and_nothing_secret_is_said(self, status: int) -> None:
        with Upstream() as upstream:
            upstream.token_answer = reply(
                status, b'{"error":"invalid_client","error_description":"EUtoken-xyz"}'
            )

            with pytest.raises(Unauthorised) as error:
                source_of(upstream).current()

        assert SECRET not in repr(error.value)
        assert "EUtoken" not in str(error.value)

    @pytest.mark.parametrize(
        "answer",
        [
            reply(302, headers={"Location": "http://127.0.0.1:9/x"}),
            reply(404),
            reply(429),
            reply(503, b"<html>"),
            reply(200, b"<html>maintenance"),
            reply(200, b"[]"),
            reply(200, b"{}"),
            reply(200, b'{"error":"x","error_description":"EUtoken-xyz"}'),
            reply(200, b'{"access_token":7}'),
            reply(200, b'{"access_token":"x\\r\\nEvil: y"}'),
            reply(200, b'{"access_token":"x","expires_in":1e999}'),
            reply(200, b'{"access_token":"x","expires_in":"soon"}'),
            reply(200, b"[" * 100_000),
            reply(200, b"{", length=90),
        ],
        ids=range(14),
    )
    def test_an_answer_without_a_token_is_trouble_not_a_refusal(self, answer: bytes) -> None:
        with Upstream() as upstream:
            upstream.token_answer = answer
            http = Http([upstream.url], user_agent="test")
            credentials = ClientCredentials("id", SECRET, f"{upstream.url}/token")
            source = TokenSource(credentials, http, TokenStore(None, None, name="x"))

            with pytest.raises(Exception) as error:  # noqa: PT011 - its kind is what is asserted
                source.current()

        assert error.value.__class__.__name__ in {"Unavailable", "RateLimited"}
        assert "EUtoken" not in str(error.value)

    @pytest.mark.parametrize("life", ["null", "-5", "0", "99999999999"])
    def test_a_life_that_makes_no_sense_is_short(self, life: str) -> None:
        clock = Clock()
        with Upstream() as upstream:
            upstream.token_answer = reply(body=f'{{"access_token":"x","expires_in":{life}}}'.encode())
            source = source_of(upstream, clock=clock)
            source.current()

            clock.now += 250
            source.current()

            assert len(upstream.token_calls) == 2

    def test_the_secret_goes_by_basic_authorisation_only(self) -> None:
        with Upstream() as upstream:
            source_of(upstream).current()

            call = upstream.token_calls[0]

        assert call.headers["authorization"].startswith("Basic ")
        assert SECRET.encode() not in call.body
        assert SECRET not in repr(ClientCredentials("id", SECRET, "x"))

    def test_a_token_does_not_show_itself(self) -> None:
        assert "EUtoken" not in repr(Token(value="EUtoken1", obtained_at=0, expires_at=1))
