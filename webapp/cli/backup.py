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
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from webapp.backup.errors import BackupError
from webapp.backup.files import BEFORE_RESTORE, KEPT_AT_MOST
from webapp.backup.keeping import is_empty, put_back, revision_of, write_backup
from webapp.backup.unfinished import Unfinished, drop_note, note_of, read_note, restore_line, write_note
from webapp.cli.refusals import Failed, Refused
from webapp.config import current_settings
from webapp.extensions import db
from webapp.lib import clock
from webapp.schema import SchemaError
from webapp.schema.state import code_revision
from webapp.sync.decisions import Decisions, as_text, both, from_text
from webapp.sync.restored import keep_decisions, read_decisions

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
    backup stays forgotten, guilds that were removed stay away, tokens that were revoked stay so, and whoever
    runs this server no more does not again. One that was broken off is ended by another restore.
    """
    url = db.engine.url
    note = note_of(url, current_settings().state_directory)
    with _refusing():
        revision = revision_of(file, url)
        is_new = is_empty(db.engine)
        if not is_new and not is_replacing:
            raise Refused(
                "The database is not empty. What is there now goes (a backup of it is written first) with: "
                f"flask restore --replace {shlex.quote(str(file))}"
            )
        left = read_note(note)
        begun = _begun(file, left, is_new=is_new)
        write_note(note, begun)
        try:
            put_back(file, url)
        except (BackupError, SchemaError):
            write_note(note, left) if left else drop_note(note)
            raise
    with _with_way_back(begun, revision):
        with redirect_stdout(io.StringIO()):
            upgrade()
        gone = keep_decisions(from_text(begun.decisions), clock.now())
    drop_note(note)
    click.echo(
        f"Restored {file} (revision {revision}), now at revision {code_revision()}."
        + (" What an earlier restore did not come to is done too." if left else "")
        + (f" What asked to go since then went: {gone}." if gone else "")
        + (f" What was there before is in {begun.before}." if begun.before else "")
        + " Everybody signs in again."
    )


def _begun(file: Path, left: Unfinished | None, *, is_new: bool) -> Unfinished:
    """Back up what is there and read what was decided, together with what an unfinished restore left."""
    before = None if is_new else str(_kept_before(file.parent))
    decisions = Decisions() if is_new else read_decisions(db.session())
    db.session.remove()
    db.engine.dispose()  # whoever has it open keeps it from being replaced, we ourselves too
    if left:
        before = left.before or before
        decisions = both(from_text(left.decisions), decisions)
    return Unfinished(str(file.absolute()), before, as_text(decisions))


def _kept_before(folder: Path) -> Path:
    return write_backup(db.engine.url, folder, clock.now(), occasion=BEFORE_RESTORE).file.absolute()


@contextmanager
def _with_way_back(begun: Unfinished, revision: str) -> Iterator[None]:
    """Say of whatever fails after the backup is in the database what ends it, and the way back."""
    back = f" What was there before comes back with: {restore_line(begun.before)}" if begun.before else ""
    where = f"{begun.file} is in the database at its revision {revision}, but the restore is not finished"
    ends = f"Start nothing. It is tried again with: {restore_line(begun.file)}{back}"
    try:
        yield
    except (SQLAlchemyError, SchemaError) as error:
        reason = str(error).partition("\n")[0]
        raise Failed(f"{where}: {reason}\n{ends}") from error
    except BaseException:
        click.echo(f"{where}.\n{ends}", err=True)
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
