"""Read character files where they lie: they are opened to be read, never changed."""

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from webapp.legacyimport.documents import LARGEST_FILE, Unreadable, read_json
from webapp.legacyimport.facts import legacy_facts
from webapp.legacyimport.pickles import PickleReader
from webapp.legacyimport.storing import Read

ARCHIVES = frozenset({".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar", ".zst"})
"""What holds other files: nothing is ever unpacked, so that nothing can grow or lead out of its place."""
READ = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
LINK_ERRORS = frozenset({errno.ELOOP, errno.ENOTDIR})
"""What is said of a link that is not followed: at the end of a path, and before."""
FORMS = {".json": "json", ".pkl": "pickle", ".pickle": "pickle"}


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Return files, and all files of folders, in the order of their names."""
    return sorted({file for path in paths for file in _below(path)})


def _below(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, _, names in os.walk(path):
        yield from (Path(folder, name) for name in names)


def name_of(path: Path) -> str:
    """Return a path as a text that can be stored and printed, whatever bytes it is of: no letter steers."""
    text = os.fsencode(path).decode(errors="backslashreplace")
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


def read_file(
    path: Path, reader: PickleReader, *, region: str | None, realm: str | None, below: Path | None = None
) -> Read:
    """Return what a file says, or raise Unreadable; no link is followed from the folder ``below`` on."""
    if not os.path.lexists(path):
        raise Unreadable("there is no such file")
    form = form_of(path.suffix)
    return read_raw(_bytes_of(path, below), reader, named=(name_of(path), form), place=(region, realm))


def form_of(suffix: str) -> str:
    """Return the form of files whose names end so, or raise Unreadable."""
    if suffix.lower() in ARCHIVES:
        raise Unreadable("archives are not opened here: unpack it and take the files that are in it")
    form = FORMS.get(suffix.lower())
    if form is None:
        raise Unreadable("it is no .json, .pkl or .pickle")
    return form


def read_raw(
    raw: bytes, reader: PickleReader, *, named: tuple[str, str], place: tuple[str | None, str | None]
) -> Read:
    """Return what bytes say, or raise Unreadable; ``named`` is the file's name and its form."""
    source, form = named
    if not raw:
        raise Unreadable("it is empty")
    document = read_json(reader.read(raw) if form == "pickle" else raw)
    return Read(source, form, legacy_facts(document, region=place[0], realm=place[1]))


def _bytes_of(path: Path, below: Path | None) -> bytes:
    try:
        handle = os.open(path, READ) if below is None else _opened_below(below, path)
    except OSError as error:
        is_link = below is not None and error.errno in LINK_ERRORS
        why = "a link leads to it, and links are not followed here" if is_link else None
        raise Unreadable(why or f"it cannot be opened: {error.strerror}") from error
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Unreadable("it is no ordinary file")
        try:
            raw = file.read(LARGEST_FILE + 1)
        except OSError as error:
            raise Unreadable(f"it cannot be read: {error.strerror}") from error
    if len(raw) > LARGEST_FILE:
        raise Unreadable(f"it is larger than {LARGEST_FILE // 1024 // 1024} MB")
    return raw


def _opened_below(folder: Path, path: Path) -> int:
    """Open a file part by part: what is read is in the folder, whatever is put in its place meanwhile."""
    *folders, name = path.relative_to(folder).parts
    handle = os.open(folder, READ | os.O_DIRECTORY)
    for part in (*folders, name):
        kind = 0 if part is name else os.O_DIRECTORY
        try:
            inner = os.open(part, READ | os.O_NOFOLLOW | kind, dir_fd=handle)
        finally:
            os.close(handle)
        handle = inner
    return handle
