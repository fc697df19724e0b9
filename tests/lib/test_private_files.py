"""What we make is private whatever the umask; what is there stays as it is."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from webapp.lib.private_files import make_private_file, make_private_folder


@pytest.fixture(autouse=True)
def _lax() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


class TestMakePrivateFolder:
    def test_a_new_one_is_closed_to_others(self, tmp_path: Path) -> None:
        make_private_folder(tmp_path / "a" / "b")

        assert mode_of(tmp_path / "a" / "b") == 0o700

    def test_one_that_is_there_stays(self, tmp_path: Path) -> None:
        (tmp_path / "open").mkdir(mode=0o750)

        make_private_folder(tmp_path / "open")

        assert mode_of(tmp_path / "open") == 0o750


class TestMakePrivateFile:
    def test_a_new_one_is_closed_to_others(self, tmp_path: Path) -> None:
        make_private_file(tmp_path / "new")

        assert mode_of(tmp_path / "new") == 0o600

    def test_one_that_is_there_keeps_its_words_and_its_mode(self, tmp_path: Path) -> None:
        (tmp_path / "old").write_text("words")
        (tmp_path / "old").chmod(0o640)

        make_private_file(tmp_path / "old")

        assert ((tmp_path / "old").read_text(), mode_of(tmp_path / "old")) == ("words", 0o640)

    def test_where_none_can_be_made_whoever_opens_it_says_so(self, tmp_path: Path) -> None:
        make_private_file(tmp_path / "nowhere" / "file")

        assert list(tmp_path.iterdir()) == []
