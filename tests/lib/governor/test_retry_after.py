"""Retry-After is read in every form that servers send it."""

from datetime import UTC, datetime

import pytest

from webapp.lib.governor import parse_retry_after

NOW = datetime(2026, 3, 7, 9, 41, 14, tzinfo=UTC)


class TestParseRetryAfter:
    @pytest.mark.parametrize(
        ("value", "seconds"),
        [
            ("7", 7.0),
            (" 7 ", 7.0),
            ("0", 0.0),
            ("1.5", 1.5),
            ("1000000000", 1e9),
            ("Sat, 07 Mar 2026 09:41:44 GMT", 30.0),
            ("Sat, 7 Mar 2026 09:41:44 GMT", 30.0),
            ("Sat, 07 Mar 2026 10:41:44 +0100", 30.0),
            (None, None),
            ("", None),
            ("-5", None),
            ("Sat, 07 Mar 2026 09:41:00 GMT", None),
            ("soon", None),
            ("٧", None),
            ("inf", None),
            ("nan", None),
            ("1e9", None),
            ("Sat, 99 Mar 99999 09:41:44 GMT", None),
            ("9" * 400, None),
        ],
    )
    def test_a_form_is_read_or_ignored(self, value: str | None, seconds: float | None) -> None:
        assert parse_retry_after(value, NOW) == seconds
