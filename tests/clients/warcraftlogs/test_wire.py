"""What may happen on the way: points, tokens, refusals, silence. Nothing is ever taken for an answer."""

import contextlib
import socket
import time
from collections.abc import Callable

import orjson
import pytest
from redis import Redis

from tests.support.logs_server import RATE, LogsServer, client_of, data, everybody
from tests.support.scripted_server import Asked, ScriptedServer, reply
from webapp.clients.upstream.errors import (
    BadPayload,
    RateLimited,
    Resting,
    Unauthorised,
    Unavailable,
    UpstreamError,
)
from webapp.clients.warcraftlogs import LogsState, LogsSubject, QueryRecord
from webapp.lib.errors import ErrorWord

JAINA = LogsSubject(region="eu", realm="argent-dawn", name="Jaina")


def errors(*messages: str) -> bytes:
    return reply(body=orjson.dumps({"errors": [{"message": message} for message in messages]}))


def asked_of(answer: Callable[[Asked], bytes]) -> tuple[UpstreamError, LogsServer]:
    """Ask a server that answers so; return the error and the server."""
    with LogsServer(answer) as server, pytest.raises(UpstreamError) as caught:
        client_of(server, deadline=1.0).character_rankings([JAINA], 53)
    return caught.value, server


class TestWholeAnswers:
    @pytest.mark.parametrize(
        ("answer", "word", "questions"),
        [
            (errors("Internal server error"), ErrorWord.UPSTREAM, 2),
            (errors("Too many requests"), ErrorWord.RATE_LIMITED, 1),
            (errors('Cannot query field "x"'), ErrorWord.SCHEMA, 1),
            (errors("Unauthenticated."), ErrorWord.AUTH, 1),
            (reply(body=b'{"errors":[]}'), ErrorWord.SCHEMA, 1),
            (reply(body=b'{"errors":"x","data":null}'), ErrorWord.SCHEMA, 1),
            (reply(body=b'{"data":[]}'), ErrorWord.SCHEMA, 1),
            (reply(body=b"[]"), ErrorWord.UPSTREAM, 2),
            (reply(body=b'{"data":{"charac', length=900), ErrorWord.TIMEOUT, 2),
            (reply(body=b"[" * 100_000), ErrorWord.UPSTREAM, 2),
            (reply(body=b"<html>", content_type="text/html"), ErrorWord.UPSTREAM, 2),
            (reply(500), ErrorWord.UPSTREAM, 2),
            (reply(503, b"", content_type="text/html"), ErrorWord.UPSTREAM, 2),
            (reply(404), ErrorWord.UPSTREAM, 2),
            (reply(403), ErrorWord.AUTH, 1),
            (reply(302, headers={"Location": "http://127.0.0.1:1/"}), ErrorWord.UPSTREAM, 2),
            (reply(400), ErrorWord.BUG, 1),
        ],
    )
    def test_what_is_no_answer_is_an_error_with_a_word(
        self, answer: bytes, word: ErrorWord, questions: int
    ) -> None:
        error, server = asked_of(lambda _: answer)

        assert error.word is word
        assert len(server.questions) == questions

    def test_a_silent_server_is_given_up(self) -> None:
        began = time.monotonic()

        error, _ = asked_of(lambda _: time.sleep(1.5) or b"")  # type: ignore[func-returns-value]

        assert error.word is ErrorWord.TIMEOUT
        assert time.monotonic() - began < 8

    def test_a_server_that_drips_is_given_up(self) -> None:
        def drip(connection: socket.socket, _asked: Asked) -> None:
            server.drip(connection, reply(body=b'{"access_token":"x","expires_in":99}'))

        with ScriptedServer(drip) as server, pytest.raises(Unavailable) as caught:
            client_of(server, deadline=0.5).character_rankings([JAINA], 53)

        assert caught.value.word is ErrorWord.TIMEOUT

    def test_trouble_that_passes_is_not_noticed(self) -> None:
        with LogsServer() as server:
            server.answer = lambda asked: reply(502) if len(server.questions) == 1 else everybody(asked)

            (found,) = client_of(server).character_rankings([JAINA], 53)

        assert found.state is LogsState.RANKED


class TestTokens:
    def test_a_rejected_token_is_renewed_once(self) -> None:
        with LogsServer() as server:
            server.answer = lambda asked: (
                everybody(asked) if asked.headers["authorization"].endswith("token2") else reply(401)
            )

            (found,) = client_of(server).character_rankings([JAINA], 53)

            assert (found.state, len(server.token_calls)) == (LogsState.RANKED, 2)

    def test_a_key_that_is_refused_is_left_alone(self) -> None:
        with LogsServer(lambda _: reply(401)) as server:
            client = client_of(server)
            for _ in range(3):
                with pytest.raises(Unauthorised):
                    client.character_rankings([JAINA], 53)

            assert (len(server.questions), len(server.token_calls)) == (2, 2)

    def test_a_token_endpoint_that_refuses_ends_the_asking(self) -> None:
        with LogsServer() as server:
            server.token_answer = reply(400, b'{"error":"invalid_client"}')
            with pytest.raises(Unauthorised):
                client_of(server).character_rankings([JAINA], 53)

            assert server.questions == []

    def test_errors_do_not_tell_secrets(self) -> None:
        error, _ = asked_of(lambda asked: errors(f"Invalid {asked.headers['authorization']}"))

        assert "token1" not in str(error)


class TestPauses:
    @pytest.mark.parametrize(
        "retry_after", ["30", "1e9", "-5", "soon", None, "Wed, 21 Oct 2099 07:28:00 GMT"]
    )
    def test_after_429_nobody_asks_for_a_while(self, retry_after: str | None, redis_url: str) -> None:
        headers = {} if retry_after is None else {"Retry-After": retry_after}
        with Redis.from_url(redis_url) as redis, LogsServer(lambda _: reply(429, headers=headers)) as server:
            for _ in range(2):
                with pytest.raises(RateLimited) as caught:
                    client_of(server, redis=redis).character_rankings([JAINA], 53)

            assert len(server.questions) == 1
            assert 1 <= (caught.value.retry_after or 0) <= 3600

    def test_it_stops_with_a_tenth_of_the_points_left(self, redis_url: str) -> None:
        def spent(asked: Asked) -> bytes:
            return everybody(asked, limitPerHour=100, pointsSpentThisHour=86 + 2 * len(server.questions))

        with Redis.from_url(redis_url) as redis, LogsServer(spent) as server:
            client_of(server, redis=redis).character_rankings([JAINA], 53)
            other = client_of(server, redis=redis)
            other.character_rankings([JAINA], 53)
            with pytest.raises(RateLimited) as caught:
                other.character_rankings([JAINA], 53)

            assert len(server.questions) == 2
            assert 1700 < (caught.value.retry_after or 0) <= 1800

    def test_no_points_at_all_are_no_answer_lost(self) -> None:
        with LogsServer(lambda asked: everybody(asked, limitPerHour=0)) as server:
            client = client_of(server)
            (found,) = client.character_rankings([JAINA], 53)
            with pytest.raises(RateLimited):
                client.character_rankings([JAINA], 53)

        assert found.state is LogsState.RANKED

    def test_after_trouble_that_took_all_that_is_left_it_rests_without_asking(self, redis_url: str) -> None:
        with Redis.from_url(redis_url) as redis, LogsServer() as server:
            server.answer = lambda asked: (
                everybody(asked, limitPerHour=15) if len(server.questions) == 1 else reply(500)
            )
            client = client_of(server, redis=redis)
            client.character_rankings([JAINA], 53)
            with pytest.raises(Resting) as caught:
                client.character_rankings([JAINA], 53)

            assert len(server.questions) == 2
            assert (caught.value.word, 290 < (caught.value.retry_after or 0) <= 300) == (
                ErrorWord.UPSTREAM,
                True,
            )


class TestRecords:
    def test_each_attempt_is_told(self) -> None:
        heard: list[QueryRecord] = []
        with LogsServer() as server:
            server.answer = lambda asked: reply(500) if len(server.questions) == 1 else everybody(asked)

            client_of(server, on_query=heard.append).character_rankings([JAINA], 53)

        assert [(one.question, one.status, one.word) for one in heard] == [
            ("characters", 500, ErrorWord.UPSTREAM),
            ("characters", 200, None),
        ]

    @pytest.mark.parametrize(("status", "word"), [(503, ErrorWord.UPSTREAM), (401, ErrorWord.AUTH)])
    def test_that_there_is_no_token_is_told_too(self, status: int, word: ErrorWord) -> None:
        heard: list[QueryRecord] = []
        with LogsServer() as server:
            server.token_answer = reply(status)
            with pytest.raises(UpstreamError):
                client_of(server, on_query=heard.append).character_rankings([JAINA], 53)

        assert {(one.question, one.word, one.is_unreached) for one in heard} == {("token", word, True)}


class TestRate:
    @pytest.mark.parametrize("rate", [{}, {"limitPerHour": "x"}, {"limitPerHour": -1}])
    def test_odd_figures_change_nothing(self, rate: dict[str, object]) -> None:
        body = orjson.dumps({"data": data(rate, c0=None)})

        with LogsServer(lambda _: reply(body=body)) as server:
            client = client_of(server)
            client.character_rankings([JAINA], 53)

        assert client.points().limit is None

    @pytest.mark.parametrize(
        "figure", ["-1", "-1.7e308", "1.7e308", "1e400", "NaN", "1" * 400, "true", "null"]
    )
    @pytest.mark.parametrize("name", RATE)
    def test_an_absurd_figure_changes_nothing(self, name: str, figure: str) -> None:
        whole = orjson.dumps({"data": data(RATE | {name: "absurd"}, c0=None)})
        body = whole.replace(b'"absurd"', figure.encode())

        with LogsServer(lambda _: reply(body=body)) as server:
            client = client_of(server)
            with contextlib.suppress(UpstreamError):  # what is no JSON is no answer
                client.character_rankings([JAINA], 53)

        assert client.points().limit is None


def test_a_missing_field_is_named() -> None:
    error, _ = asked_of(lambda _: reply(body=b"{}"))

    assert isinstance(error, BadPayload)
    assert error.field == "$.data"
