"""What templates may call."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask

from webapp.config import Settings
from webapp.web.filters import (
    clock_second,
    clock_time,
    day,
    flask_command,
    grouped,
    iso,
    product_version,
    static_url,
    utc,
)

MOMENT = datetime(2026, 11, 21, 5, 31, 7, tzinfo=timezone(timedelta(hours=1)))


class TestTimes:
    def test_all_are_in_utc_and_say_so(self) -> None:
        assert iso(MOMENT) == "2026-11-21T04:31:07Z"
        assert utc(MOMENT) == "21 Nov 2026 04:31 UTC"
        assert day(MOMENT.date()) == "21 Nov 2026"
        assert clock_time(MOMENT.astimezone(UTC)) == "04:31 UTC"
        assert clock_second(MOMENT.astimezone(UTC)).startswith("04:31:")


class TestGrouped:
    def test_thousands_are_parted(self) -> None:
        assert grouped(1234567) == "1,234,567"


class TestStaticUrl:
    def files(self, folder: Path, *, is_debug: bool) -> Flask:
        app = Flask("files", static_folder=str(folder), static_url_path="/static")
        app.debug = is_debug
        return app

    def test_in_debug_mode_the_fingerprint_follows_the_content(self, tmp_path: Path) -> None:
        app = self.files(tmp_path, is_debug=True)
        file = tmp_path / "a.css"
        with app.app_context():
            file.write_text("one")
            first, again = static_url("a.css"), static_url("a.css")
            file.write_text("three")

            assert first == again
            assert first != static_url("a.css")
            assert first.startswith("/static/a.css?v=")

    def test_a_server_reads_a_file_once(self, tmp_path: Path) -> None:
        (tmp_path / "a.css").write_text("one")
        with self.files(tmp_path, is_debug=False).app_context():
            first = static_url("a.css")
            (tmp_path / "a.css").unlink()

            assert static_url("a.css") == first


class TestFlaskCommand:
    @pytest.mark.parametrize(
        ("environment", "words"), [("development", "./dev flask"), ("production", "flask")]
    )
    def test_it_can_be_typed_where_it_is_read(self, environment: str, words: str) -> None:
        app = Flask("commands")
        app.extensions["muster_settings"] = Settings(environment=environment)

        with app.app_context():
            assert flask_command() == words

    @pytest.mark.parametrize("below", ["", "/battlenet"])
    def test_another_folder_is_named_so_that_what_is_copied_works(self, below: str) -> None:
        app = Flask("commands")
        app.extensions["muster_settings"] = Settings(state_directory=Path(f"/srv/our guild{below}"))

        with app.app_context():
            assert flask_command() == "./dev flask --var '/srv/our guild'"


class TestProductVersion:
    def test_it_is_a_version(self) -> None:
        assert product_version().count(".") == 2
