"""What must be so before a test run imports anything: compiled code is kept, files are made in memory."""

import os
import sys
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - what makes files there makes a folder of its own
ROOM = 4 * 1024**3


def has_room(folder: Path) -> bool:
    """Say whether a folder in memory has room for a run, and programs in it may be started."""
    if not folder.is_dir():
        return False
    there = os.statvfs(folder)
    return there.f_bavail * there.f_frsize > ROOM and not there.f_flag & os.ST_NOEXEC


# Else each process of the run, and each that a test starts, compiles the product and the tests anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The fork server imports the product from here.
HERE = str(Path(__file__).resolve().parent)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [HERE, os.environ.get("PYTHONPATH")]))

# To wait for a disk at each of many commits is slow.
if has_room(MEMORY):
    os.environ.setdefault("TMPDIR", str(MEMORY))
    tempfile.tempdir = None  # pytest has asked before
