"""flask backup and flask restore: the whole database into one file, and back."""

import io
import shlex
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import timedelta
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy.exc import DBAPIError

from webapp.backup.errors import BackupError
from webapp.backup.files import BEFORE_RESTORE, KEPT_AT_MOST
from webapp.backup.keeping import is_empty, put_back, revision_of, write_backup
from webapp.cli.refusals import Refused
from webapp.config import current_settings
from webapp.extensions import db
from webapp.lib import clock
from webapp.schema import SchemaError
from webapp.schema.state import code_revision
from webapp.sync.restored import Decisions, keep_decisions, read_decisions

FOLDER = "backups"
"""Inside the folder for local state, unless another is named."""


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--keep-days",
    type=click.IntRange(1, KEPT_AT_MOST.days),
    default=KEPT_AT_MOST.days,
    show_default=True,
    help="Remove backups in the folder that are older.",
)
@with_appcontext
def backup(folder: Path | None, keep_days: int) -> None:
    """Write the whole database into one file while everything goes on.

    It holds no sign-ins and no setting, so no secret; but data of players, readable by you alone.
    """
    where = folder or current_settings().state_directory / FOLDER
    with _refusing():
        written = write_backup(db.engine.url, where, clock.now(), kept_for=timedelta(days=keep_days))
    gone = f", and removed {written.dropped} older than {keep_days} days" if written.dropped else ""
    click.echo(
        f"Backed up the database at revision {written.revision} "
        f"to {written.file} ({written.size / 1e6:.1f} MB){gone}."
    )


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", "is_replacing", is_flag=True, help="Also when that deletes what is there now.")
@with_appcontext
def restore(file: Path, *, is_replacing: bool) -> None:
    """Put a backup back into the database and bring it to this version; stop everything else first.

    With --replace what is there now is backed up beside the file before. Who asked to be forgotten since the
    backup stays forgotten, guilds that were removed stay away, and tokens that were revoked stay so.
    """
    with _refusing():
        revision = revision_of(file, db.engine.url)
        is_new = is_empty(db.engine)
        if not is_new and not is_replacing:
            raise Refused(
                "The database is not empty. What is there now goes (a backup of it is written first) with: "
                f"flask restore --replace {shlex.quote(str(file))}"
            )
        before = None if is_new else _kept_before(file.parent)
        decisions = Decisions() if is_new else read_decisions(db.session())
        db.session.remove()
        db.engine.dispose()  # whoever has it open keeps it from being replaced, we ourselves too
        put_back(file, db.engine.url)
        _migrate(file, revision)
        gone = keep_decisions(decisions, clock.now())
    click.echo(
        f"Restored {file} (revision {revision}), now at revision {code_revision()}."
        + (f" What asked to go since then went: {gone}." if gone else "")
        + (f" What was there before is in {before}." if before else "")
        + " Everybody signs in again."
    )


def _kept_before(folder: Path) -> Path:
    return write_backup(db.engine.url, folder, clock.now(), occasion=BEFORE_RESTORE).file


def _migrate(file: Path, revision: str) -> None:
    try:
        with redirect_stdout(io.StringIO()):
            upgrade()
    except BaseException:
        click.echo(
            f"{file} is restored at its revision {revision}, but this failed: flask db upgrade", err=True
        )
        raise


@contextmanager
def _refusing() -> Iterator[None]:
    """Say in one sentence why nothing was done."""
    try:
        yield
    except (BackupError, SchemaError) as error:
        raise Refused(f"Nothing was changed: {error}") from error
    except DBAPIError as error:
        raise Refused("The database does not answer; check it with: flask doctor") from error
