"""The process that reads pickles runs nothing of them, and gives up what is too large."""

import os
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from webapp.legacyimport.documents import Unreadable
from webapp.legacyimport.pickles import PickleReader


class Hostile:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (f"touch {self.path}",)


@pytest.fixture(scope="module")
def reader() -> Iterator[PickleReader]:
    with PickleReader() as one:
        yield one


class TestAnswer:
    def test_nothing_of_a_pickle_runs(self, reader: PickleReader, tmp_path: Path) -> None:
        sentinel = tmp_path / "ran"

        with pytest.raises(Unreadable, match=r"Python call posix\.system"):
            reader.read(pickle.dumps({"name": "Thrall", "x": Hostile(sentinel)}))

        assert not sentinel.exists()

    def test_bytes_behind_its_end_are_refused(self, reader: PickleReader) -> None:
        with pytest.raises(Unreadable, match="behind the end"):
            reader.read(pickle.dumps({"name": "Thrall"}) + b"x")

    def test_the_file_behind_one_that_asks_for_too_much_is_read(self, reader: PickleReader) -> None:
        for _ in range(3):
            with pytest.raises(Unreadable, match="more memory"):
                reader.read(b"\x80\x05\x96" + (2**33).to_bytes(8, "little") + b"x.")

            assert reader.read(pickle.dumps("Thrall")) == b'"Thrall"'

    def test_a_number_that_nobody_can_write_is_called_so(self, reader: PickleReader) -> None:
        with pytest.raises(Unreadable, match="too many digits"):
            reader.read(pickle.dumps({"name": "Thrall", "gold": 10**5000}))

    def test_a_list_that_doubles_itself_is_refused(self, reader: PickleReader) -> None:
        bomb: list[Any] = []
        for _ in range(200):
            bomb = [bomb, bomb]

        with pytest.raises(Unreadable):
            reader.read(pickle.dumps(bomb))
