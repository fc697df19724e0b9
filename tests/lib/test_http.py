"""Every outside call ends in time, in bounds, and at the origin that was asked."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil
import pytest

from tests.support.scripted_server import Asked, ScriptedServer, reply
from webapp.lib.http import (
    MIB,
    ConnectionFailed,
    CutShort,
    Http,
    HttpError,
    HttpLimits,
    OriginRefused,
    TimedOut,
    TooLarge,
    origin_of,
)

SHORT = HttpLimits(connect_timeout=0.3, read_timeout=0.5, deadline=0.6)


@contextmanager
def http_for(*urls: str, limits: HttpLimits | None = None) -> Iterator[Http]:
    http = Http(urls, user_agent="test", limits=limits)
    try:
        yield http
    finally:
        http.close()


@contextmanager
def answering(data: bytes) -> Iterator[tuple[Http, str]]:
    with ScriptedServer(_and_hangs_up(data)) as server, http_for(server.url) as http:
        yield http, server.url + "/a"


def says(data: bytes) -> Callable[[socket.socket, Asked], None]:
    return lambda connection, _asked: connection.sendall(data)


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


class TestDeadline:
    def test_a_body_that_drips_ends_at_the_deadline(self) -> None:
        server = ScriptedServer(_then_drips(reply(body=b"", length=900), b"x"))

        assert _seconds_until(TimedOut, server) < 1.1

    def test_headers_that_drip_end_at_the_deadline(self) -> None:
        server = ScriptedServer(lambda c, _: server.drip(c, b"HTTP/1.1 200 OK\r\nX: " + b"y" * 900))

        assert _seconds_until(TimedOut, server) < 1.1

    def test_interim_answers_without_end_end_at_the_deadline(self) -> None:
        server = ScriptedServer(
            lambda c, _: server.drip(c, b"HTTP/1.1 100 Continue\r\n\r\n" * 900, every=0.002)
        )

        assert _seconds_until(TimedOut, server) < 1.1

    def test_a_body_without_length_that_is_cut_is_no_answer(self) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
        server = ScriptedServer(_then_drips(head + b"{", b" "))

        assert _seconds_until(TimedOut, server) < 1.1

    def test_silence_ends_at_the_read_timeout(self) -> None:
        server = ScriptedServer(_hold)

        assert _seconds_until(TimedOut, server) < 1.1

    def test_a_dripping_tls_handshake_ends_at_the_deadline(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            url = f"https://127.0.0.1:{listener.getsockname()[1]}"
            threading.Thread(target=_drip_handshake, args=(listener,), daemon=True).start()
            started = time.monotonic()

            with http_for(url, limits=SHORT) as http, pytest.raises(TimedOut):
                http.get(url + "/a")

        assert time.monotonic() - started < 1.1

    def test_a_shorter_deadline_of_one_call_holds_beside_longer_ones(self) -> None:
        server = ScriptedServer(lambda c, _: server.drip(c, b"HTTP/1.1 200 OK\r\nX: " + b"y" * 900))
        with server, http_for(server.url, limits=HttpLimits(deadline=5)) as http:
            thread = threading.Thread(target=_swallowing, args=(http, server.url + "/a"))
            thread.start()
            started = time.monotonic()
            with pytest.raises(TimedOut):
                http.get(server.url + "/b", deadline=0.3)
            seconds = time.monotonic() - started
            http.close()

        assert seconds < 0.7

    def test_a_call_after_an_aborted_one_uses_a_new_connection(self) -> None:
        server = ScriptedServer(
            lambda c, asked: (
                server.drip(c, b"HTTP/1.1 200 OK\r\nX: " + b"y" * 90)
                if asked.target == "/slow"
                else c.sendall(reply(body=b'"fine"'))
            )
        )
        with server, http_for(server.url, limits=SHORT) as http:
            with pytest.raises(TimedOut):
                http.get(server.url + "/slow")

            assert http.get(server.url + "/b").body == b'"fine"'
            assert server.connections == 2

    def test_no_thread_and_no_descriptor_is_left(self) -> None:
        process = psutil.Process()
        with ScriptedServer(says(reply())) as server:
            with http_for(server.url) as warm:
                warm.get(server.url + "/a")
            before = process.num_fds(), _watchdogs()
            with http_for(server.url) as http:
                for _ in range(50):
                    http.get(server.url + "/a")
            after = process.num_fds(), _watchdogs()

        assert after[0] <= before[0] + 2  # this connection's two ends
        assert after[1] == 0

    def test_the_watchdog_ends_by_itself_when_nothing_is_watched(self) -> None:
        with ScriptedServer(says(reply())) as server:
            http = Http([server.url], user_agent="test", limits=SHORT)
            http.get(server.url + "/a")

            time.sleep(0.9)

            assert _watchdogs() == 0
            http.close()


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

        with http_for(url) as http, pytest.raises(ConnectionFailed):
            http.get(url + "/a")


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

    def test_the_default_port_is_part_of_an_origin(self) -> None:
        assert origin_of("https://EU.api.blizzard.com/x") == origin_of("https://eu.api.blizzard.com:443")

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


def _then_drips(head: bytes, drop: bytes) -> Callable[[socket.socket, Asked], object]:
    def script(connection: socket.socket, _asked: Asked) -> None:
        connection.sendall(head)
        for _ in range(60):
            connection.sendall(drop)
            time.sleep(0.03)

    return script


def _hold(_connection: socket.socket, _asked: Asked) -> None:
    time.sleep(2)


def _seconds_until(error: type[HttpError], server: ScriptedServer) -> float:
    with server, http_for(server.url, limits=SHORT) as http:
        started = time.monotonic()
        with pytest.raises(error):
            http.get(server.url + "/a")
        return time.monotonic() - started


def _swallowing(http: Http, url: str) -> None:
    with pytest.raises(HttpError):
        http.get(url, deadline=1.0)


def _drip_handshake(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    with connection:
        try:
            for byte in b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc" + b"\x03" * 90:
                connection.sendall(bytes([byte]))
                time.sleep(0.1)
        except OSError:
            return


def _watchdogs() -> int:
    return sum(thread.name == "http-watchdog" for thread in threading.enumerate())


@contextmanager
def _peak(process: psutil.Process) -> Iterator[list[int]]:
    """Measure by how much memory grew at most meanwhile, in bytes."""
    before, peak, done = process.memory_info().rss, [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.002):
            peak[0] = max(peak[0], process.memory_info().rss - before)

    thread = threading.Thread(target=watch)
    thread.start()
    yield peak
    done.set()
    thread.join()
