"""Read the files that an officer sends, and where they say that characters are. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from webapp.imports.page import LARGEST_MB, MOST_FILES
from webapp.lib.forms import BadForm, FieldProblem

LONGEST_NAME = 255
_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was sent, under a name of its own that leads nowhere."""

    name: str
    raw: bytes


def read_files(sent: Iterable[tuple[str | None, bytes]]) -> Sequence[SentFile]:
    """Return the files of a form by name and bytes, or raise BadForm; names are shown, and never a path."""
    files: list[SentFile] = []
    for filename, raw in sent:
        if not filename:
            continue
        if len(files) == MOST_FILES:
            said = f"No more than {MOST_FILES} files at once: send the rest afterwards, nothing comes twice."
            raise BadForm(FieldProblem("files", said))
        files.append(SentFile(own_name(filename), raw))
    if not files:
        raise BadForm(FieldProblem("files", "Choose at least one file."))
    if sum(len(one.raw) for one in files) > LARGEST_MB * 1024 * 1024:
        said = f"No more than {LARGEST_MB} MB at once: send some now and the rest afterwards."
        raise BadForm(FieldProblem("files", said))
    return files


def own_name(filename: str) -> str:
    """Return the last part of a file's name, as it can be stored and shown; its end tells the form."""
    last = re.split(r"[/\\]", filename)[-1]
    tidy = _UNREADABLE.sub("\ufffd", last).strip() or "a file without a name"
    return tidy[-LONGEST_NAME:]
