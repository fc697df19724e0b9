"""A note about a restore is private, of one database, and never half."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from webapp.backup.errors import BackupError
from webapp.backup.unfinished import Unfinished, drop_note, note_of, read_note, write_note

LEFT = Unfinished("/kept/monday", "/kept/before", "{}")


class TestNote:
    def test_it_is_ours_alone_and_says_what_was_written_last(self, tmp_path: Path) -> None:
        note = tmp_path / "var" / "note"

        write_note(note, Unfinished("/kept/sunday", None, "{}"))
        write_note(note, LEFT)

        assert (read_note(note), note.stat().st_mode & 0o777) == (LEFT, 0o600)
        assert list(note.parent.iterdir()) == [note]

    def test_once_dropped_there_is_none(self, tmp_path: Path) -> None:
        write_note(tmp_path / "note", LEFT)

        drop_note(tmp_path / "note")
        drop_note(tmp_path / "note")

        assert read_note(tmp_path / "note") is None

    @pytest.mark.parametrize("text", ["", "{", "[]", '{"file": "x"}'])
    def test_one_that_cannot_be_read_is_not_passed_over(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "note").write_text(text)

        with pytest.raises(BackupError, match="cannot be read"):
            read_note(tmp_path / "note")

    def test_a_folder_that_takes_nothing_is_a_sentence(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()

        with pytest.raises(BackupError, match="note: "):
            write_note(tmp_path / "file" / "note", LEFT)


class TestNoteOf:
    def test_each_database_has_its_own_whoever_signs_in(self, tmp_path: Path) -> None:
        urls = (
            "sqlite:////data/muster.db",
            "postgresql://me:secret@one/muster",
            "postgresql://you@one:5432/muster",
            "postgresql://me@two/muster",
        )

        file, mine, yours, other = (note_of(make_url(url), tmp_path) for url in urls)

        assert file == Path("/data/muster.db.restoring")
        assert mine == yours != other
        assert mine.parent == tmp_path
