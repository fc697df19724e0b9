"""The app is put together where it is asked for, and not by who needs one library of the package."""

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from webapp.application import FEATURES

ROOT = Path(__file__).parents[1]
LOADED = "import sys, {module}; print(*sorted({{'flask', 'sqlalchemy'}} & {{*sys.modules}}))"


class TestCreateApp:
    def test_every_feature_is_a_folder_or_a_module_of_the_package(self) -> None:
        package = ROOT / "webapp"

        assert [one for one in FEATURES if not any(package.glob(f"{one}*"))] == []

    def test_views_and_hooks_are_left_as_they_are(self, app: Flask) -> None:
        def view() -> str:
            return ""

        assert app.ensure_sync(view) is view

    @pytest.mark.parametrize("module", ["webapp", "webapp.server", "webapp.lib.governor"])
    def test_a_library_of_the_package_does_not_load_all_of_it(self, module: str) -> None:
        command = [sys.executable, "-c", LOADED.format(module=module)]

        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

        assert said.split() == []
