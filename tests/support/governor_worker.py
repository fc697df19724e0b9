"""A process that makes calls as fast as the governor lets it, and prints when it made them."""

import json
import sys
import threading
import time

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from webapp.lib.governor import Governor, GovernorBusy, Limits

THREADS = 6


def main(port: int, seconds: float, start_at: float, *, interactive: bool, rest: float) -> list[float]:
    """Return the monotonic times of all calls."""
    redis = Redis(port=port, socket_timeout=0.25, socket_connect_timeout=0.25, retry=Retry(NoBackoff(), 0))
    governor = Governor(redis, "abc", limits=Limits(processes=3, redis_rest=rest))
    times: list[float] = []

    def work() -> None:
        while time.monotonic() < start_at + seconds:
            try:
                governor.acquire(interactive=interactive, timeout=0.5)
            except GovernorBusy:
                time.sleep(0.02)
                continue
            times.append(time.monotonic())

    time.sleep(max(0.0, start_at - time.monotonic()))
    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


if __name__ == "__main__":
    _, port, seconds, interactive, rest = sys.argv
    print("ready", flush=True)  # noqa: T201 - the other end waits for it
    start_at = float(sys.stdin.readline())
    json.dump(
        main(int(port), float(seconds), start_at, interactive=interactive == "1", rest=float(rest)),
        sys.stdout,
    )
