"""Refused tokens, refused clients and too many calls: what stops whom, and for how long."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from redis import Redis

from tests.support.scripted_server import Asked, reply
from tests.support.upstream import SECRET, UNPACED, Upstream, client_of
from webapp.clients.battlenet import (
    BattleNet,
    BattleNetError,
    CallRecord,
    Forbidden,
    RateLimited,
    Region,
    Unauthorised,
)
from webapp.lib.errors import ErrorWord
from webapp.lib.governor import Limits

STATUS = b'{"id":7,"is_valid":true}'
REFUSED = b'{"code":403,"type":"Forbidden","detail":"Account Inactive"}'
HIDDEN = b'{"code":403,"type":"BLZWEBAPI00000403","detail":"Forbidden"}'


def status_of(client: BattleNet) -> object:
    return client.character_status(Region.EU, "draenor", "Thrall").value


class TestUnauthorised:
    def test_an_expired_token_is_renewed_once_and_the_call_succeeds(self) -> None:
        def answer(asked: Asked) -> bytes:
            return reply(401) if asked.headers["authorization"].endswith("1") else reply(body=STATUS)

        with Upstream(answer) as upstream:
            assert status_of(client_of(upstream)) is not None

            assert (len(upstream.token_calls), len(upstream.data_calls)) == (2, 2)

    def test_eight_threads_renew_it_once(self) -> None:
        def answer(asked: Asked) -> bytes:
            return reply(401) if asked.headers["authorization"].endswith("n1") else reply(body=STATUS)

        with Upstream(answer) as upstream, ThreadPoolExecutor(8) as pool:
            client = client_of(upstream)
            list(pool.map(lambda _: status_of(client), range(32)))

            assert len(upstream.token_calls) == 2

    def test_a_second_401_stops_everything_and_never_loops(self) -> None:
        limits = replace(UNPACED, probe_every=900)
        with Upstream(lambda _: reply(401)) as upstream:
            client = client_of(upstream, limits=limits)
            for _ in range(50):
                with pytest.raises(Unauthorised):
                    status_of(client)

            assert (len(upstream.token_calls), len(upstream.data_calls)) == (2, 2)
            assert client.governor.state().refused_reason == "401 to a fresh token"

    @pytest.mark.parametrize(("status", "word"), [(503, ErrorWord.UPSTREAM), (401, ErrorWord.AUTH)])
    def test_that_there_is_no_token_is_told(self, status: int, word: ErrorWord) -> None:
        heard: list[CallRecord] = []
        with Upstream(lambda _: reply(body=STATUS)) as upstream:
            upstream.token_answer = reply(status)
            with pytest.raises(BattleNetError):
                status_of(client_of(upstream, on_call=heard.append))

        assert {(one.endpoint, one.word, one.is_unreached) for one in heard} == {("token", word, True)}

    def test_trouble_before_a_401_does_not_count_the_token_as_fresh(self) -> None:
        answers = iter([reply(500), reply(500), reply(401), reply(body=STATUS)])
        with Upstream(lambda _: next(answers)) as upstream:
            assert status_of(client_of(upstream)) is not None

    def test_a_refused_client_at_the_token_endpoint_stops_everything(self) -> None:
        with Upstream() as upstream:
            upstream.token_answer = reply(401, b'{"error":"invalid_client"}')
            client = client_of(upstream, limits=replace(UNPACED, probe_every=900))
            for _ in range(20):
                with pytest.raises(Unauthorised) as error:
                    status_of(client)

            assert (len(upstream.token_calls), len(upstream.data_calls)) == (1, 0)
            assert SECRET not in repr(error.value)

    def test_tokens_of_three_seconds_are_no_trouble(self) -> None:
        with Upstream(lambda _: reply(body=STATUS), token_life=3) as upstream:
            client = client_of(upstream, limits=replace(UNPACED, per_second=40, lapse_after=0.03))
            until = time.monotonic() + 4
            while time.monotonic() < until:
                status_of(client)

            assert len(upstream.token_calls) <= 3


class TestForbidden:
    def test_an_inactive_account_stops_everything(self) -> None:
        with Upstream(lambda _: reply(403, REFUSED)) as upstream:
            client = client_of(upstream, limits=replace(UNPACED, probe_every=900))
            for _ in range(5):
                with pytest.raises(Unauthorised):
                    status_of(client)

            assert len(upstream.data_calls) == 1

    def test_five_resources_refused_in_a_row_stop_everything(self) -> None:
        with Upstream(lambda _: reply(403, HIDDEN)) as upstream:
            client = client_of(upstream, limits=replace(UNPACED, probe_every=900))
            errors = [_error_of(client, f"Name{letter}") for letter in "abcdefg"]

        assert errors == [Forbidden] * 5 + [Unauthorised] * 2

    def test_one_hidden_character_asked_often_stops_nothing(self) -> None:
        with Upstream(lambda _: reply(403, HIDDEN)) as upstream:
            client = client_of(upstream)

            assert {_error_of(client, "Thrall") for _ in range(8)} == {Forbidden}

    def test_a_success_between_forgets_them(self) -> None:
        def answer(asked: Asked) -> bytes:
            return reply(body=STATUS) if "good" in asked.target else reply(403, HIDDEN)

        with Upstream(answer) as upstream:
            client = client_of(upstream)
            names = ["a", "b", "c", "d", "good", "e", "f", "g", "h"]
            errors = [_error_of(client, name) for name in names]

        assert errors.count(Forbidden) == 8


class TestRateLimited:
    @pytest.mark.parametrize(
        ("header", "least", "most"),
        [
            ("7", 6.5, 8),
            ("0", 0.9, 1.2),
            ("1.5", 1.4, 1.8),
            ("-5", 0.9, 1.2),
            ("1000000000", 890, 900),
            ("soon", 0.9, 1.2),
            ("", 0.9, 1.2),
            ("inf", 0.9, 1.2),
            ("٧", 0.9, 1.2),
            ("Sat, 07 Mar 2020 09:41:14 GMT", 0.9, 1.2),
            ("Sat, 7 Mar 2099 09:41:14 GMT", 890, 900),
            (None, 0.9, 1.2),
        ],
    )
    def test_a_429_pauses_every_process(
        self, redis_url: str, header: str | None, least: float, most: float
    ) -> None:
        headers = {} if header is None else {"Retry-After": header.encode().decode("latin-1")}
        with (
            Redis.from_url(redis_url) as redis,
            Upstream(lambda _: reply(429, b"", headers=headers)) as upstream,
        ):
            _forget(redis)
            limited, other = (client_of(upstream, redis=redis, limits=Limits()) for _ in range(2))
            with pytest.raises(RateLimited):
                status_of(limited)

            error = _raised_at_once(other)

            assert len(upstream.data_calls) == 1
            assert error.retry_after is not None
            assert least < error.retry_after < most
            _forget(redis)


def _error_of(client: BattleNet, name: str) -> type[BattleNetError] | None:
    try:
        client.character_status(Region.EU, "draenor", name)
    except BattleNetError as error:
        return type(error)
    return None


def _raised_at_once(client: BattleNet) -> BattleNetError:
    """Ask with no patience, so that a short pause is an error too."""
    client._wire._retries._total_seconds = 0.05
    with pytest.raises(RateLimited) as error:
        status_of(client)
    return error.value


def _forget(redis: Redis) -> None:
    for key in redis.scan_iter("governor:*"):
        redis.delete(key)
