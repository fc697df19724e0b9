"""Follow a guild's sync in a terminal: one line that moves, or a line for each tenth where it cannot."""

import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import click

from webapp.extensions import db
from webapp.freshness.telling import duration
from webapp.sync import runs
from webapp.sync.facts import RunFacts, Strip
from webapp.sync.queries import guild_strip
from webapp.words import RunKind

POLL_SECONDS = 0.3
PATIENCE_SECONDS = 90
"""Without any progress for so long, nobody seems to be at work."""
BAR = 30


class NobodyWorks(Exception):
    """The sync does not move; no worker seems to run."""


def follow(guild_id: int, clock: Callable[[], datetime]) -> Strip:
    """Show the progress of a guild's sync until everything that is due is done; return the last strip."""
    line = ProgressLine()
    quiet_since, before = time.monotonic(), ""
    while True:
        strip, left = _look(guild_id, clock())
        text = _progress(strip, left)
        if strip.roster_attempted_at is not None and not strip.is_active and left == 0:
            line.close()
            return strip
        if text != before:
            quiet_since, before = time.monotonic(), text
            line.show(text, _share(strip))
        if time.monotonic() - quiet_since > PATIENCE_SECONDS:
            line.close()
            raise NobodyWorks
        time.sleep(POLL_SECONDS)


def _look(guild_id: int, now: datetime) -> tuple[Strip, int]:
    db.session.rollback()
    return guild_strip(guild_id, now), runs.remaining(db.session(), guild_id, now)


def _progress(strip: Strip, left: int) -> str:
    run = _characters_run(strip)
    if run is None:
        return (
            "roster" if strip.roster_attempted_at is None else f"{strip.members} members, {left} to look at"
        )
    filled = round(BAR * (_share(strip) or 0))
    parts = [f"{'█' * filled}{'░' * (BAR - filled)} {run.done}/{run.planned} characters"]
    if run.calls_per_second:
        parts.append(f"{run.calls_per_second:.0f} calls/s")
    if run.seconds_left:
        parts.append(f"{duration(timedelta(seconds=run.seconds_left))} left")
    if run.failed:
        parts.append(f"{run.failed} failed")
    if run.message:
        parts.append(run.message)
    return " · ".join(parts)


def _characters_run(strip: Strip) -> RunFacts | None:
    return next((run for run in strip.active if run.kind is RunKind.CHARACTERS), None)


def _share(strip: Strip) -> float | None:
    run = _characters_run(strip)
    return min(1.0, run.done / run.planned) if run is not None and run.planned else None


class ProgressLine:
    """A line that is overwritten on a terminal; elsewhere a new line for each tenth."""

    def __init__(self) -> None:
        self._is_terminal = sys.stdout.isatty()
        self._tenth: int | None = None

    def show(self, text: str, share: float | None) -> None:
        """Show the present progress; ``share`` is from 0 to 1, None where it is not known."""
        if self._is_terminal:
            click.echo(f"\r\x1b[K  {text}", nl=False)
            return
        tenth = None if share is None else int(share * 10)
        if tenth != self._tenth:
            self._tenth = tenth
            click.echo(f"  {text}")

    def close(self) -> None:
        """Leave the line as it stands."""
        if self._is_terminal:
            click.echo("\r\x1b[K", nl=False)
