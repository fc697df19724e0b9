"""A call ends at its deadline, whatever the other side does, and leaves nothing behind."""

import socket
import threading
import time
from collections.abc import Callable

import psutil
import pytest

from tests.support.outward import http_for, says
from tests.support.scripted_server import Asked, ScriptedServer, reply
from webapp.lib.http import Http, HttpError, HttpLimits, TimedOut

SHORT = HttpLimits(connect_timeout=0.3, read_timeout=0.5, deadline=0.6)
LONG, SOON = 3.0, 2.5
"""Seconds that the other side takes at least, and by which a busy machine too has given up on it."""


class TestDeadline:
    def test_a_body_that_drips_ends_at_the_deadline(self) -> None:
        server = ScriptedServer(_then_drips(reply(body=b"", length=900), b"x"))

        assert _seconds_until(TimedOut, server) < SOON

    def test_headers_that_drip_end_at_the_deadline(self) -> None:
        server = ScriptedServer(lambda c, _: server.drip(c, b"HTTP/1.1 200 OK\r\nX: " + b"y" * 900))

        assert _seconds_until(TimedOut, server) < SOON

    def test_interim_answers_without_end_end_at_the_deadline(self) -> None:
        server = ScriptedServer(
            lambda c, _: server.drip(c, b"HTTP/1.1 100 Continue\r\n\r\n" * 900, every=0.002)
        )

        assert _seconds_until(TimedOut, server) < SOON

    def test_a_body_without_length_that_is_cut_is_no_answer(self) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
        server = ScriptedServer(_then_drips(head + b"{", b" "))

        assert _seconds_until(TimedOut, server) < SOON

    def test_silence_ends_at_the_read_timeout(self) -> None:
        server = ScriptedServer(_hold)

        assert _seconds_until(TimedOut, server) < SOON

    def test_a_dripping_tls_handshake_ends_at_the_deadline(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            url = f"https://127.0.0.1:{listener.getsockname()[1]}"
            threading.Thread(target=_drip_handshake, args=(listener,), daemon=True).start()
            started = time.monotonic()

            with http_for(url, limits=SHORT) as http, pytest.raises(TimedOut):
                http.get(url + "/a")

        assert time.monotonic() - started < 5

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

        assert seconds < 2

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
            fds, threads = process.num_fds(), set(threading.enumerate())
            with http_for(server.url) as http:
                for _ in range(50):
                    http.get(server.url + "/a")
            fds_later, later = process.num_fds(), set(threading.enumerate())

        assert fds_later <= fds + 2  # this connection's two ends
        assert not [thread for thread in later - threads if thread.name == "http-watchdog"]

    def test_the_watchdog_ends_by_itself_when_nothing_is_watched(self) -> None:
        with ScriptedServer(says(reply())) as server:
            before = set(threading.enumerate())
            http = Http([server.url], user_agent="test", limits=SHORT)
            http.get(server.url + "/a")
            (watchdog,) = [t for t in set(threading.enumerate()) - before if t.name == "http-watchdog"]

            watchdog.join(1.5)

            assert not watchdog.is_alive()
            http.close()


def _then_drips(head: bytes, drop: bytes) -> Callable[[socket.socket, Asked], object]:
    def script(connection: socket.socket, _asked: Asked) -> None:
        connection.sendall(head)
        for _ in range(60):
            connection.sendall(drop)
            time.sleep(0.03)

    return script


def _hold(_connection: socket.socket, _asked: Asked) -> None:
    time.sleep(LONG)


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
