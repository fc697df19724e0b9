"""A sync of 1,000 members, the simulator answering in 80 ms: rate, quota, CPU, and a second look."""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from flask import Flask
from sqlalchemy import text

from bench import plain_client
from bench.ratio import Ratio
from devtools.servers import start_redis
from simulator import Control
from webapp import create_app
from webapp.clients.battlenet import endpoints
from webapp.clients.battlenet.endpoints import Endpoint
from webapp.clients.battlenet.regions import Region, character_part, realm_part
from webapp.config import Settings, current_settings
from webapp.extensions import db
from webapp.lib import clock
from webapp.lib.garbage import settle_memory
from webapp.sync.outside import battlenet
from webapp.sync.tracking import track_guild
from webapp.sync.wishes import wish_guild_refresh
from webapp.sync.work import sync_guild_now
from webapp.words import RunTrigger

ABOUT = "sync of 1,000 members with 80 ms of latency: rate, quota, CPU a call, and a second look"
MEMBERS = int(os.environ.get("BENCH_MEMBERS", "1000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
LATENCY_MS = 80
PER_SECOND = 95
QUOTA = 100
OK = 200
ASKED_AGAIN: dict[str, Endpoint[Any]] = {
    "character-summary": endpoints.SUMMARY,
    "character-equipment": endpoints.EQUIPMENT,
    "character-keystones": endpoints.MYTHIC_PROFILE,
    "character-raids": endpoints.RAIDS,
    "character-professions": endpoints.PROFESSIONS,
    "character-media": endpoints.MEDIA,
    "character-specializations": endpoints.SPECIALIZATIONS,
}
"""What the plain client asks for as the sync did, by the simulator's words."""
CONTENT = (
    "profile_json",
    "equipment_json",
    "mythic_profile_json",
    "mythic_season_json",
    "professions_json",
    "raids_json",
    "media_json",
    "specializations_json",
)


@dataclass(frozen=True, slots=True)
class Round:
    """What one first and one second sync of a fresh guild cost."""

    rate: float
    refused: int
    busiest_second: int
    cpu_ms: float
    plain_ms: float
    second_calls: float
    rewritten: int


def run() -> list[Ratio]:
    """Measure several rounds, each with its own world and database, and return the medians."""
    rounds = [_round() for _ in range(ROUNDS)]
    rate = statistics.median(one.rate for one in rounds)
    detail = f"median of {ROUNDS} rounds of {MEMBERS} members"
    return [
        Ratio(
            name="sync: share of the configured 95/s",
            value=rate / PER_SECOND,
            limit=0.95,
            more_is_better=True,
            detail=f"{rate:.1f} calls/s, {detail}",
        ),
        Ratio(name="sync: answers of 429", value=sum(one.refused for one in rounds), limit=0),
        Ratio(
            name="sync: most requests in a sliding second",
            value=max(one.busiest_second for one in rounds),
            limit=QUOTA,
            detail="as the server saw them, worst of all rounds",
        ),
        _cpu(rounds, detail),
        Ratio(
            name="second sync: calls a member",
            value=statistics.median(one.second_calls for one in rounds),
            limit=1.05,
            detail="nobody has logged in since",
        ),
        Ratio(
            name="second sync: content columns rewritten", value=sum(one.rewritten for one in rounds), limit=0
        ),
    ]


def _cpu(rounds: Sequence[Round], detail: str) -> Ratio:
    """Tell the CPU of a call at the speed of the machine that the limit was measured on."""
    cpu = statistics.median(one.cpu_ms for one in rounds)
    plain = statistics.median(one.plain_ms for one in rounds)
    there = plain_client.MS_WHERE_LIMITS_WERE_MEASURED
    told = f"here {cpu:.2f} ms, a plain client {plain:.2f} ms and {there:g} ms there; {detail}"
    return Ratio(name="sync: worker CPU a call, ms", value=cpu * there / plain, limit=2.5, detail=told)


def _round() -> Round:
    with tempfile.TemporaryDirectory() as name, _simulator() as url, _redis(Path(name)) as redis_url:
        app = create_app(
            Settings(
                database_url=f"sqlite:///{name}/sync.db",
                redis_url=redis_url,
                battlenet_client_id="bench",
                battlenet_client_secret="bench",  # noqa: S106 - the simulator takes any
                battlenet_api_base=url + "/{region}",
                battlenet_oauth_base=url,
                log_level="ERROR",
            )
        )
        with app.app_context():
            db.create_all()
            try:
                return _measure(url, app, Path(name))
            finally:
                db.session.remove()
                db.engine.dispose()


def _measure(url: str, app: Flask, folder: Path) -> Round:
    control = Control(url)
    control.freeze()
    control.limit(per_second=QUOTA)
    client = battlenet()
    tracked = track_guild(
        region="eu", realm="argent-dawn", name="lantern-watch", client=client, now=clock.now()
    )
    threads = app.extensions["muster_settings"].sync_threads
    _count_rewrites()
    settle_memory()
    control.clear_requests()
    started = time.process_time()
    sync_guild_now(tracked.guild_id, client, threads=threads, clock=clock.now)
    cpu = time.process_time() - started
    first = control.requests(listed=True)
    arrivals = sorted(call["at"] for call in first["requests"] if call["client"])
    _forget_rewrites()
    control.clear_requests()
    wish_guild_refresh(tracked.guild_id, asked_by=None, now=clock.now(), trigger=RunTrigger.COMMAND)
    sync_guild_now(tracked.guild_id, client, threads=threads, clock=clock.now)
    second = control.requests()
    return Round(
        rate=(len(arrivals) - 1) / (arrivals[-1] - arrivals[0]),
        refused=_refused(first) + _refused(second),
        busiest_second=max(first["max_per_second"], second["max_per_second"]),
        cpu_ms=1000 * cpu / len(arrivals),
        plain_ms=_plain_ms(url, first["requests"], threads, folder),
        second_calls=second["total"] / MEMBERS,
        rewritten=db.session.scalar(text("SELECT count(*) FROM rewrites")) or 0,
    )


def _plain_ms(url: str, asked: list[dict[str, Any]], threads: int, folder: Path) -> float:
    """Return what a call of the plain client costs now, which keeps to no rate."""
    Control(url).limit(per_second=None)
    return plain_client.cpu_ms_a_call(list(_addresses(asked)), _token(url), threads=threads, folder=folder)


def _addresses(asked: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the addresses of the characters' sections that a sync asked for."""
    base = current_settings().battlenet_api_base
    for call in asked:
        if call["status"] == OK and (endpoint := ASKED_AGAIN.get(call["kind"])):
            region = Region(call["region"])
            parts = {"realm": realm_part(call["realm"]), "character": character_part(call["name"])}
            yield base.format(region=region) + endpoint.address(region, parts)


def _token(url: str) -> str:
    credentials = ("bench", "bench")
    answer = requests.post(url + "/token", {"grant_type": "client_credentials"}, auth=credentials, timeout=10)
    return str(answer.json()["access_token"])


def _refused(requests: dict[str, Any]) -> int:
    return sum(statuses.get("429", 0) for statuses in requests["by_endpoint"].values())


def _count_rewrites() -> None:
    """Let the database itself note every write to a column of content."""
    db.session.execute(text("CREATE TABLE rewrites (character_id INTEGER)"))
    columns = ", ".join(CONTENT)
    note = "BEGIN INSERT INTO rewrites VALUES (new.id); END"
    db.session.execute(text(f"CREATE TRIGGER noted AFTER UPDATE OF {columns} ON characters {note}"))
    db.session.commit()


def _forget_rewrites() -> None:
    db.session.execute(text("DELETE FROM rewrites"))
    db.session.commit()


@contextmanager
def _simulator() -> Iterator[str]:
    """Run the simulator as a process of its own, so that its CPU is not counted as the worker's."""
    words = ["-m", "simulator", "--port", "0", "--members", str(MEMBERS), "--latency-ms", str(LATENCY_MS)]
    with subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            found = re.search(r"http://\S+", line)
            if found is None:
                raise RuntimeError("the simulator did not start")
            yield found.group()
        finally:
            process.terminate()


@contextmanager
def _redis(directory: Path) -> Iterator[str]:
    server = start_redis(directory)
    try:
        yield server.url
    finally:
        server.stop()
