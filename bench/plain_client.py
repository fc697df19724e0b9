"""The client that the limits were measured with: threads, requests, orjson, upserts of fifty documents.

What a call costs depends on the machine and on its hour. The same calls made by this client in the same run
say how fast the machine is now, so that a sync's cost can be told at the speed of the machine of the limits.
"""

import itertools
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import orjson
import requests

MS_WHERE_LIMITS_WERE_MEASURED = 1.65
"""CPU of one call of this client there: 20 kB of JSON, gzip, plain HTTP, one process."""
A_STATEMENT = 50
UPSERT = """
INSERT INTO documents VALUES (?, ?, ?)
ON CONFLICT (address) DO UPDATE SET document = excluded.document, fetched_at = excluded.fetched_at
"""
_local = threading.local()


def cpu_ms_a_call(urls: Sequence[str], token: str, *, threads: int, folder: Path) -> float:
    """Ask for all of these once; return the CPU milliseconds of this process for each."""
    with sqlite3.connect(folder / "plain.db", isolation_level=None) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE documents (address PRIMARY KEY, document, fetched_at)")
        with ThreadPoolExecutor(threads) as pool:
            started = time.process_time()
            answers = pool.map(lambda url: (url, _get(url, token), 0.0), urls)
            for batch in _batches(answers):
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(UPSERT, batch)
                connection.execute("COMMIT")
            return 1000 * (time.process_time() - started) / len(urls)


def _get(url: str, token: str) -> str:
    if not hasattr(_local, "session"):
        _local.session = requests.Session()
    answer = _local.session.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=10)
    answer.raise_for_status()
    return orjson.dumps(orjson.loads(answer.content)).decode()


def _batches(answers: Iterator[tuple[str, str, float]]) -> Iterator[list[tuple[str, str, float]]]:
    while batch := list(itertools.islice(answers, A_STATEMENT)):
        yield batch
