"""Finding the browser."""

from pathlib import Path

from devtools.chromium import find_chromium


class TestFindChromium:
    def test_the_given_one_wins(self, tmp_path: Path) -> None:
        browser = tmp_path / "browser"
        browser.write_text("#!/bin/sh\n")
        browser.chmod(0o755)

        assert find_chromium({"CHROMIUM_PATH": str(browser)}) == str(browser)

    def test_a_given_one_that_is_not_there_is_none(self) -> None:
        assert find_chromium({"CHROMIUM_PATH": "/nonexistent/browser"}) is None
