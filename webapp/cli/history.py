"""flask history …: thin what is old, or move it into compressed files."""

from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from webapp.cli.refusals import Refused, need_ready_database
from webapp.history.archive import ArchiveError
from webapp.history.archive import archive as archive_before
from webapp.history.thinning import daily_since
from webapp.history.thinning import thin as thin_old
from webapp.lib import clock

DRY = click.option("--dry-run", "is_dry", is_flag=True, help="Count, and change nothing.")


@click.group(cls=AppGroup)
@with_appcontext
def history() -> None:
    """Keep the history of characters small."""
    need_ready_database()


@history.command()
@DRY
def thin(*, is_dry: bool) -> None:
    """Keep one day a week of what is older than 90 days; workers do so by themselves."""
    now = clock.now()
    rows = thin_old(now, is_dry=is_dry)
    said = "would be removed" if is_dry else "were removed"
    click.echo(f"{rows} days from before {daily_since(now)} {said}: each week keeps its last.")


@history.command()
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The first day that stays.")
@click.option("--to", "folder", type=click.Path(file_okay=False), required=True)
@DRY
def archive(before: datetime, folder: str, *, is_dry: bool) -> None:
    """Move what is older than a day into compressed files, under pseudonyms that nobody can take back.

    Files hold a JSON object a line: snapshots, runs and kills, with days instead of moments.
    """
    if not folder:
        raise Refused("--to is empty: name the folder that the files go to, or . for this one.")
    try:
        done = archive_before(before.date(), Path(folder), clock.now(), is_dry=is_dry)
    except ArchiveError as error:
        raise Refused(f"Nothing was archived: {error}") from error
    if is_dry:
        click.echo(f"{done.rows} rows from before {before:%Y-%m-%d} would be archived.")
        return
    files = "1 file" if len(done.files) == 1 else f"{len(done.files)} files"
    click.echo(f"{done.rows} rows from before {before:%Y-%m-%d} were moved to {files} in {folder}.")
