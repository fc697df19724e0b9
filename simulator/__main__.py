"""`python -m simulator`: run the stand-in for Battle.net until it is told to stop."""

import argparse
import gc
import signal
import sys
import threading
from pathlib import Path

from simulator.census import GUILD_LIMIT
from simulator.process import DEFAULT_MEMBERS, DEFAULT_SEED, DEFAULT_TOKEN_SECONDS, Simulator


def main() -> int:
    """Start, say where, and wait for SIGTERM or SIGINT."""
    options = _options()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    try:
        simulator = _simulator(options)
    except OSError as error:
        print(f"simulator: cannot listen on {options.host}:{options.port}: {error}", file=sys.stderr)
        return 2
    with simulator:
        _collect_seldom()
        print(f"simulator listening on {simulator.url}", flush=True)
        stopping.wait()
    return 0


def _collect_seldom() -> None:
    """Keep Python from going through the whole world for garbage: for a tenth of a second nobody is answered.

    Calls that arrived meanwhile are then counted in one moment, as if the asker had sent them together.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 1_000)


def _simulator(options: argparse.Namespace) -> Simulator:
    return Simulator(
        members=options.members,
        characters=options.characters,
        seed=options.seed,
        latency_ms=options.latency_ms,
        token_seconds=options.token_seconds,
        host=options.host,
        port=options.port,
        state_file=options.state_file,
        has_warcraftlogs=not options.no_wcl,
    )


def _members(text: str) -> int:
    return _within(text, 1, GUILD_LIMIT)


def _characters(text: str) -> int:
    return _within(text, 10, 1_000_000)


def _within(text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most}")
    return int(text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 takes a free one")
    parser.add_argument(
        "--members", type=_members, default=DEFAULT_MEMBERS, help="of the demo guild, 1 to 1,000"
    )
    parser.add_argument("--characters", type=_characters, help="in the world, 10 to 1,000,000")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="the same seed makes the same world")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="time that every answer takes")
    parser.add_argument("--token-seconds", type=int, default=DEFAULT_TOKEN_SECONDS, help="life of a token")
    parser.add_argument("--state-file", type=Path, help="keep what happens here, and go on from it")
    parser.add_argument("--no-wcl", action="store_true", help="let Warcraft Logs be down from the start")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
