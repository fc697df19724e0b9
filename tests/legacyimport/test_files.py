"""Files are read where they lie."""

import os
from pathlib import Path

import pytest

from webapp.legacyimport.documents import Unreadable
from webapp.legacyimport.files import files_in, name_of, read_file
from webapp.legacyimport.folder import files_about
from webapp.legacyimport.pickles import PickleReader


class TestReadFile:
    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("a.txt", "no .json"),
            ("gone", "no such file"),
            ("gone.json", "no such file"),
            ("void.json", "is empty"),
            ("void.pkl", "is empty"),
            ("pipe.json", "ordinary"),
        ],
    )
    def test_what_is_no_file_of_ours_is_refused(self, tmp_path: Path, name: str, said: str) -> None:
        os.mkfifo(tmp_path / "pipe.json")
        for void in ("a.txt", "void.json", "void.pkl"):
            (tmp_path / void).touch()

        with PickleReader() as reader, pytest.raises(Unreadable, match=said):
            read_file(tmp_path / name, reader, region=None, realm=None)

    @pytest.mark.parametrize("swapped", ["deep/thrall.json", "deep"])
    def test_what_became_a_link_after_the_look_is_not_followed_out_of_the_folder(
        self, tmp_path: Path, swapped: str
    ) -> None:
        folder, secret = tmp_path / "folder", tmp_path / "secret"
        for place in (folder / "deep", secret):
            place.mkdir(parents=True)
            (place / "thrall.json").write_text('{"name": "Thrall"}')
        (seen,) = files_about(folder, "Thrall")
        with PickleReader() as reader:
            before = read_file(seen, reader, region=None, realm=None, below=folder)
            (folder / swapped).rename(tmp_path / "away")
            (folder / swapped).symlink_to(secret / "thrall.json" if "/" in swapped else secret)

            with pytest.raises(Unreadable, match="a link leads to it"):
                read_file(seen, reader, region=None, realm=None, below=folder)
        assert before.facts.name == "Thrall"


class TestFilesIn:
    def test_folders_are_walked_and_no_file_is_named_twice(self, tmp_path: Path) -> None:
        (tmp_path / "deep").mkdir()
        (tmp_path / "deep" / "a.json").touch()
        (tmp_path / "b.json").touch()

        found = files_in([tmp_path, tmp_path / "b.json"])

        assert [path.name for path in found] == ["b.json", "a.json"]


class TestNameOf:
    def test_bytes_that_are_no_text_are_written_out(self) -> None:
        assert name_of(Path(os.fsdecode(b"a\xff.json"))) == "a\\xff.json"

    def test_no_letter_of_a_name_steers_a_terminal_or_ends_a_line(self) -> None:
        assert name_of(Path("a\x1b]0;b\x07\n\u202e.json")) == "a\\x1b]0;b\\x07\\n\\u202e.json"
