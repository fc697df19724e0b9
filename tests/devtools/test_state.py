"""The state directory and who holds it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from devtools.state import RunningStack, StateDirectory
from devtools.terminal import Problem

STACK = RunningStack(1, "http://127.0.0.1:8000", {"REDIS_URL": "redis://127.0.0.1:1/0"})


class TestStateDirectory:
    def test_what_runs_is_known_while_it_runs(self, tmp_path: Path) -> None:
        state = StateDirectory(tmp_path)
        state.claim()
        state.remember(STACK)

        assert StateDirectory(tmp_path).running() == STACK
        assert (tmp_path / "state.json").stat().st_mode & 0o777 == 0o600

    def test_what_a_crash_left_written_is_not_believed(self, tmp_path: Path) -> None:
        StateDirectory(tmp_path).remember(STACK)

        assert StateDirectory(tmp_path).running() is None

    def test_a_damaged_file_is_not_believed(self, tmp_path: Path) -> None:
        state = StateDirectory(tmp_path)
        state.claim()
        (tmp_path / "state.json").write_text(json.dumps({"pid": 1}))

        assert state.running() is None

    def test_nothing_is_remembered_after_forget(self, tmp_path: Path) -> None:
        state = StateDirectory(tmp_path)
        state.claim()
        state.remember(STACK)

        state.forget()

        assert state.running() is None

    def test_a_second_claim_is_refused_by_the_name_of_the_first(self, tmp_path: Path) -> None:
        StateDirectory(tmp_path).claim()
        claim = f"from devtools.state import *; StateDirectory(Path({str(tmp_path)!r})).claim()"

        done = subprocess.run(
            [sys.executable, "-c", claim],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )

        assert "is in use by another ./dev up (process" in done.stderr

    def test_secrets_that_a_killed_one_left_go_with_the_next_claim(self, tmp_path: Path) -> None:
        StateDirectory(tmp_path).remember(STACK)

        StateDirectory(tmp_path).claim()

        assert not (tmp_path / "state.json").exists()

    def test_a_file_in_the_way_is_a_problem(self, tmp_path: Path) -> None:
        (tmp_path / "var").touch()

        with pytest.raises(Problem, match="choose another with --var"):
            StateDirectory(tmp_path / "var").make()


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


class TestMake:
    def test_the_directory_and_those_above_it_are_closed_to_others(self, tmp_path: Path) -> None:
        StateDirectory(tmp_path / "var" / "battlenet").make()

        assert (mode(tmp_path / "var"), mode(tmp_path / "var" / "battlenet")) == (0o700, 0o700)

    @pytest.mark.parametrize("found", ["up.lock", ""])
    def test_one_of_ours_that_is_open_is_closed(self, tmp_path: Path, found: str) -> None:
        tmp_path.chmod(0o755)
        (tmp_path / found).touch()

        StateDirectory(tmp_path).make()

        assert mode(tmp_path) == 0o700

    @pytest.mark.parametrize(("found", "before"), [("letters", 0o755), ("up.lock", 0o1777)])
    def test_one_that_others_use_is_left_open(self, tmp_path: Path, found: str, before: int) -> None:
        (tmp_path / found).touch()
        tmp_path.chmod(before)

        StateDirectory(tmp_path).make()

        assert mode(tmp_path) == before
