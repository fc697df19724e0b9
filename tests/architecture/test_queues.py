"""Every queue has a worker, every job is known to the workers, every periodic thing rings a job."""

import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, update

from tests.architecture import seeds
from tests.architecture.rules.features import job_functions
from tests.architecture.sources import PRODUCT, ROOT, sources
from tests.history.past import tell_reset
from webapp.caching.counters import Counters
from webapp.caching.regions import Region
from webapp.caching.warming import LEAST_LOOKS
from webapp.config import Settings
from webapp.extensions import db
from webapp.jobs.job import JOBS
from webapp.jobs.queues import Queue, app_redis, rq_queue
from webapp.jobs.ticker import Periodic
from webapp.models import Delivery, NoticeMark, NotificationChannel, ServiceSighting
from webapp.notifications.verdict import State
from webapp.schedule import SCHEDULE
from webapp.sync.seen import BATTLENET

SHOW_JOBS = """
import sys
from webapp import create_app
from webapp.config import Settings
from webapp.jobs.job import JOBS
create_app(Settings(database_url=sys.argv[1]))
print(*JOBS)
"""


def processes(procfile: str) -> dict[str, str]:
    lines = [line.partition(":") for line in procfile.splitlines() if line.strip() and line[0] != "#"]
    return {name.strip(): command.strip() for name, _, command in lines}


def worker_arguments(procfile: str) -> list[str]:
    """Return what each process gives to worker.py."""
    return [
        command.partition("worker.py")[2].strip()
        for command in processes(procfile).values()
        if "worker.py" in command
    ]


def declared_jobs() -> set[str]:
    return {
        f"{source.path.removesuffix('.py').replace('/', '.')}.{function.name}"
        for source in sources(*PRODUCT)
        for function in job_functions(source)
    }


def rung() -> dict[str, Queue]:
    """Return every waiting job by its dotted name, with the queue that it waits in."""
    return {job.args[0]: queue for queue in Queue for job in rq_queue(queue, app_redis()).jobs}


class TestProcfile:
    def test_every_queue_has_one_worker_of_its_own_and_there_is_a_clock(self) -> None:
        procfile = (ROOT / "Procfile").read_text(encoding="utf-8")

        assert sorted(worker_arguments(procfile)) == sorted([*(queue.value for queue in Queue), "clock"])

    def test_it_names_the_release_step_and_the_web(self) -> None:
        procfile = (ROOT / "Procfile").read_text(encoding="utf-8")

        assert {"release", "web"} <= processes(procfile).keys()

    def test_a_worker_on_two_queues_would_be_seen(self) -> None:
        planted = "web: gunicorn\nworker: python worker.py sync enrichment\n"

        assert worker_arguments(planted) == ["sync enrichment"]


class TestJobs:
    def test_every_job_is_known_to_a_worker_that_only_made_the_app(self, tmp_path: Path) -> None:
        command = [sys.executable, "-c", SHOW_JOBS, f"sqlite:///{tmp_path}/nothing.db"]

        known = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()

        assert declared_jobs()
        assert set(known) == declared_jobs(), "import each jobs.py where its feature is registered"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Connect everything that may be, so that nothing periodic stays silent."""
    return replace(settings, warcraftlogs_client_id="test-client", warcraftlogs_client_secret="test-secret")


def look_often(now: datetime) -> None:
    """Let people have looked at something often enough to keep it warm."""
    counters = Counters()
    for _ in range(LEAST_LOOKS):
        counters.looks.add(Region.ROSTER, "a roster")
    counters.push(app_redis(), now)


def fall_silent() -> None:
    """Let a service outside not have answered."""
    silent = update(ServiceSighting).values(name=BATTLENET, trouble="timeout")
    db.session.execute(silent)
    db.session.commit()


def never_told() -> None:
    """Let nobody have looked at what guilds would be told, and a delivery wait."""
    db.session.execute(delete(NoticeMark))
    db.session.execute(update(Delivery).values(state=State.WAITING))
    db.session.execute(update(NotificationChannel).values(is_on=True))
    db.session.commit()


class TestSchedule:
    @pytest.mark.parametrize("periodic", SCHEDULE, ids=[item.name for item in SCHEDULE])
    def test_when_everything_is_due_it_rings_declared_jobs_on_their_queues(
        self, app: Flask, periodic: Periodic
    ) -> None:
        with app.app_context():
            app_redis().flushall()
            seeds.seed()
            now = seeds.THEN + timedelta(days=365)
            look_often(now)
            tell_reset(now)
            fall_silent()
            never_told()

            periodic.ask(now)

            assert rung()
            assert rung() == {path: JOBS[path].queue for path in rung()}

    def test_names_are_unique_because_a_slot_belongs_to_a_name(self) -> None:
        names = [item.name for item in SCHEDULE]

        assert len(names) == len(set(names))
