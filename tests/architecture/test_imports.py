"""Imports point down, as the contract in pyproject.toml says; the contract itself can fail."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.sources import ROOT, sources

LINTER = Path(sys.executable).with_name("lint-imports")
CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "tool"
]["importlinter"]["contracts"]
PLANTED = {
    "webapp.lib.planted": "import webapp.web",
    "webapp.models.planted": "import webapp.sync",
    "webapp.roster.planted": "import webapp.guilds",
    "webapp.sync.planted": "import webapp.roster",
    "webapp.clients.planted": "import webapp.jobs",
    "webapp.lib.unclean": "import flask",
    "webapp.words.planted": "import pickle",
    "webapp.permissions.policy": "import sqlalchemy",
    "webapp.sync.diff": "import webapp.lib.clock",
    "webapp.web.planted": "import devtools",
    "webapp.unplaced": "",
    "webapp.config.planted": "import simulator",
    "simulator.planted": "import webapp.lib",
}


def layers() -> set[str]:
    groups = next(contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
    return {name.strip() for group in groups for name in group.replace("|", ":").split(":")}


def pure_modules() -> set[str]:
    return set(next(contract["source_modules"] for contract in CONTRACTS if "pure" in contract["name"]))


def lint(folder: Path) -> tuple[int, str]:
    command = [str(LINTER), "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def make_stub(folder: Path) -> Path:
    """Make empty packages for everything that the contracts name, under the real contracts."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    named = [name for contract in CONTRACTS for name in contract.get("source_modules", [])]
    named += [name for contract in CONTRACTS for name in contract.get("forbidden_modules", [])]
    ours = [name for name in named if name.partition(".")[0] == "webapp"]
    for module in ["simulator", "devtools", *(f"webapp.{layer}" for layer in layers()), *ours]:
        package = folder
        for part in module.split("."):
            package /= part
            package.mkdir(exist_ok=True)
            (package / "__init__.py").touch()
    return folder


@pytest.fixture(scope="module")
def said_of_planted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Plant every violation, and give what the linter says: to start it takes longer than to lint."""
    stub = make_stub(tmp_path_factory.mktemp("planted"))
    for module, text in PLANTED.items():
        place = stub.joinpath(*module.split("."))
        file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        file.write_text(text)
    code, said = lint(stub)
    assert code == 1, said
    return said


class TestContract:
    def test_the_code_keeps_it(self) -> None:
        code, said = lint(ROOT)

        assert code == 0, said

    def test_every_layer_exists_and_every_part_of_the_product_has_a_layer(self) -> None:
        parts = {path.stem for path in (ROOT / "webapp").glob("*.py")} - {"__init__"}
        parts |= {path.parent.name for path in (ROOT / "webapp").glob("*/*.py")}

        assert layers() == parts, "give each part of webapp its place in pyproject.toml's layers"

    def test_who_claims_to_be_pure_is_held_to_it(self) -> None:
        claims = {
            source.path.removesuffix(".py").replace("/", ".")
            for source in sources("webapp")
            if re.search(r"\bPure\b", ast.get_docstring(source.tree) or "")
        }

        assert claims == pure_modules(), "a decision says Pure in its docstring and stands in the contract"

    def test_a_tree_without_violations_passes(self, tmp_path: Path) -> None:
        code, said = lint(make_stub(tmp_path))

        assert code == 0, said

    @pytest.mark.parametrize("module", PLANTED)
    def test_a_planted_violation_is_caught(self, said_of_planted: str, module: str) -> None:
        assert re.search(rf"^-\s+{re.escape(module)}( -> |$)", said_of_planted, re.MULTILINE), said_of_planted
