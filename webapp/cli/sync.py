"""flask sync …: what runs, what is due, how old the oldest is; and how to stop a run."""

import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime, timedelta
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext

from webapp.cli.plain_words import in_brackets
from webapp.cli.refusals import Refused, need_ready_database, tracked_guild
from webapp.cli.tables import print_table
from webapp.extensions import db
from webapp.freshness.sections import SUMMARY_PERIOD
from webapp.freshness.telling import duration
from webapp.lib import clock
from webapp.lib.governor import GovernorState
from webapp.operations.status.rows import OUTCOMES, TRIGGERS
from webapp.sync import runs
from webapp.sync.facts import Overview, RunFacts
from webapp.sync.outside import battlenet
from webapp.sync.overview import sync_overview
from webapp.sync.places import CALLS_A_CHARACTER
from webapp.sync.queries import active_runs
from webapp.web.failure_words import failure_label

SHORTEST_SAID = timedelta(minutes=1)
"""No capacity is said more precisely: whom nobody asks for is looked at every few hours."""


@click.group(cls=AppGroup)
@with_appcontext
def sync() -> None:
    """See what is synced, and stop it."""
    need_ready_database()


@sync.command()
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
def status(*, as_json: bool) -> None:
    """Print runs, what is due, how old the oldest is, and the allowance of calls."""
    overview, allowance = sync_overview(clock.now()), battlenet().governor.state()
    if as_json:
        click.echo(
            json.dumps({**_plain(overview), "allowance": _plain(allowance)}, ensure_ascii=False, indent=2)
        )
        return
    names = {runs.guild_scope(one.id): f"{one.region}/{one.realm}/{one.name}" for one in overview.guilds}
    click.echo(_due_line(overview))
    click.echo(_allowance_line(allowance))
    click.echo(_capacity_line(overview))
    for title, some in (("under way", overview.active), ("recent", overview.recent)):
        if some:
            click.echo(f"\n{title}")
            print_table(RUN_HEADER, [_run_row(run, names, overview.at) for run in some])


@sync.command()
@click.argument("place", metavar="REGION/REALM/NAME")
def cancel(place: str) -> None:
    """Stop the runs of a guild that are under way; what they did so far stays."""
    guild_id = tracked_guild(place).id
    now = clock.now()
    under_way = active_runs(db.session(), now, scope=runs.guild_scope(guild_id))
    if not [run for run in under_way if runs.request_cancel(run.id, now=now)]:
        raise Refused(f"nothing of {place} is under way")
    click.echo("It stops after the calls that are under way.")


RUN_HEADER = ("run", "what", "of", "why", "began", "done", "failed", "calls", "outcome", "note")


def _run_row(run: RunFacts, names: Mapping[str, str], now: datetime) -> tuple[str, ...]:
    reasons = ", ".join(f"{number} {failure_label(word)}" for word, number in run.failed_by_class.items())
    return (
        str(run.id),
        run.kind.value.replace("_", " "),
        names.get(run.scope, run.scope.removeprefix("region:")),
        TRIGGERS[run.trigger],
        f"{duration(now - run.started_at)} ago",
        f"{run.done}/{run.planned}",
        str(run.failed),
        str(run.calls),
        OUTCOMES[run.outcome],
        " · ".join(filter(None, (reasons, run.message))),
    )


def _due_line(overview: Overview) -> str:
    age = (
        ""
        if overview.oldest_due_at is None
        else f", the oldest for {duration(overview.at - overview.oldest_due_at)}"
    )
    return (
        f"{overview.rosters_due} rosters and {overview.characters_due} characters are due{age};"
        f" {overview.claimed} are being worked on, {overview.wishes} are wished for."
    )


def _allowance_line(state: GovernorState) -> str:
    line = f"{state.used_this_hour} of {state.per_hour} calls used in the last hour."
    if state.paused_until:
        line += f" Paused until {state.paused_until:%H:%M:%S} UTC."
    if state.refused_since:
        since, reason = f"{state.refused_since:%H:%M:%S} UTC", in_brackets(state.refused_reason or "")
        line += f" Battle.net refuses our key since {since}{reason}."
    return line if state.is_shared else f"{line} Redis is away: this is one process's share."


def _capacity_line(overview: Overview) -> str:
    """Say how often everybody could be looked at, how often that is asked, and whether it is enough."""
    capacity = battlenet().governor.capacity
    characters = sum(one.members for one in overview.guilds)
    best = capacity.best_age(targets=characters, calls_each=CALLS_A_CHARACTER)
    enough = "enough" if best <= SUMMARY_PERIOD else "too few: track fewer guilds, or accept older data"
    return (
        f"At {capacity.per_hour:,} calls an hour each of the {characters:,} characters"
        f" could be looked at about every {duration(max(best, SHORTEST_SAID))};"
        f" asked is every {duration(SUMMARY_PERIOD)}: {enough}."
    )


def _plain(value: Any) -> Any:
    """Return frozen values as JSON writes them; times in ISO 8601."""
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value
