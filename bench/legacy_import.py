"""10,000 character files of an older tool by the command as people run it: how long, how much memory."""

import json
import os
import pickle  # the files of an older tool
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from flask_migrate import stamp
from sqlalchemy import delete, func, insert, select

from bench.databases import on_each
from bench.ratio import Ratio
from bench.roster_world import SYLLABLES
from webapp.extensions import db
from webapp.lib.names import name_key
from webapp.models import Character, LegacyRecord, Realm, SyncTarget

ABOUT = "10,000 JSON files of an older tool imported: seconds, progress, and memory of all processes"
FILES = int(os.environ.get("BENCH_FILES", "10000"))
TURNS = int(os.environ.get("BENCH_TURNS", "5"))
PICKLES = 20
"""Pickles besides, so that the process that reads them runs and counts."""
MOST_SECONDS, MOST_MEGABYTES, LEAST_STEPS = 60, 300, 10
REALMS = {"argent-dawn": "Argent Dawn", "ravencrest": "Ravencrest"}
ROOT = Path(__file__).parent.parent
LOOK_EVERY = 0.05
PROGRESS = f" of {FILES + PICKLES} files"


class Imported(NamedTuple):
    """What one import took, and how often it said how far it was."""

    seconds: float
    cpu: float
    megabytes: float
    steps: int


def run() -> list[Ratio]:
    """Measure on SQLite, and on PostgreSQL where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        _write_files(Path(folder))
        return on_each(partial(_measure, Path(folder)))


def _measure(folder: Path, kind: str) -> list[Ratio]:
    stamp()
    rows = [
        {"region": "eu", "slug": slug, "name": name, "name_key": name_key(name), "bnet_realm_id": number}
        for number, (slug, name) in enumerate(REALMS.items(), start=1)
    ]
    db.session.execute(insert(Realm), rows)
    db.session.commit()
    runs = [_imported(folder) for _ in range(TURNS)]
    seconds = [one.seconds for one in runs]
    cpu = statistics.median(one.cpu for one in runs)
    return [
        Ratio(
            name=f"legacy import, {kind}: seconds for {FILES:,} files",
            value=statistics.median(seconds),
            limit=MOST_SECONDS,
            detail=f"{min(seconds):.1f} to {max(seconds):.1f} s with the program's start, {cpu:.1f} s of CPU",
        ),
        Ratio(
            name=f"legacy import, {kind}: megabytes of the command and the process that reads pickles",
            value=max(one.megabytes for one in runs),
            limit=MOST_MEGABYTES,
        ),
        Ratio(
            name=f"legacy import, {kind}: steps of progress that are shown",
            value=min(one.steps for one in runs),
            limit=LEAST_STEPS,
            more_is_better=True,
        ),
    ]


def _imported(folder: Path) -> Imported:
    """Import everything into an empty database."""
    for model in (SyncTarget, LegacyRecord, Character):
        db.session.execute(delete(model))
    db.session.commit()
    command = [sys.executable, "-m", "flask", "--app", "webapp", "character", "import", str(folder)]
    url = db.engine.url.render_as_string(hide_password=False)
    environment = {**os.environ, "DATABASE_URL": url, "LOG_LEVEL": "ERROR"}
    began, used = time.perf_counter(), _cpu_of_children()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=told, stderr=subprocess.STDOUT)
        kilobytes = _watched(process)
        took = time.perf_counter() - began
        told.seek(0)
        said = told.read().decode()
    stored = db.session.scalar(select(func.count()).select_from(LegacyRecord))
    db.session.rollback()
    if process.returncode or stored != FILES + PICKLES:
        raise AssertionError(
            f"the import ended with {process.returncode} and {stored} records: {said[-500:]}"
        )
    return Imported(took, _cpu_of_children() - used, kilobytes / 1024, said.count(PROGRESS))


def _cpu_of_children() -> float:
    """Return the CPU seconds of all processes that ended, which nobody else on the machine disturbs."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _watched(process: "subprocess.Popen[bytes]") -> int:
    """Wait for the end; return the most kilobytes that the processes ever had, each at its worst.

    What was read last counts: until it begins its own program a child tells of its parent's memory.
    """
    most: dict[int, int] = {}
    while process.poll() is None:
        for pid in (process.pid, *_children(process.pid)):
            most[pid] = _peak(pid) or most.get(pid, 0)
        time.sleep(LOOK_EVERY)
    return sum(most.values())


def _children(pid: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _peak(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def _write_files(folder: Path) -> None:
    for number, document in enumerate(_documents()):
        path = folder / f"{number:05}"
        if number < FILES:
            path.with_suffix(".json").write_text(json.dumps(document))
        else:
            path.with_suffix(".pkl").write_bytes(pickle.dumps(document))


def _documents() -> Iterator[Mapping[str, Any]]:
    """Yield characters as a dashboard of old kept them: a row each, with about 2 kB of gear and notes."""
    dice = random.Random(1)
    slots = ("head", "neck", "shoulder", "back", "chest", "wrist", "hands", "waist", "legs", "feet")
    for number in range(FILES + PICKLES):
        name = "".join(dice.choices(SYLLABLES, k=3))[:8].capitalize() + _letters(number)
        gear = [
            {"slot": slot, "item": dice.randrange(10**6), "ilvl": dice.randrange(300, 330)} for slot in slots
        ]
        yield {
            "id": number,
            "name": name,
            "race": "Orc",
            "character_class": "Mage",
            "level": 80,
            "region": "eu",
            "realm": dice.choice([*REALMS, *REALMS.values()]),
            "data": {"gear": gear, "notes": "Raids on Wednesdays. " * 40},
            "created_at": "2024-01-01T00:00:00Z",
            "updated_at": "2024-05-01T00:00:00Z",
        }


def _letters(number: int) -> str:
    """Return four letters that no other number has, so that each file is somebody of their own."""
    return "".join(chr(ord("a") + number // 26**place % 26) for place in range(4))
