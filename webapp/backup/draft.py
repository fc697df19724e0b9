"""A file that is there as a whole or not at all, whatever happens while it is written."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webapp.backup.errors import BackupError


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """Give a file that only we can read; it takes its name at the end, and goes when anything fails."""
    if target.exists():
        raise BackupError(f"{target} is there already")
    draft = target.with_name(target.name + ".part")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise BackupError(f"{draft} is being written by another backup") from error
    try:
        yield draft
        to_disk(draft)
        draft.replace(target)
    except BaseException:
        for left in draft.parent.glob(draft.name + "*"):  # SQLite keeps a journal beside what it writes
            left.unlink(missing_ok=True)
        raise
    to_disk(target.parent)


def to_disk(path: Path) -> None:
    """Wait until the disk has it; a name is on the disk when its folder is."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
