"""A past is made up for the simulator's guild only."""

import os
import subprocess
from pathlib import Path

from devtools.environment import ROOT, app_command


def run_it(sqlite_url: str, client: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "MUSTER_ENV": "development",
        "MUSTER_VAR": str(Path(sqlite_url.removeprefix("sqlite:///")).parent),
        "DATABASE_URL": sqlite_url,
        "SECRET_KEY": "a" * 64,
        "BATTLENET_CLIENT_ID": client,
        "BATTLENET_CLIENT_SECRET": "secret",
    }
    words = app_command("-m", "devtools.past")
    return subprocess.run(words, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


class TestMain:
    def test_of_the_real_battlenet_nothing_is_made_up(self, sqlite_url: str) -> None:
        done = run_it(sqlite_url, "somebody's own")

        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "dev: a past is made up for the simulator's guild only.\n"
