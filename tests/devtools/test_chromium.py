"""Finding the browser."""

from pathlib import Path

import pytest

from devtools.chromium import find_chromium


class TestFindChromium:
    def test_the_given_one_wins(self, tmp_path: Path) -> None:
        browser = tmp_path / "browser"
        browser.write_text("#!/bin/sh\n")
        browser.chmod(0o755)

        assert find_chromium({"CHROMIUM_PATH": str(browser)}) == str(browser)

    def test_a_given_one_that_is_not_there_is_none(self) -> None:
        assert find_chromium({"CHROMIUM_PATH": "/nonexistent/browser"}) is None

    def test_the_one_without_windows_is_preferred(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("chromium", "chromium-headless-shell"):
            (tmp_path / name).write_text("#!/bin/sh\n")
            (tmp_path / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))

        assert find_chromium({}) == str(tmp_path / "chromium-headless-shell")
