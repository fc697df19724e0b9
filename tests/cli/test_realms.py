"""Realms that files name are known before anybody is looked for on them."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from simulator import Simulator
from tests.cli.conftest import Run
from tests.support.kept_world import calls_of
from webapp.extensions import db
from webapp.models import Character


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Give an empty folder: the database of a test lies beside it."""
    folder = tmp_path / "old"
    folder.mkdir()
    return folder


class TestKnowRealms:
    def test_realms_that_are_called_by_name_are_read_first(self, run: Run, app: Flask, files: Path) -> None:
        (files / "a.json").write_text('{"name": "Thrall", "realm": "Argent Dawn"}')
        (files / "b.json").write_text('{"name": "Jaina", "realm": "Nowhere At All"}')

        result = run("character", "import", str(files), "--region", "eu")

        assert "1 imported, 1 refused." in result.output
        assert "is no realm of eu" in result.output
        with app.app_context():
            assert db.session.scalars(select(Character.realm)).all() == ["argent-dawn"]

    def test_slugs_need_no_index(self, run: Run, simulator: Simulator, files: Path) -> None:
        (files / "a.json").write_text('{"name": "Thrall", "realm": "frostwolf"}')

        run("character", "import", str(files), "--region", "eu")

        assert not calls_of(simulator)

    def test_a_region_that_cannot_be_read_is_told_of_once(
        self, run: Run, simulator: Simulator, files: Path
    ) -> None:
        simulator.control.add_fault("status", kind="realm-index", status=404)
        for name in ("a", "b"):
            (files / f"{name}.json").write_text('{"name": "Thrall", "realm": "Argent Dawn"}')

        result = run("character", "import", str(files), "--region", "eu")

        assert result.output.count("cannot be read from Battle.net") == 1
        assert "2 refused" in result.output
