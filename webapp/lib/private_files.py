"""Files that are nobody else's business, whatever the umask of whoever started us."""

import os
from contextlib import suppress
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def make_private_folder(path: Path) -> None:
    """Make a folder that only we can look into; one that is there stays as its owner wants it."""
    path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Make an empty file that only we can read, before others write it; one that is there is left alone.

    It is not even opened: closing it would take the locks away that SQLite holds in this process, see
    https://www.sqlite.org/howtocorrupt.html. Where it cannot be made, whoever opens it says so better.
    """
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))
