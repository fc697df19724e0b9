"""What has just expired is read by 200 at once: 25 processes of eight threads each, as web workers are."""

import statistics
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

from flask import Flask

from bench.ratio import Ratio
from webapp.caching.api import tiers
from webapp.caching.entries import JSON, Fetched
from webapp.caching.questions import Question
from webapp.caching.redis_tier import RedisAway
from webapp.caching.regions import Region
from webapp.jobs import patience

PROCESSES, THREADS = 25, 8
READERS = PROCESSES * THREADS
ROUNDS = 5
LOAD_SECONDS = 2.0
READ_WITHIN = 0.2
NINETY_NINE = 98
ASKED, ANOTHER = Question(Region.META, "bench", JSON), Question(Region.META, "another", JSON)


@dataclass(frozen=True, slots=True)
class Readers:
    """What the readers of one process share with all others: the app, where each load is noted, the start."""

    app: Flask
    loads: Path
    gate: Barrier

    def load(self) -> Fetched[str]:
        """Take two seconds, and note that somebody loaded."""
        with self.loads.open("a", encoding="utf-8") as notes:
            notes.write("loaded\n")
        time.sleep(LOAD_SECONDS)
        return Fetched("value")

    def read(self, door: threading.Lock) -> float:
        """Read with all the others, in a request, and return the seconds that it took."""
        with self.app.test_request_context():
            with door:
                _connect()
            self.gate.wait(60)
            patience.begin()
            began = time.monotonic()
            tiers().ask(ASKED, self.load)
            return time.monotonic() - began


def _connect() -> None:
    """Ask for something else until Redis answers in time: who serves people has its connections."""
    while True:
        patience.begin()
        try:
            tiers().look(ANOTHER)
        except RedisAway:  # 25 processes begin at once
            time.sleep(0.5)
        else:
            return


_readers: list[Readers] = []
"""Set before a process forks: what they share cannot be sent."""


def _of_one_process(_number: int) -> list[float]:
    door = threading.Lock()
    with ThreadPoolExecutor(THREADS) as pool:
        reading = [pool.submit(_readers[0].read, door) for _ in range(THREADS)]
        return [one.result() for one in reading]


def expiry(app: Flask, folder: Path) -> list[Ratio]:
    """Let all read at once what takes two seconds to load; one loads, the others are shown what it was."""
    rounds = [_expired(app, folder / f"loads-{number}") for number in range(ROUNDS)]
    p99s = [statistics.quantiles(took, n=100, method="inclusive")[NINETY_NINE] for _, took in rounds]
    median = statistics.median(seconds for _, took in rounds for seconds in took)
    shape = f"median {median:.3f}, {PROCESSES} processes of {THREADS} threads, {ROUNDS} rounds"
    return [
        Ratio(name=f"most loads for {READERS} readers", value=max(loads for loads, _ in rounds), limit=1),
        Ratio(
            name="seconds of their 99th percentile",
            value=statistics.median(p99s),
            limit=READ_WITHIN,
            detail=shape,
        ),
    ]


def _expired(app: Flask, loads: Path) -> tuple[int, list[float]]:
    """Return how often it was loaded and how long each reader took."""
    own, forking = tiers(), get_context("fork")
    own.ask(ASKED, lambda: Fetched("value"))
    own.memory.delete(ASKED.name)
    own.redis.client.pexpire(app.config["CACHE_KEY_PREFIX"] + ASKED.name, ASKED.rule.stale_for)
    _readers[:] = [Readers(app, loads, forking.Barrier(READERS))]
    with ProcessPoolExecutor(PROCESSES, mp_context=forking) as pool:
        took = [seconds for found in pool.map(_of_one_process, range(PROCESSES)) for seconds in found]
    return len(loads.read_text(encoding="utf-8").splitlines()), took
