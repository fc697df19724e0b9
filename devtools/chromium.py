"""Find the browser that the browser tests drive, or install it where we may."""

import os
import shutil
import subprocess
from collections.abc import Mapping

from devtools.terminal import complain, say

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first draws no windows of its own, which takes a third less time."""
FONTS = ("fonts-dejavu-core", "fonts-noto-core", "fonts-noto-color-emoji")
PACKAGES = ("chromium-headless-shell", "chromium")
"""Debian has both, others have the second alone."""
HOW_TO_GET_IT = "as root: ./dev test --install, or set CHROMIUM_PATH"


def find_chromium(environment: Mapping[str, str]) -> str | None:
    """Return the browser that CHROMIUM_PATH names, else one on the PATH."""
    given = environment.get("CHROMIUM_PATH", "")
    candidates = [given] if given else NAMES
    return next((found for name in candidates if (found := shutil.which(name))), None)


def install_chromium() -> bool:
    """Install Chromium and fonts with apt as root; say so, and say it when that is not possible."""
    if os.geteuid() != 0:
        complain("dev: --install needs root (apt-get); going on without Chromium, its tests are skipped.")
        return False
    if not shutil.which("apt-get"):
        complain("dev: --install knows apt-get only; install Chromium by hand and set CHROMIUM_PATH.")
        return False
    say(f"Installing Chromium with apt-get, and {', '.join(FONTS)}")
    return _apt_get("update") and any(_apt_install(name, *FONTS) for name in PACKAGES)


def _apt_install(*packages: str) -> bool:
    return _apt_get("install", "--yes", "--no-install-recommends", *packages)


def _apt_get(*words: str) -> bool:
    done = subprocess.run(
        ("apt-get", "-q", *words),
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stdout.strip().splitlines() or ["no reason given"])[-1]
        complain(f"dev: apt-get {words[0]} failed: {last}")
    return done.returncode == 0
