"""Files of a form get names of their own, and too much of them is refused with a sentence."""

import pytest

from webapp.imports.forms import LONGEST_NAME, own_name, read_files
from webapp.imports.page import LARGEST_MB, MOST_FILES
from webapp.lib.forms import BadForm


class TestOwnName:
    @pytest.mark.parametrize(
        ("sent", "shown"),
        [
            ("../../etc/passwd", "passwd"),
            ("C:\\fakepath\\thrall.pkl", "thrall.pkl"),
            ("a\x00b\u202e.json", "a\ufffdb\ufffd.json"),
            ("/", "a file without a name"),
            ("x" * 300 + ".json", ("x" * 300 + ".json")[-LONGEST_NAME:]),
        ],
    )
    def test_it_is_the_last_part_and_can_be_read(self, sent: str, shown: str) -> None:
        assert own_name(sent) == shown


class TestReadFiles:
    def test_a_field_without_a_file_is_none(self) -> None:
        with pytest.raises(BadForm, match="files"):
            read_files([("", b""), (None, b"")])

    def test_too_many_and_too_much_are_refused(self) -> None:
        half = b"x" * (LARGEST_MB * 1024 * 1024 // 2 + 1)
        for sent in ([("a.json", b"")] * (MOST_FILES + 1), [("a.json", half), ("b.json", half)]):
            with pytest.raises(BadForm):
                read_files(sent)
