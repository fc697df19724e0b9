"""Find the files in a folder that may be about a character, by their names alone.

A name that somebody typed never becomes part of a path: the folder is listed, and its names are compared.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from webapp.legacyimport.files import FORMS
from webapp.lib.names import name_key

MOST_FILES = 200_000
"""Entries that are looked through at most."""
MOST_CANDIDATES = 20
_BETWEEN = re.compile(r"[\s\d._()\[\]+,'-]+")
"""What stands between the words of a file's name, as in eu-frostwolf-thrall.json."""


def files_about(folder: Path, name: str) -> list[Path]:
    """Return the files whose name has the character's as a word of its own, exact ones first."""
    key = name_key(name)
    found = [path for path in _files_in(folder) if _is_about(path, key)]
    return sorted(found, key=lambda path: (name_key(path.stem) != key, str(path)))[:MOST_CANDIDATES]


def _is_about(path: Path, key: str) -> bool:
    stem = name_key(path.stem)
    return stem == key or key in _BETWEEN.split(stem)


def _files_in(folder: Path) -> Iterator[Path]:
    """Yield ordinary files of a form that is read; links are not followed, they may lead anywhere."""
    seen = 0
    for place, _, names in os.walk(folder):
        for name in names:
            seen += 1
            if seen > MOST_FILES:
                return
            path = Path(place, name)
            if path.suffix.lower() in FORMS and not path.is_symlink():
                yield path
