"""flask doctor: check every setting and service, and say how to mend each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import click
import redis
from flask.cli import with_appcontext
from rq import Worker
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from webapp.backup.errors import BackupError
from webapp.backup.unfinished import note_of, read_note, restore_line
from webapp.cli.plain_words import in_brackets
from webapp.clients.battlenet.errors import BattleNetError
from webapp.clients.battlenet.regions import Region
from webapp.clients.upstream.errors import UpstreamError
from webapp.clients.warcraftlogs import SENTENCES
from webapp.config import DEVELOPMENT_SECRET, current_settings
from webapp.extensions import db
from webapp.freshness.telling import duration
from webapp.jobs.queues import Queue, app_redis
from webapp.lib import clock
from webapp.lib.errors import ErrorWord
from webapp.models import ClockTick, Guild
from webapp.operations.checks import Monitor, check_clock, monitors_of
from webapp.operations.health import NEEDS_SOMEBODY
from webapp.schedule import SCHEDULE
from webapp.schema import SchemaState, schema_state
from webapp.sync.logs.outside import logs_connection, warcraftlogs
from webapp.sync.outside import battlenet


class Verdict(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, and what mends it."""

    subject: str
    verdict: Verdict
    sentence: str
    mend: str = ""


@click.command()
@with_appcontext
def doctor() -> None:
    """Check every setting and service; the exit code is 1 when something is broken."""
    findings = [finding for check in CHECKS for finding in check()]
    for finding in findings:
        click.echo(f"{_mark(finding.verdict)}  {finding.subject}: {finding.sentence}")
        if finding.mend:
            click.echo(f"      to mend: {finding.mend}")
    broken = sum(finding.verdict is Verdict.BAD for finding in findings)
    click.echo(f"\n{broken} broken" if broken else "\nEverything that must work works.")
    if broken:
        raise SystemExit(1)


def _mark(verdict: Verdict) -> str:
    colour = {Verdict.OK: "green", Verdict.WARN: "yellow", Verdict.BAD: "red"}[verdict]
    return click.style(f"{verdict.value:>4}", fg=colour)


def _settings() -> Iterator[Finding]:
    settings = current_settings()
    yield Finding("settings", Verdict.OK, f"read for {settings.environment}")
    if settings.secret_key == DEVELOPMENT_SECRET:
        yield Finding(
            "SECRET_KEY",
            Verdict.WARN,
            "is the one that everybody knows; good enough for development only",
            "set it to 32 or more random letters: openssl rand -base64 48",
        )
    if settings.uses_simulator:
        yield Finding("Battle.net", Verdict.WARN, "is simulated on this machine: all data is made up")


def _database() -> Iterator[Finding]:
    try:
        db.session.execute(text("SELECT 1"))
        state = schema_state(db.engine)
    except SQLAlchemyError as error:
        yield Finding(
            "DATABASE_URL",
            Verdict.BAD,
            f"no answer ({type(error).__name__})",
            "start the database, check the address",
        )
        return
    good = state is SchemaState.CURRENT
    mend = "" if good else "run: flask db upgrade" if state is not SchemaState.NEWER else "update the program"
    yield Finding(
        "database", Verdict.OK if good else Verdict.BAD, f"{db.engine.name}, schema {state.value}", mend
    )


def _restore() -> Iterator[Finding]:
    note = note_of(db.engine.url, current_settings().state_directory)
    try:
        left = read_note(note)
    except BackupError as error:
        yield Finding("restore", Verdict.BAD, str(error), "restore what was there before")
        return
    if left:
        said = "was not finished; who asked to be forgotten may be back"
        back = f", or go back by: {restore_line(left.before)}" if left.before else ""
        mend = f"stop everything else and run: {restore_line(left.file)}{back}"
        yield Finding("restore", Verdict.BAD, said, mend)


def _redis() -> Iterator[Finding]:
    try:
        app_redis().ping()
    except redis.RedisError as error:
        yield Finding(
            "REDIS_URL",
            Verdict.BAD,
            f"no answer ({type(error).__name__}); pages work, but nothing is synced",
            "start Redis, check the address",
        )
        return
    yield Finding("Redis", Verdict.OK, "answers")
    serving = {name for worker in Worker.all(connection=app_redis()) for name in worker.queue_names()}
    for queue in Queue:
        alive = queue.value in serving
        yield Finding(
            f"worker {queue.value}",
            Verdict.OK if alive else Verdict.WARN,
            "at work" if alive else "not running",
            "" if alive else f"start: python worker.py {queue.value}",
        )


def _clock() -> Iterator[Finding]:
    try:
        ticks = {
            row.name: row.ticked_at for row in db.session.execute(select(ClockTick.name, ClockTick.ticked_at))
        }
    except SQLAlchemyError:
        return
    now, schedule = clock.now(), {one.name: one.every for one in SCHEDULE}
    found = check_clock(schedule, ticks, now)
    since = "" if found.since is None else f"; last tick {duration(now - found.since)} ago"
    is_well = found.health not in NEEDS_SOMEBODY
    verdict, mend = (Verdict.OK, "") if is_well else (Verdict.WARN, "start: python worker.py clock")
    yield Finding("clock", verdict, f"{found.words}{since}", mend)
    if is_well:
        yield from _late_ticks(monitors_of(schedule, ticks, frozenset(), now), now)


def _late_ticks(monitors: Sequence[Monitor], now: datetime) -> Iterator[Finding]:
    """Yield what a clock that ticks does not come to."""
    for one in monitors:
        if one.health in NEEDS_SOMEBODY and one.last is not None:
            said = f"last tick {duration(now - one.last)} ago, every {duration(one.every)} it should"
            yield Finding(f"clock, {one.name}", Verdict.WARN, said, "the clock's log says what holds it up")


def _battlenet() -> Iterator[Finding]:
    if not current_settings().has_battlenet_credentials:
        yield Finding(
            "BATTLENET_CLIENT_ID",
            Verdict.BAD,
            "not set, so nothing can be fetched",
            "register a client at https://develop.battle.net/access/clients and set id and secret",
        )
        return
    try:
        region = db.session.scalar(select(Guild.region).limit(1)) or "eu"
        answer = battlenet(interactive=True).realm_index(Region(region))
    except SQLAlchemyError:
        return
    except BattleNetError as error:
        yield Finding("Battle.net", Verdict.BAD, f"{error.sentence}{in_brackets(error.detail)}", _mend(error))
        return
    realms = len(answer.value.realms) if answer.value else 0
    yield Finding("Battle.net", Verdict.OK, f"answers; {realms} realms in {region}")


def _warcraftlogs() -> Iterator[Finding]:
    connection = logs_connection(current_settings())
    if not connection.is_connected:
        yield Finding(
            "Warcraft Logs",
            Verdict.OK,
            "is not connected, so cards have no logs; everything else works",
            "if you want logs: https://www.warcraftlogs.com/api/clients gives id and secret",
        )
        return
    client = warcraftlogs()
    try:
        zone = client.newest_raid_zone()
    except UpstreamError as error:
        yield Finding(
            "Warcraft Logs",
            Verdict.WARN,
            f"{SENTENCES[error.word]}{in_brackets(error.detail)}",
            _mend(error, service="WARCRAFTLOGS"),
        )
        return
    share = client.points().share_spent(clock.now().timestamp())
    spent = "" if share is None else f"; {share:.0%} of this hour's points are spent"
    name = "no raid" if zone is None else zone.name or f"zone {zone.id}"
    yield Finding("Warcraft Logs", Verdict.OK, f"answers; its newest raid is {name}{spent}")


def _mend(error: UpstreamError, *, service: str = "BATTLENET") -> str:
    if error.word is ErrorWord.AUTH:
        return (
            f"check {service}_CLIENT_ID and {service}_CLIENT_SECRET, and that the client is still registered"
        )
    return "nothing here: wait" if error.status else "check this machine's network, names and proxy"


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _settings,
    _database,
    _restore,
    _redis,
    _clock,
    _battlenet,
    _warcraftlogs,
)
