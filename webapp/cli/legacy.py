"""flask character import and export: bring in files of older tools, and write out what they said."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import undefer

from webapp.cli.following import ProgressLine
from webapp.cli.realms import know_realms
from webapp.cli.refusals import Refused
from webapp.database import transaction
from webapp.extensions import db
from webapp.legacyimport.documents import Unreadable
from webapp.legacyimport.facts import ENVELOPE
from webapp.legacyimport.files import files_in, name_of, read_file
from webapp.legacyimport.pickles import PickleReader
from webapp.legacyimport.storing import Earlier, Line, Read, store_batch
from webapp.lib import clock
from webapp.lib.csv_text import csv_text
from webapp.models import LegacyRecord
from webapp.sync.typed_names import BadAddress, checked_region
from webapp.words import FileOutcome

BATCH = 200
"""Files of a transaction: what an import that is ended does again."""
HEAVIEST = 16 * 1024 * 1024
"""Letters that the files of a transaction hold together, but for the last one: all of them are in memory."""
HEAD = ("file", "outcome", "why", "character")


@click.command("import")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--region", help="Where characters are whose file does not say it.")
@click.option("--realm", help="On which realm they are whose file does not say it.")
@click.option("--dry-run", is_flag=True, help="Say what would become of each file, and store nothing.")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write a CSV, a row a file.")
def import_files(
    paths: tuple[Path, ...], *, region: str | None, realm: str | None, dry_run: bool, report: Path | None
) -> None:
    """Bring in character files of older tools, or folders of them; a file is never changed."""
    region = _region(region)
    if report is not None:
        _need_folder(report)
    lines: list[Line] = []
    trial: Earlier | None = {} if dry_run else None
    progress, files, tried = ProgressLine(), files_in(paths), set[str]()
    with PickleReader() as reader:
        for read, refused in batches(files, reader, place=(region, realm)):
            know_realms(read, tried)
            lines += sorted([*refused, *_stored(read, trial=trial)], key=lambda line: line.source)
            progress.show(f"{len(lines)} of {len(files)} files", len(lines) / len(files))
    progress.close()
    _tell(lines, report, is_trial=dry_run)


@click.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export_files(folder: Path) -> None:
    """Write what files of older tools said, a JSON file a record, into FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    query = select(LegacyRecord).options(undefer(LegacyRecord.content)).order_by(LegacyRecord.id)
    number = 0
    for record in db.session.scalars(query.execution_options(yield_per=BATCH)):
        number += 1
        place = {"region": record.region, "realm": record.realm} if record.region else {}
        said = {ENVELOPE: 1, "name": record.name, **place, "content": json.loads(record.content)}
        words = (record.region, record.realm, record.name, record.digest[:12])
        file = re.sub(r"[^\w-]+", "-", "-".join(word for word in words if word))
        (folder / f"{file}.json").write_text(json.dumps(said, ensure_ascii=False, indent=1), "utf-8")
    click.echo(f"Wrote {number} records to {folder}.")


def _region(text: str | None) -> str | None:
    try:
        return checked_region(text) if text else None
    except BadAddress as error:
        raise Refused(str(error)) from error


def _need_folder(report: Path) -> None:
    """Refuse before the first file is read where the report could not be written after the last."""
    if not os.access(report.parent, os.W_OK):
        raise Refused(f"The report cannot be written: {report.parent} is no folder that you may write to.")


def batches(
    files: Sequence[Path], reader: PickleReader, *, place: tuple[str | None, str | None]
) -> Iterator[tuple[Sequence[Read], Sequence[Line]]]:
    """Read files, as many at once as a transaction has; beside them why others were refused."""
    read, refused, weight = list[Read](), list[Line](), 0
    for path in files:
        try:
            one = read_file(path, reader, region=place[0], realm=place[1])
        except Unreadable as error:
            refused.append(Line(name_of(path), FileOutcome.REFUSED, str(error)))
        else:
            read.append(one)
            weight += len(one.facts.content)
        if len(read) + len(refused) >= BATCH or weight >= HEAVIEST:
            yield read, refused
            read, refused, weight = [], [], 0
    if read or refused:
        yield read, refused


def _stored(read: Sequence[Read], *, trial: Earlier | None) -> Sequence[Line]:
    if trial is not None:
        lines = store_batch(db.session(), read, now=clock.now(), earlier=trial)
        db.session.rollback()
        return lines
    with transaction() as session:
        return store_batch(session, read, now=clock.now())


def _tell(lines: Sequence[Line], report: Path | None, *, is_trial: bool) -> None:
    for line in lines:
        if line.outcome is FileOutcome.REFUSED:
            click.echo(f"{line.source}: refused, {line.why}")
    counts = Counter(line.outcome for line in lines)
    told = ", ".join(f"{counts[one]} {one}" for one in FileOutcome if counts[one]) or "no files"
    click.echo(f"{'Would be: ' if is_trial else ''}{told}.")
    if report is not None:
        rows = [(line.source, line.outcome.value, line.why, line.name) for line in lines]
        unfinished = report.with_name(f"{report.name}.unfinished")
        unfinished.write_text(csv_text(HEAD, rows), encoding="utf-8", newline="")
        os.replace(unfinished, report)  # noqa: PTH105 - a report is there whole or not at all
