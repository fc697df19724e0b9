"""The embedded Redis-compatible server, as a real process."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
import redis

from devtools.servers import ServerUnavailable, start_redis
from devtools.servers.running import free_port

START_AND_SLEEP = """
import sys, time
from pathlib import Path
from devtools.servers import start_redis
print(start_redis(Path(sys.argv[1])).pid, flush=True)
time.sleep(60)
"""


def client(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, decode_responses=True, socket_timeout=2)


class TestStartRedis:
    def test_it_answers_and_is_gone_after_stop(self, tmp_path: Path) -> None:
        server = start_redis(tmp_path)
        with client(server.url) as connection:
            answered = connection.ping()

        server.stop()

        assert answered
        assert not psutil.pid_exists(server.pid)

    def test_what_it_held_is_there_at_the_next_start(self, tmp_path: Path) -> None:
        with start_redis(tmp_path) as server, client(server.url) as connection:
            connection.set("guild", "Lantern Watch")

        with start_redis(tmp_path) as server, client(server.url) as connection:
            found = connection.get("guild")

        assert found == "Lantern Watch"

    def test_it_listens_on_the_loopback_address_only(self, tmp_path: Path) -> None:
        with start_redis(tmp_path) as server:
            connections = psutil.Process(server.pid).net_connections(kind="inet")

        assert {connection.laddr.ip for connection in connections} == {"127.0.0.1"}

    def test_an_unreadable_dump_is_set_aside(self, tmp_path: Path) -> None:
        with start_redis(tmp_path) as server:
            name = Path(psutil.Process(server.pid).exe()).name
        (tmp_path / f"{name}.rdb").write_bytes(b"REDIS0011 and then noise")

        with start_redis(tmp_path) as server, client(server.url) as connection:
            keys = connection.dbsize()

        assert keys == 0
        assert (tmp_path / f"{name}.unreadable").exists()

    def test_a_port_in_use_is_said(self, tmp_path: Path) -> None:
        with start_redis(tmp_path / "first") as first:
            port = int(first.url.rsplit(":", 1)[1].split("/")[0])

            with pytest.raises(ServerUnavailable, match="does not start"):
                start_redis(tmp_path / "second", port=port)

    def test_it_ends_when_its_starter_is_killed(self, tmp_path: Path) -> None:
        starter = subprocess.Popen(
            [sys.executable, "-c", START_AND_SLEEP, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert starter.stdout is not None
        server = psutil.Process(int(starter.stdout.readline()))

        os.kill(starter.pid, signal.SIGKILL)
        starter.communicate()

        assert psutil.wait_procs([server], timeout=5)[1] == []


class TestFreePort:
    def test_two_calls_can_both_be_bound(self) -> None:
        assert all(1024 < free_port() < 65536 for _ in range(3))
