"""Log files of programs, and what of them a person hears."""

from pathlib import Path

import pytest

from devtools.logbook import LARGEST_FILE, Logbook, error_in


class TestLogbook:
    def test_a_line_that_comes_in_pieces_is_one_line(self, tmp_path: Path) -> None:
        logbook = Logbook(tmp_path, "web", print)

        for piece in (b"hel", b"lo\nwor", b"ld"):
            logbook.write(piece)
        logbook.end_line()

        assert [line.split("| ")[1] for line in logbook.path.read_text().splitlines()] == ["hello", "world"]

    def test_every_line_says_whose_it_is(self, tmp_path: Path) -> None:
        logbook = Logbook(tmp_path, "web", print)

        logbook.write(b"hello\n")

        assert logbook.path.read_text()[8:] == " web         | hello\n"

    def test_an_error_is_told_once_while_it_repeats(self, tmp_path: Path) -> None:
        told: list[str] = []
        logbook = Logbook(tmp_path, "sync", told.append)

        logbook.write(b'{"level": "error", "event": "redis_away"}\n' * 3)

        assert told == [f"sync: redis_away ({tmp_path / 'sync.log'})"]

    def test_a_large_file_makes_room_for_a_new_one(self, tmp_path: Path) -> None:
        logbook = Logbook(tmp_path, "web", print)
        logbook.path.write_bytes(b"x" * (LARGEST_FILE + 1))

        logbook.write(b"hello\n")

        assert logbook.path.stat().st_size < 100
        assert (tmp_path / "web.log.1").stat().st_size > LARGEST_FILE

    def test_the_last_words_prefer_an_exception(self, tmp_path: Path) -> None:
        logbook = Logbook(tmp_path, "web", print)

        logbook.write(b"webapp.config.ConfigError: SECRET_KEY is weak\nError: No such command 'db'.\n\n")

        assert logbook.last_words() == "webapp.config.ConfigError: SECRET_KEY is weak"

    def test_the_last_words_prefer_a_sentence_to_a_log_line(self, tmp_path: Path) -> None:
        logbook = Logbook(tmp_path, "web", print)

        logbook.write(
            b"BATTLENET_CLIENT_SECRET is missing\n[2026-11-21] [7] [ERROR] Worker failed to boot.\n"
        )

        assert logbook.last_words() == "BATTLENET_CLIENT_SECRET is missing"

    def test_a_silent_program_has_no_last_words(self, tmp_path: Path) -> None:
        assert Logbook(tmp_path, "web", print).last_words() == ""


class TestErrorIn:
    @pytest.mark.parametrize(
        ("line", "heard"),
        [
            (
                '{"level": "error", "event": "job_failed", "job": "sync-1", "secret": "x"}',
                "job_failed job=sync-1",
            ),
            ('{"level": "CRITICAL"}', "error"),
            ("Traceback (most recent call last):", "an exception was not caught"),
            ('{"level": "info", "event": "job_done"}', None),
            ('{"level": "error"', None),
            ("[INFO] Starting gunicorn", None),
            ("", None),
        ],
    )
    def test_only_errors_are_heard(self, line: str, heard: str | None) -> None:
        assert error_in(line) == heard
