"""How the server stops: nothing waits for it and nothing is left."""

import socket
import threading
import time

from simulator import Simulator


class TestStopping:
    def test_a_stop_ends_answers_that_never_come(self) -> None:
        with Simulator(members=10) as sim:
            sim.control.add_fault("never_answer")
            waiting = socket.create_connection((sim.host, sim.port), timeout=5)
            waiting.sendall(b"GET /eu/x HTTP/1.1\r\n\r\n")
            time.sleep(0.05)

        assert waiting.recv(1) == b""
        waiting.close()

    def test_a_stop_closes_connections_that_are_kept_alive(self) -> None:
        with Simulator(members=10) as sim:
            idle = socket.create_connection((sim.host, sim.port), timeout=5)
            idle.sendall(b"GET /_control/health HTTP/1.1\r\n\r\n")
            assert idle.recv(65_536).startswith(b"HTTP/1.1 200")

        assert idle.recv(1) == b""
        idle.close()

    def test_no_thread_is_left(self) -> None:
        before = threading.active_count()

        with Simulator(members=10) as sim:
            sim.control.now()

        time.sleep(0.3)
        assert threading.active_count() <= before
