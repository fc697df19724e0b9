"""The repository speaks of the product alone and holds nobody's recorded data."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, repository_files

RECORDED = ROOT.parent / "shared" / "fixtures"
VENDOR = ROOT / "static" / "vendor"
OUR_OWN = {"README.md", "SHA256SUMS"}
# Written in two parts, so that this file does not find itself.
MACHINES = tuple(
    first + last
    for first, last in (("/wo", "rk/"), ("pypi.", "org"), ("registry.", "npmjs"), ("deb.", "debian"))
)


def talk_of_machines(files: Iterable[Path]) -> list[str]:
    """Find paths of one machine and hosts of package registries."""
    return [
        f"{path}: says {word!r}, which is no part of the product"
        for path in files
        for text in [path.read_bytes().decode("utf-8", errors="ignore")]
        for word in MACHINES
        if word in text
    ]


def fingerprint(path: Path) -> str:
    """Return a hash of a JSON file that spaces and the order of keys do not change."""
    try:
        text = json.dumps(json.loads(path.read_bytes()), sort_keys=True)
    except ValueError:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return hashlib.sha256(text.encode()).hexdigest()


def copies(files: Iterable[Path], recorded: Iterable[Path]) -> list[Path]:
    """Find JSON files whose content was recorded from real people."""
    known = {fingerprint(path) for path in recorded}
    return [path for path in files if path.suffix == ".json" and fingerprint(path) in known]


class TestWords:
    def test_no_file_speaks_of_one_machine_or_its_registries(self) -> None:
        assert talk_of_machines(repository_files()) == []

    def test_a_slip_is_caught(self, tmp_path: Path) -> None:
        slip = tmp_path / "notes.md"
        slip.write_text(f"copied to {MACHINES[0]}main")

        assert len(talk_of_machines([slip])) == 1


class TestRecordedPayloads:
    def test_none_is_committed(self) -> None:
        if not RECORDED.is_dir():
            pytest.skip("no recorded payloads beside the repository")

        assert copies(repository_files(), RECORDED.rglob("*.json")) == []

    def test_a_copy_is_caught_however_it_is_spaced(self, tmp_path: Path) -> None:
        recorded, copy = tmp_path / "recorded.json", tmp_path / "copy.json"
        recorded.write_text('{"name": "Thrall", "level": 80}')
        copy.write_text('{"level":80,\n "name":"Thrall"}')

        assert copies([copy], [recorded]) == [copy]


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file that somebody else wrote."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name not in OUR_OWN]
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


class TestVendored:
    def test_every_file_is_the_one_that_was_reviewed(self) -> None:
        lines = [line.split() for line in (VENDOR / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]

        reviewed = {name: digest for digest, name in lines}

        assert hashes(VENDOR) == reviewed, "see static/vendor/README.md for how to take a new version"
