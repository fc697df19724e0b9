"""The commands of a document: what stands behind a `$` in a block that says console."""

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

BLOCK = re.compile(r"^(?P<indent> *)```console\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL)


def commands(document: Path) -> Iterator[str]:
    """Yield each command, in the order in which it is to be typed."""
    for block in BLOCK.finditer(document.read_text(encoding="utf-8")):
        for line in textwrap.dedent(block["text"]).splitlines():
            if line.startswith("$ "):
                yield line.removeprefix("$ ").partition(" #")[0].strip()
