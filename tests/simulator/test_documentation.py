"""What docs/simulator.md tells people to type is answered, line by line."""

import re
import shlex
from pathlib import Path

import requests

from simulator import Simulator

PAGE = Path(__file__).resolve().parents[2] / "docs" / "simulator.md"
LINES = re.findall(r"^\$ (curl .+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def asked(line: str, url: str) -> requests.Response:
    """Ask as curl would."""
    words = shlex.split(line.replace("$SIMULATOR", url))[1:]
    options = dict(zip(words[1::2], words[2::2], strict=True))
    method = options.get("-X", "POST" if "-d" in options else "GET")
    return requests.request(method, words[0], data=options.get("-d"), timeout=10)


def test_each_line_is_answered(sim: Simulator) -> None:
    refused = [line for line in LINES if asked(line, sim.url).status_code != 200]

    assert (refused, len(LINES) > 10) == ([], True)
