"""Every outside call ends in time, in bounds, and at the origin that was asked."""

import gzip
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil
import pytest

from tests.support.outward import http_for, says
from tests.support.scripted_server import Asked, ScriptedServer, reply
from webapp.lib.http import (
    MIB,
    ConnectionFailed,
    CutShort,
    Http,
    HttpError,
    HttpLimits,
    OriginRefused,
    TooLarge,
)
from webapp.lib.http_errors import Dropped


@contextmanager
def answering(data: bytes) -> Iterator[tuple[Http, str]]:
    with ScriptedServer(_and_hangs_up(data)) as server, http_for(server.url) as http:
        yield http, server.url + "/a"


class TestAnswers:
    def test_a_gzip_answer_is_decoded_and_its_headers_ignore_case(self) -> None:
        packed = reply(
            body=gzip.compress(b'{"a":1}'), headers={"content-encoding": "gzip", "Last-Modified": "x"}
        )

        with ScriptedServer(says(packed)) as server, http_for(server.url) as http:
            answer = http.get(server.url + "/a")

        assert (answer.status, answer.body, answer.headers["last-modified"]) == (200, b'{"a":1}', "x")

    def test_one_connection_serves_many_calls_of_a_thread(self) -> None:
        with ScriptedServer(says(reply())) as server, http_for(server.url) as http:
            for _ in range(20):
                http.get(server.url + "/a")

            assert server.connections == 1

    def test_a_post_carries_its_body(self) -> None:
        with ScriptedServer(says(reply())) as server, http_for(server.url) as http:
            http.post(server.url + "/token", body="grant_type=x")

            assert server.asked[0].body == b"grant_type=x"

    def test_threads_do_not_share_a_connection(self) -> None:
        with ScriptedServer(says(reply())) as server, http_for(server.url) as http:
            threads = [threading.Thread(target=http.get, args=(server.url + "/a",)) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

            assert server.connections == 4


class TestBytes:
    def test_a_gzip_bomb_is_refused_under_100_mb(self) -> None:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        bomb = b"".join(packer.compress(b" " * MIB) for _ in range(300)) + packer.flush()
        packed = reply(body=bomb, headers={"Content-Encoding": "gzip"})
        process = psutil.Process()

        with (
            ScriptedServer(says(packed)) as server,
            http_for(server.url) as http,
            _peak(process) as peak,
            pytest.raises(TooLarge),
        ):
            http.get(server.url + "/a")

        assert peak[0] < 100 * MIB

    def test_more_bytes_on_the_wire_than_allowed_are_refused(self) -> None:
        limits = HttpLimits(wire_cap=1000)

        with (
            ScriptedServer(says(reply(body=b" " * 1001))) as server,
            http_for(server.url, limits=limits) as http,
            pytest.raises(TooLarge),
        ):
            http.get(server.url + "/a")

    def test_a_connection_with_unread_bytes_is_not_used_again(self) -> None:
        bodies = iter([b" " * 300_000, b'"fine"'])

        def script(c: socket.socket, _: Asked) -> None:
            return c.sendall(reply(body=next(bodies)))

        with ScriptedServer(script) as server, http_for(server.url, limits=HttpLimits(wire_cap=9)) as http:
            with pytest.raises(TooLarge):
                http.get(server.url + "/a")

            assert http.get(server.url + "/b").body == b'"fine"'
            assert server.connections == 2

    @pytest.mark.parametrize(
        "data",
        [
            reply(body=b'{"a":', length=900),
            b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":',
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            reply(body=gzip.compress(b"[]" * 500)[:-20], headers={"Content-Encoding": "gzip"}),
            reply(body=b"not gzip at all", headers={"Content-Encoding": "gzip"}),
            reply(body=b"[]", headers={"Content-Encoding": "br"}),
        ],
    )
    def test_a_broken_answer_is_cut_short(self, data: bytes) -> None:
        with answering(data) as (http, url), pytest.raises(CutShort):
            http.get(url)

    @pytest.mark.parametrize("data", [b"", b"hello\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200])
    def test_an_answer_that_is_not_http_is_an_error_of_ours(self, data: bytes) -> None:
        with answering(data) as (http, url), pytest.raises(HttpError):
            http.get(url)

    def test_a_refused_connection_is_an_error_of_ours(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"

        with http_for(url) as http, pytest.raises(ConnectionFailed) as refused:
            http.get(url + "/a")

        assert not isinstance(refused.value, Dropped)

    def test_a_connection_that_is_dropped_is_told_from_a_refused_one(self) -> None:
        with answering(b"") as (http, url), pytest.raises(Dropped):
            http.get(url)


class TestOrigins:
    def test_a_redirect_is_an_answer_and_the_token_stays_here(self) -> None:
        with ScriptedServer(says(reply())) as other:
            there = reply(302, headers={"Location": other.url + "/stolen"})
            with ScriptedServer(says(there)) as server, http_for(server.url, other.url) as http:
                answer = http.get(server.url + "/a", headers={"Authorization": "Bearer secret"})

            assert (answer.status, other.asked) == (302, [])

    @pytest.mark.parametrize(
        "url",
        [
            "http://127.0.0.1:9/a",
            "https://eu.api.blizzard.com.evil.example/a",
            "https://eu.api.blizzard.com@evil.example/a",
            "https://evil.example\\@eu.api.blizzard.com/a",
            "https://user@eu.api.blizzard.com/a",
            "http://eu.api.blizzard.com/a",
            "https://eu.api.blizzard.com:444/a",
            "file:///etc/passwd",
            "//eu.api.blizzard.com/a",
            "https://",
            "",
        ],
    )
    def test_any_other_origin_is_refused_before_anything_is_sent(self, url: str) -> None:
        with http_for("https://eu.api.blizzard.com") as http, pytest.raises(OriginRefused):
            http.get(url)

    def test_a_header_with_a_line_break_is_refused(self) -> None:
        with http_for("https://eu.api.blizzard.com") as http, pytest.raises(OriginRefused):
            http.get("https://eu.api.blizzard.com/a", headers={"If-Modified-Since": "x\r\nEvil: y"})

    def test_a_proxy_in_the_environment_is_ignored(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

        with ScriptedServer(says(reply())) as server, http_for(server.url) as http:
            assert http.get(server.url + "/a").status == 200


def _and_hangs_up(data: bytes) -> Callable[[socket.socket, Asked], object]:
    def script(connection: socket.socket, _asked: Asked) -> None:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)

    return script


@contextmanager
def _peak(process: psutil.Process) -> Iterator[list[int]]:
    """Measure by how much memory grew at most meanwhile, in bytes."""
    before, peak, done = process.memory_info().rss, [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.002):
            peak[0] = max(peak[0], process.memory_info().rss - before)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()
