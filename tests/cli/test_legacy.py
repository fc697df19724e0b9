"""flask character import and export: each file is told of, and a second time changes nothing."""

import csv
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cli.conftest import Run
from webapp.cli.legacy import BATCH, batches
from webapp.config import current_settings
from webapp.extensions import db
from webapp.legacyimport.files import files_in
from webapp.legacyimport.pickles import PickleReader
from webapp.models import Character, LegacyRecord


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "thrall.json").write_text('{"name": "Thrall", "realm": "frostwolf", "gold": 1.10}')
    (folder / "jaina.pkl").write_bytes(pickle.dumps({"name": "Jaina", "server": "frostwolf"}))
    (folder / "lost.json").write_text('{"name": "Lost"}')
    (folder / "bad.json").write_text("{")
    return folder


def names(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        rows = db.session.execute(select(LegacyRecord.name, LegacyRecord.digest))
        return [(row.name, row.digest) for row in rows]


def make_files(folder: Path, many: int) -> None:
    for number in range(many):
        word = "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")
        text = json.dumps({"name": f"Thr{word}", "realm": "frostwolf", "number": number})
        (folder / f"{number:03}.json").write_text(text)


class TestImport:
    def test_each_file_has_a_row_and_none_is_changed(self, run: Run, app: Flask, folder: Path) -> None:
        before = {file: file.read_bytes() for file in folder.iterdir()}
        report = folder.parent / "report.csv"

        result = run("character", "import", str(folder), "--region", "eu", "--report", str(report))

        assert result.exit_code == 0, result.output
        assert "2 imported, 1 unplaced, 1 refused." in result.output
        rows = {Path(row["file"]).name: row for row in csv.DictReader(report.read_text().splitlines())}
        assert "line 1" in rows["bad.json"]["why"]
        assert rows["jaina.pkl"]["outcome"] == "imported"
        assert {file: file.read_bytes() for file in folder.iterdir()} == before
        with app.app_context():
            assert set(db.session.scalars(select(Character.name))) == {"Thrall", "Jaina"}

    def test_a_report_that_cannot_be_written_is_refused_before_anything_is_read(
        self, run: Run, app: Flask, folder: Path
    ) -> None:
        result = run("character", "import", str(folder), "--report", str(folder / "none" / "r.csv"))

        assert result.exit_code == 2
        assert f"{folder / 'none'} is no folder" in result.output
        assert names(app) == []

    def test_a_trial_stores_nothing(self, run: Run, app: Flask, folder: Path) -> None:
        result = run("character", "import", str(folder), "--region", "eu", "--dry-run")

        assert "Would be: 2 imported" in result.output
        assert names(app) == []

    def test_a_trial_sees_its_earlier_batches_and_tells_of_two_files_about_one(
        self, run: Run, app: Flask, tmp_path: Path
    ) -> None:
        folder, report = tmp_path / "many", tmp_path / "report.csv"
        folder.mkdir()
        make_files(folder, BATCH)
        for name, level in (("-0", 60), ("a", 60), ("b", 61)):
            text = json.dumps({"name": "Thrall", "realm": "frostwolf", "level": level})
            (folder / f"{name}.json").write_text(text)

        said = []
        for more in (["--dry-run"], []):
            run("character", "import", str(folder), "--region", "eu", "--report", str(report), *more)
            rows = csv.DictReader(report.read_text().splitlines())
            said.append([(row["outcome"], row["why"]) for row in rows if row["character"] == "Thrall"])

        assert said[0] == said[1]
        assert said[0] == [
            ("imported", ""),
            ("already there", "as in -0.json"),
            ("conflict", "nothing tells which is newer, this or -0.json"),
        ]
        assert len(names(app)) == BATCH + 2

    def test_importing_an_export_changes_nothing(self, run: Run, app: Flask, folder: Path) -> None:
        run("character", "import", str(folder), "--region", "eu")
        before = names(app)
        out = folder.parent / "out"

        assert "Wrote 3 records" in run("character", "export", str(out)).output
        result = run("character", "import", str(out))

        assert "3 already there." in result.output
        assert names(app) == before


class TestBatches:
    def test_no_more_is_held_at_once_than_fits_into_a_small_machine(self, tmp_path: Path) -> None:
        for number in range(5):
            (tmp_path / f"{number}.json").write_text(json.dumps({"name": "Thrall", "text": "x" * 5_000_000}))

        with PickleReader() as reader:
            held = [len(read) for read, _ in batches(files_in([tmp_path]), reader, place=("eu", None))]

        assert held == [4, 1]


class TestKilled:
    def test_an_import_that_was_killed_ends_the_same_the_second_time(
        self, run: Run, app: Flask, tmp_path: Path
    ) -> None:
        make_files(tmp_path, 600)
        with app.app_context():
            environment = {**os.environ, "DATABASE_URL": current_settings().database_url}
        words = [
            "-P",
            "-m",
            "flask",
            "--app",
            "webapp",
            "character",
            "import",
            str(tmp_path),
            "--region",
            "eu",
        ]
        child = subprocess.Popen([sys.executable, *words], env=environment, stdout=subprocess.DEVNULL)
        until = time.monotonic() + 120
        while not names(app) and child.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        child.send_signal(signal.SIGKILL)
        child.wait()
        half = len(names(app))

        result = run("character", "import", str(tmp_path), "--region", "eu")

        assert 0 < half <= 600
        assert f"{half} already there" in result.output
        assert len(names(app)) == 600
