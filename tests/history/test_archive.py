"""Each row is in the database or in a file, whoever dies when, and a file names nobody."""

import errno
import gzip
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cards.people import Cards
from tests.history.past import RESET, days, take
from tests.history.test_deeds import KILL, RUN, write
from webapp.database import transaction
from webapp.extensions import db
from webapp.history import archive as archiving
from webapp.history.archive import ArchiveError, archive
from webapp.history.days import DAY, WEEK
from webapp.history.facts import Deeds
from webapp.history.walking import Range
from webapp.models import BossKill, ClockTick, MythicRun

BORDER = date(2026, 9, 3)
LATER = RESET + 200 * DAY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def lived(cards: Cards, name: str = "Thrall") -> int:
    """Add a character with two days, a run and a kill before the border, and a day after it."""
    character_id = cards.character(name, class_id=7)
    for number, week in ((0, RESET - WEEK), (1, RESET), (2, RESET + WEEK)):
        cards.change(character_id, equipped_item_level=700 + number)
        take(character_id, at=week, week_start=week)
    write(character_id, Deeds([RUN], [KILL]))
    return character_id


def lines(folder: Path) -> list[dict[str, Any]]:
    """Return every line of every file that has its name."""
    files = sorted(folder.glob("*.jsonl.gz"))
    return [json.loads(line) for file in files for line in gzip.decompress(file.read_bytes()).splitlines()]


def written_and_not_named(folder: Path, *, is_committed: bool) -> None:
    """Leave what a death just after, or just before, the commit leaves."""
    folder.mkdir()
    which = f"{BORDER}-{archiving._mark(LATER)}"
    with transaction() as session:
        taken = list(archiving._taken(session, Range(0, 9999), BORDER, b"key"))
        archiving._write(session, folder, which, taken, now=LATER)
        if not is_committed:
            session.rollback()


class TestArchive:
    def test_what_is_old_moves_and_the_rest_stays(self, cards: Cards, folder: Path) -> None:
        thrall, jaina = lived(cards), lived(cards, "Jaina")

        done = archive(BORDER, folder, LATER, handful=1)

        assert (done.rows, len(done.files)) == (8, 2)
        assert [list(days(one)) for one in (thrall, jaina)] == [[date(2026, 9, 9)]] * 2
        assert (db.session.query(MythicRun).count(), db.session.query(BossKill).count()) == (0, 0)
        told = lines(folder)
        assert sorted(line["kind"] for line in told) == ["kill"] * 2 + ["run"] * 2 + ["snapshot"] * 4
        assert {line["class_id"] for line in told} == {7}
        assert len({line["character"] for line in told}) == 2
        assert "Thrall" not in json.dumps(told)

    def test_again_there_is_nothing_and_files_are_ours_alone(self, cards_here: Cards, folder: Path) -> None:
        lived(cards_here)
        (file,) = archive(BORDER, folder, LATER).files

        assert archive(BORDER, folder, LATER).files == []
        assert (file.stat().st_mode & 0o777, list(folder.iterdir())) == (0o600, [file])

    def test_nobody_is_found_again_in_the_next_archive(self, cards_here: Cards, folder: Path) -> None:
        lived(cards_here)

        rows = [archive(border, folder, LATER).rows for border in (BORDER, BORDER + WEEK)]

        assert (rows, len({line["character"] for line in lines(folder)})) == ([4, 1], 2)

    def test_a_dry_run_counts_and_touches_nothing(self, cards_here: Cards, folder: Path) -> None:
        thrall = lived(cards_here)

        assert archive(BORDER, folder, LATER, is_dry=True).rows == 4
        assert (len(days(thrall)), folder.exists()) == (3, False)

    def test_what_pages_show_cannot_be_archived(self, folder: Path) -> None:
        with pytest.raises(ArchiveError, match="2026-12-21 or an earlier day"):
            archive(date(2026, 12, 22), folder, LATER)


class TestKilled:
    @pytest.mark.parametrize("is_committed", [True, False])
    def test_no_row_is_lost_and_none_is_told_twice(
        self, cards: Cards, folder: Path, *, is_committed: bool
    ) -> None:
        thrall = lived(cards)
        written_and_not_named(folder, is_committed=is_committed)

        archive(BORDER, folder, LATER)

        assert (len(lines(folder)), list(days(thrall))) == (4, [date(2026, 9, 9)])
        assert {path.suffix for path in folder.iterdir()} == {".gz"}
        assert [tick.name for tick in db.session.query(ClockTick)] == [archiving.MARKED]

    def test_half_a_file_goes(self, cards_here: Cards, folder: Path) -> None:
        lived(cards_here)
        folder.mkdir()
        mark = archiving._mark(LATER)
        (folder / f"history-before-2026-09-03-{mark}-00.jsonl.gz.part").write_bytes(b"half")

        archive(BORDER, folder, LATER)

        assert (len(lines(folder)), len(list(folder.iterdir()))) == (4, 1)

    def test_what_another_database_left_is_left_alone(self, cards_here: Cards, folder: Path) -> None:
        lived(cards_here)
        folder.mkdir()
        others = [folder / f"history-before-2026-09-03-77-00.jsonl.gz{end}" for end in (".part", ".ready")]
        for file in others:
            file.write_bytes(b"theirs")

        archive(BORDER, folder, LATER)

        assert [file.read_bytes() for file in others] == [b"theirs"] * 2

    def test_a_disk_that_is_full_is_said(self, folder: Path) -> None:
        with pytest.raises(ArchiveError, match="any further: No space left"), archiving._alone_in(folder):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def test_two_do_not_write_into_one_folder(self, cards_here: Cards, folder: Path) -> None:
        lived(cards_here)

        with archiving._alone_in(folder), pytest.raises(ArchiveError, match="another archive"):
            archive(BORDER, folder, LATER)

    def test_a_folder_that_cannot_be_made_is_said(self, cards_here: Cards, tmp_path: Path) -> None:
        lived(cards_here)
        (tmp_path / "file").write_text("")

        with pytest.raises(ArchiveError, match="cannot be written"):
            archive(BORDER, tmp_path / "file", LATER)
