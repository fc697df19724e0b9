"""A file is there as a whole or not at all."""

from pathlib import Path

import pytest

from webapp.backup.draft import written_whole
from webapp.backup.errors import BackupError


def broken_off(draft: Path) -> None:
    """Write as SQLite does, with a journal beside the file, and fail."""
    draft.with_name(draft.name + "-journal").touch()
    draft.with_name("none").read_text()


class TestWrittenWhole:
    def test_it_takes_its_name_at_the_end_and_is_ours_alone(self, tmp_path: Path) -> None:
        target = tmp_path / "backup"

        with written_whole(target) as draft:
            draft.write_text("all")
            was_there = target.exists()

        assert (was_there, target.read_text(), list(tmp_path.iterdir())) == (False, "all", [target])
        assert target.stat().st_mode & 0o777 == 0o600

    def test_a_failure_leaves_nothing(self, tmp_path: Path) -> None:
        target = tmp_path / "kept" / "backup"
        target.parent.mkdir()

        with pytest.raises(FileNotFoundError), written_whole(target) as draft:
            broken_off(draft)

        assert list(target.parent.iterdir()) == []

    def test_what_is_there_is_not_written_over(self, tmp_path: Path) -> None:
        target = tmp_path / "backup"
        target.write_text("last week's")

        with pytest.raises(BackupError, match="there already"), written_whole(target):
            pass

        assert (target.read_text(), list(tmp_path.iterdir())) == ("last week's", [target])

    def test_two_do_not_write_the_same_one(self, tmp_path: Path) -> None:
        target = tmp_path / "backup"

        with written_whole(target), pytest.raises(BackupError, match="another backup"):  # noqa: SIM117
            with written_whole(target):
                pass

        assert target.exists()
