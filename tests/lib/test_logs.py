"""Logs strike out what looks like a secret."""

import logging
import sys
from collections.abc import Iterator

import pytest
import structlog
from structlog.testing import capture_logs

from webapp.lib.logs import configure, level_of_command, redact


class TestRedact:
    @pytest.mark.parametrize("key", ["client_secret", "access_token", "Authorization", "password", "Cookie"])
    def test_a_value_under_a_secret_key_is_struck_out(self, key: str) -> None:
        assert redact(None, "info", {key: "hush"})[key] == "***"

    @pytest.mark.parametrize(
        "text",
        [
            "Bearer hush",
            "GET /?access_token=hush&x=1",
            "GET /sign-in/callback?code=hush&state=hush",
            "postgresql://me:hush@host/db",
            "POST /api/webhooks/123456789012345678/hush HTTP/1.1",
        ],
    )
    def test_a_secret_inside_a_text_is_struck_out(self, text: str) -> None:
        assert "hush" not in str(redact(None, "info", {"event": text})["event"])

    def test_other_text_is_left_alone(self) -> None:
        assert redact(None, "info", {"event": "roster_synced", "members": 60}) == {
            "event": "roster_synced",
            "members": 60,
        }


@pytest.fixture
def restored_logging() -> Iterator[None]:
    """Put the process's logging back as it was."""
    root = logging.getLogger()
    before = root.handlers, root.level
    yield
    root.handlers, root.level = before


class TestLevelOfCommand:
    @pytest.mark.parametrize(
        ("level", "at_terminal", "elsewhere"),
        [
            ("DEBUG", "DEBUG", "DEBUG"),
            ("INFO", "ERROR", "WARNING"),
            ("WARNING", "ERROR", "WARNING"),
            ("ERROR", "ERROR", "ERROR"),
        ],
    )
    def test_people_read_sentences(self, level: str, at_terminal: str, elsewhere: str) -> None:
        assert level_of_command(level, is_terminal=True) == at_terminal
        assert level_of_command(level, is_terminal=False) == elsewhere


class TestConfigure:
    @pytest.mark.usefixtures("restored_logging")
    def test_a_command_logs_beside_what_it_prints(self, capsys: pytest.CaptureFixture[str]) -> None:
        configure("INFO", is_command=True)

        logging.getLogger("another").info("not told")
        logging.getLogger("another").warning("slow_statement")

        said = capsys.readouterr()
        assert (said.out, "slow_statement" in said.err, "not told" in said.err) == ("", True, False)

    @pytest.mark.usefixtures("restored_logging")
    def test_authlib_tells_no_proof_of_a_sign_in(self, capsys: pytest.CaptureFixture[str]) -> None:
        configure("DEBUG")

        logging.getLogger("authlib.integrations.base_client.sync_app").debug("Using code_verifier: hush")
        logging.getLogger("another").debug("shown")

        sys.stdout.flush()
        said = capsys.readouterr().out
        assert "shown" in said
        assert "hush" not in said

    @pytest.mark.usefixtures("restored_logging")
    def test_a_logger_that_spoke_before_another_configuration_is_captured_like_any(self) -> None:
        log = structlog.get_logger()
        configure("INFO")
        log.info("before")
        configure("INFO")

        with capture_logs() as said:
            log.info("after")

        assert [entry["event"] for entry in said] == ["after"]
