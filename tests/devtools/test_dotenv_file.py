"""Reading .env, and naming the line that is wrong."""

from pathlib import Path

import pytest

from devtools.dotenv_file import read_dotenv
from devtools.terminal import Problem


class TestReadDotenv:
    def test_no_file_means_no_settings(self, tmp_path: Path) -> None:
        assert read_dotenv(tmp_path / ".env") == {}

    def test_values_are_read_and_empty_ones_are_not_set(self, tmp_path: Path) -> None:
        (tmp_path / ".env").write_text("# mine\nexport A='b c'\nEMPTY=\n\nD=\"e\\nf\"\n")

        assert read_dotenv(tmp_path / ".env") == {"A": "b c", "D": "e\nf"}

    @pytest.mark.parametrize("line", ["SECRET_KEY hidden", "SECRET_KEY", "='hidden'", "A='hidden"])
    def test_a_bad_line_is_named_without_its_content(self, tmp_path: Path, line: str) -> None:
        (tmp_path / ".env").write_text(f"A=1\n{line}\n")

        with pytest.raises(Problem, match=r"line 2 is not of the form NAME=value") as caught:
            read_dotenv(tmp_path / ".env")

        assert "hidden" not in str(caught.value)

    def test_what_is_no_text_is_said(self, tmp_path: Path) -> None:
        (tmp_path / ".env").write_bytes(b"A=\xff\xfe")

        with pytest.raises(Problem, match=r"\.env cannot be read as UTF-8: save it with that encoding\.$"):
            read_dotenv(tmp_path / ".env")

    def test_a_folder_is_said(self, tmp_path: Path) -> None:
        (tmp_path / ".env").mkdir()

        with pytest.raises(Problem, match=r"\.env is a folder; it should be a file"):
            read_dotenv(tmp_path / ".env")
