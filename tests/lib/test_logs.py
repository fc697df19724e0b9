"""Logs strike out what looks like a secret."""

import pytest

from webapp.lib.logs import redact


class TestRedact:
    @pytest.mark.parametrize("key", ["client_secret", "access_token", "Authorization", "password", "Cookie"])
    def test_a_value_under_a_secret_key_is_struck_out(self, key: str) -> None:
        assert redact(None, "info", {key: "hush"})[key] == "***"

    @pytest.mark.parametrize(
        "text", ["Bearer hush", "GET /?access_token=hush&x=1", "postgresql://me:hush@host/db"]
    )
    def test_a_secret_inside_a_text_is_struck_out(self, text: str) -> None:
        assert "hush" not in str(redact(None, "info", {"event": text})["event"])

    def test_other_text_is_left_alone(self) -> None:
        assert redact(None, "info", {"event": "roster_synced", "members": 60}) == {
            "event": "roster_synced",
            "members": 60,
        }
